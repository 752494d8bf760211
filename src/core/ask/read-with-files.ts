import type { AttachedFile, TextQuestion, UnreadReason } from "#core/chat-platform.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import { readQuestion, readUnaddressed } from "#core/query/read-message.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import type { Visibility } from "#core/team/settings.ts";

/** A question, read. */
export interface ParsedQuestion {
  readonly query: ParsedQuery;
  /** Who is to see the answer, where the text says so. */
  readonly visibility?: Visibility | undefined;
  /** What became of the files attached to it; null where it is not about them, and they were not read. */
  readonly files: FilesOutcome | null;
}

export interface FilesOutcome {
  /** Why no file could be read; null where the query is made from what they say. */
  readonly unread: UnreadReason | null;
  /** Whether a file was longer than is read. */
  readonly isCut: boolean;
}

/**
 * Reads a question's text once, together with the text files attached to it where it is about them: a log attached to
 * `what is 867?` would drown the question. Takes any text and never throws.
 */
export async function readWithFiles(
  { text, manner, files = noFiles }: TextQuestion,
  portByName: PortByName,
): Promise<ParsedQuestion> {
  if (manner === "foreign") {
    return addFiles(text, await files(), (whole) => readQuestion({ text: whole, manner }, portByName).query);
  }
  const { query, visibility } = readQuestion({ text, manner }, portByName);
  if (manner === "command") return { query, visibility, files: null };
  if (!isAboutFiles(text, query)) return { query, files: null };
  const attached = await files();
  if (query.kind === "import") return importFrom(query, attached);
  if (!attached.some(hasText)) return { query, files: unreadOf(attached) };
  return addFiles(pasteIn(text, query), attached, (whole) => readUnaddressed(whole, portByName));
}

/** Whether a message is about the files attached to it: it says nothing, speaks of explaining, or imports a book. */
function isAboutFiles(text: string, query: ParsedQuery): boolean {
  if (text.trim() === "") return true;
  if (query.kind === "import") return query.text === "";
  // A change is carried out as it stands: `claim 8867 explain-api`.
  return EXPLAIN.test(text) && !isTeamQuery(query);
}

const EXPLAIN = /\bexplain\b/i;

/** What a message itself gives to explain: the paste in it, or its lines that do not ask. */
function pasteIn(text: string, query: ParsedQuery): string {
  if (query.kind === "explain") return query.text;
  const lines = text.split("\n").filter((line) => !EXPLAIN.test(line));
  return lines.join("\n").trim();
}

function importFrom(query: Extract<ParsedQuery, { kind: "import" }>, files: readonly AttachedFile[]): ParsedQuestion {
  const [file] = files.filter(hasText);
  if (file === undefined) return { query, files: unreadOf(files) };
  // Half of a book would be imported as if it were all of it.
  if (file.isCut === true) return { query, files: { unread: "too-large", isCut: false } };
  return { query: { ...query, text: file.text.trim() }, files: { unread: null, isCut: false } };
}

/** A text with the files attached to it, read as one. */
function addFiles(text: string, files: readonly AttachedFile[], read: (whole: string) => ParsedQuery): ParsedQuestion {
  const readable = files.filter(hasText);
  const whole = [text, ...readable.map((file) => file.text)].filter((part) => part.trim() !== "").join("\n");
  const isCut = readable.some((file) => file.isCut === true);
  return { query: read(whole), files: readable.length > 0 ? { unread: null, isCut } : unreadOf(files) };
}

type ReadableFile = Extract<AttachedFile, { readonly text: string }>;

function hasText(file: AttachedFile): file is ReadableFile {
  return "text" in file && file.text.trim() !== "";
}

function unreadOf(files: readonly AttachedFile[]): FilesOutcome | null {
  const [unread] = files.flatMap((file) => ("unread" in file ? [file.unread] : []));
  return unread === undefined ? null : { unread, isCut: false };
}

const noFiles = async () => [];
