import { en } from "#core/messages/en.ts";

/** Every word a person reads. English is the catalogue that all others are typed against. */
export type Messages = typeof en;

/** The catalogue for a BCP 47 language tag, or else English. */
export function messagesFor(_locale: string): Messages {
  return en;
}
