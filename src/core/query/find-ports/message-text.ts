import { toAsciiDigits } from "#core/query/digits.ts";

/** A message longer than this is read only so far, which bounds the time every pattern takes. */
const MAX_MESSAGE_LENGTH = 4000;

/** Slack sends these three as entities (docs.slack.dev, "Formatting message text": escaping). */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * The beginning of a message as the patterns read it: digits as 0–9, lower case, entities decoded, and without the
 * signs that set a number in code, bold or italics.
 */
export function readableText(message: string): string {
  return (
    toAsciiDigits(message.slice(0, MAX_MESSAGE_LENGTH))
      // Compatibility forms can grow: one character may become eighteen.
      .slice(0, MAX_MESSAGE_LENGTH)
      .toLowerCase()
      .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/[`“”„«»]/g, " ")
      .replace(/(?<!\w)[*_~|]{1,3}(?=\d)|(?<=\d)[*_~|]{1,3}(?!\w)/g, " ")
  );
}
