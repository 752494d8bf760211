import type { Action } from "#core/actions/action.ts";
import type { Answer } from "#core/answers/answer.ts";
import type { System } from "#core/answers/commands.ts";
import type { Card } from "#core/card/card.ts";
import type { FormKind } from "#core/forms/form.ts";
import type { Visibility } from "#core/settings/settings.ts";
import type { Suggestion } from "#core/suggestions/suggest-queries.ts";

/** What a person said, and how. */
export interface Question {
  /** As typed, the platform's own markup taken off. */
  readonly text: string;
  /** A command holds nothing but a query; a mention may be a whole sentence with a query in it. */
  readonly manner: "command" | "mention";
  /** BCP 47 tag of the language to answer in, where the asker has set none. */
  readonly locale: string;
  /** The same for an answer that everybody sees, where the team has set none; by default, {@link locale}. */
  readonly publicLocale?: string;
  /** Null where nobody can be told apart: then nothing can be kept for them either. */
  readonly asker: Asker | null;
  /** Who is to see the answer, where the asker said so with this question. */
  readonly visibility?: Visibility;
  /** A system chosen with this question: its commands come first, now and from now on. */
  readonly system?: System;
}

/** Who asks. Ids are the platform's own, of the characters that a store's keys may have. */
export interface Asker {
  /** The workspace, the server, or the person's own conversation: `slack.T123`, `discord.456`. Its port book is theirs. */
  readonly team: string;
  /** The person wherever their settings follow them: `slack.T123/U1`, `discord/789`. */
  readonly person: string;
  /** What others call them; the platform's id where nothing better is known. */
  readonly name: string;
  /** Whether they may decide for the team; asked only where it matters. Never rejects: who is not known to be is not. */
  isAdmin(): Promise<boolean>;
}

export interface Reply {
  readonly answer: Answer;
  readonly card: Card;
  /** What can be done with it, in the order to offer it. */
  readonly actions: readonly Action[];
  /** Whether only the asker is to see it. */
  readonly isPrivate: boolean;
  /** The form that serves better than the card, where the platform can open one now. */
  readonly form: FormKind | null;
  /** The whole of it as a file, where a card may have to leave some out and the platform can attach one; else null. */
  readonly attachment: Attachment | null;
}

export interface Attachment {
  /** With an ending; letters, digits, dots and hyphens. */
  readonly name: string;
  readonly text: string;
  /** What to say where no file can be attached and the card is cut: how to get the rest. */
  readonly ifCut: string;
}

/** Answers any text; never rejects. The same question may get the same object again. */
export type Ask = (question: Question) => Promise<Reply>;

/** What may be meant by what is being typed, the likeliest first; never rejects, and is there within a keystroke. */
export type Suggest = (typed: Pick<Question, "text" | "locale" | "asker">) => Promise<readonly Suggestion[]>;

/** A chat platform that Portcall is connected to. */
export interface ChatAdapter {
  readonly name: string;
  /** Connects; rejects with a {@link ConfigurationError} where the operator has to change something. */
  start(): Promise<void>;
  /** Takes no more work, finishes what it has and disconnects. */
  stop(): Promise<void>;
  /** Whether it is connected now. */
  ready(): boolean;
  /** What else an operator may want to know of the connection, by name: how many, how often. */
  health?(): Readonly<Record<string, number>>;
  /** Shows a card to everybody in a channel, named by the platform's own id; `TEAM/CHANNEL` where it has several teams. */
  post(channel: string, card: Card): Promise<void>;
}

/** Writes to the operator. `fields` never hold secrets or what people wrote. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** What a store keeps under a key. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the core cannot know by itself. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A new id of letters, digits and hyphens, of which there will never be another. */
  newId(): string;
}

/** A key is up to 200 characters of `A-Z a-z 0-9 . _ : - /`, its parts separated by slashes. */
export type Entry = readonly [key: string, value: Json];

/**
 * Keeps facts, one under each key, for as long as Portcall is installed. What it has acknowledged survives the end of
 * the process. Any number of processes may use the same store at once. Every method rejects with
 * {@link StoreUnavailable} when the store does not answer in time, and works again as soon as the store does.
 */
export interface Store {
  /** The values under the keys, in the order of the keys; undefined where there is none, or it has expired. */
  get(keys: readonly string[]): Promise<readonly (Json | undefined)[]>;
  /**
   * Everything lasting under keys that begin with the prefix, by key in code unit order. Entries that expire are not
   * listed. `prefix` ends in a slash, or is empty for everything.
   */
  list(prefix: string): Promise<readonly Entry[]>;
  /**
   * Makes a change whole or not at all, and at one instant for everybody: where everything expected is so, it is made
   * and the answer is null; else nothing is changed, and the answer is the first expected key that was otherwise, in
   * the order given, with what stands there.
   */
  commit(change: Change): Promise<Conflict | null>;
  /** Ends the connection; nothing may be asked of it afterwards. */
  close(): Promise<void>;
}

export interface Change {
  /** What has to stand under a key for the change to be made: equal JSON, or undefined for nothing. */
  readonly expect?: readonly (readonly [key: string, value: Json | undefined])[];
  readonly put?: readonly Entry[];
  /** How long what is put stays, in milliseconds; without it, for ever. */
  readonly expiresIn?: number;
  readonly remove?: readonly string[];
}

export interface Conflict {
  readonly key: string;
  readonly value: Json | undefined;
}

/** The store did not answer, or not in time. Whether the change that was asked for is made is not known. */
export class StoreUnavailable extends Error {
  readonly code = "store-unavailable";

  constructor(options?: ErrorOptions) {
    super("The store does not answer.", options);
    this.name = "StoreUnavailable";
  }
}

/** Something the operator has set wrongly; the message names the setting and says what to do. */
export class ConfigurationError extends Error {
  readonly code = "configuration";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigurationError";
  }
}
