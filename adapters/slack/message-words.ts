import { isRecord, textIn } from "./read.ts";

/**
 * The words of a message that somebody else wrote. Bots often leave `text` empty and say all in blocks or attachments;
 * then every text in these is taken, in order.
 */
export function messageWords(message: unknown): string {
  const text = textIn(message, "text") ?? "";
  if (text.trim() !== "" || !isRecord(message)) return text;
  return [...wordsIn(message.blocks), ...wordsIn(message.attachments)].join("\n");
}

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" ? (WORDS.has(name) ? [inner] : []) : wordsIn(inner),
  );
}

const WORDS: ReadonlySet<string> = new Set(["text", "title", "value", "pretext"]);
