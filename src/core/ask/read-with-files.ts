import type { AttachedFile, TextQuestion, UnreadReason } from "#core/chat-platform.ts";
import type { Moment } from "#core/explain/moments.ts";
import { readMoment } from "#core/explain/moments.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import type { ExplainQuery, ParsedQuery } from "#core/query/query.ts";
import type { ReadContext } from "#core/query/read-context.ts";
import type { Notation } from "#core/query/read-message.ts";
import { readQuestion, readUnaddressed } from "#core/query/read-message.ts";
import type { Visibility } from "#core/team/settings.ts";

export interface ParsedQuestion {
  readonly query: ParsedQuery;
  /** The visibility, if the text sets it. */
  readonly visibility?: Visibility | undefined;
  /** Set if the number was typed in another notation. */
  readonly notation?: Notation | undefined;
  /** What happened to the attached files; null if the question isn't about them and they were not read. */
  readonly files: FilesOutcome | null;
}

export interface FilesOutcome {
  /** Why no file could be read; null if the query was made from their text. */
  readonly unread: UnreadReason | null;
  /** Whether a file exceeded the size limit and was cut. */
  readonly isCut: boolean;
}

/**
 * Parses a question's text once, together with the attached text files if it is about them: a log attached to `what is
 * 867?` must not replace the question. Accepts any text and never throws.
 */
export async function readWithFiles(
  { repliedTo, ...question }: TextQuestion,
  context: ReadContext,
): Promise<ParsedQuestion> {
  const read = await readOwn(question, context);
  return repliedTo === undefined ? read : addBefore(read, repliedTo, context);
}

async function readOwn({ text, manner, files = noFiles }: TextQuestion, context: ReadContext): Promise<ParsedQuestion> {
  if (manner === "foreign") {
    return addFiles(text, await files(), (whole) => readQuestion({ text: whole, manner }, context).query);
  }
  const { query, visibility, notation } = readQuestion({ text, manner }, context);
  if (manner === "command") return { query, visibility, notation, files: null };
  if (!isAboutFiles(text, query)) return { query, notation, files: null };
  const attached = await files();
  if (query.kind === "import") return importFiles(query, attached);
  if (!attached.some(hasText)) return { query, files: unreadOutcome(attached) };
  const comparison = query.kind === "explain" ? query.comparison : null;
  return addFiles(ownPaste(text, query), attached, (whole) => readUnaddressed(whole, context, comparison));
}

/** Compares the only listing of a question that asks what changed with the only one in the message it replies to. */
async function addBefore(
  read: ParsedQuestion,
  repliedTo: NonNullable<TextQuestion["repliedTo"]>,
  { portByName, parseStructured }: ReadContext,
): Promise<ParsedQuestion> {
  const { query } = read;
  if (query.kind !== "explain" || query.comparison !== "listings" || !isOneListing(query)) return read;
  const { text, files = noFiles } = await repliedTo();
  const attached = (await files()).filter(hasText);
  const before = [text, ...attached.map((file) => file.text)].join("\n");
  if (!isOneListing(explainQuery(before, portByName, parseStructured, "listings"))) return read;
  // The earlier message may show the later state.
  const isReversed = momentIn(before) === "after" || momentIn(query.text) === "before";
  const [first, last] = isReversed ? [query.text, before] : [before, query.text];
  const both = `before:\n${withoutMoments(first)}\nafter:\n${withoutMoments(last)}`;
  const isCut = attached.some((file) => file.isCut === true) || read.files?.isCut === true;
  const outcome = attached.length > 0 ? { unread: null, isCut } : read.files;
  return { ...read, query: explainQuery(both, portByName, parseStructured, "listings"), files: outcome };
}

/** What a text says first of the time of its listing. */
function momentIn(text: string): Moment | null {
  for (const line of text.split("\n")) {
    const moment = readMoment(line.trim());
    if (moment !== null) return moment;
  }
  return null;
}

function withoutMoments(text: string): string {
  return text
    .split("\n")
    .filter((line) => readMoment(line.trim()) === null)
    .join("\n");
}

function isOneListing({ paste: { listeners, snapshots } }: ExplainQuery): boolean {
  return listeners.length > 0 && snapshots === 1;
}

/** Whether a message is about its attached files: it is empty, asks to explain, or imports a book. */
function isAboutFiles(text: string, query: ParsedQuery): boolean {
  if (text.trim() === "") return true;
  if (query.kind === "import") return query.text === "";
  if (query.kind === "explain" && query.text === "") return true;
  // A team query is executed as typed: `claim 8867 explain-api`.
  return EXPLAIN.test(text) && !isTeamQuery(query);
}

const EXPLAIN = /\bexplain\b/i;

/** The message's own text to explain: its paste, or the lines that aren't the request. */
function ownPaste(text: string, query: ParsedQuery): string {
  if (query.kind === "explain") return query.text;
  const lines = text.split("\n").filter((line) => !EXPLAIN.test(line));
  return lines.join("\n").trim();
}

function importFiles(query: Extract<ParsedQuery, { kind: "import" }>, files: readonly AttachedFile[]): ParsedQuestion {
  const [file] = files.filter(hasText);
  if (file === undefined) return { query, files: unreadOutcome(files) };
  // An import of a cut file would silently be incomplete.
  if (file.isCut === true) return { query, files: { unread: "too-large", isCut: false } };
  return { query: { ...query, text: file.text.trim() }, files: { unread: null, isCut: false } };
}

/**
 * Parses the text and the attached files as one text: a prompt or a table header in the message explains the rows in
 * its file. So a paste in a mention is searched twice, alone and with the file.
 */
function addFiles(text: string, files: readonly AttachedFile[], read: (whole: string) => ParsedQuery): ParsedQuestion {
  const readable = files.filter(hasText);
  const whole = [text, ...readable.map((file) => file.text)].filter((part) => part.trim() !== "").join("\n");
  const isCut = readable.some((file) => file.isCut === true);
  return { query: read(whole), files: readable.length > 0 ? { unread: null, isCut } : unreadOutcome(files) };
}

type ReadableFile = Extract<AttachedFile, { readonly text: string }>;

function hasText(file: AttachedFile): file is ReadableFile {
  return "text" in file && file.text.trim() !== "";
}

function unreadOutcome(files: readonly AttachedFile[]): FilesOutcome | null {
  const [unread] = files.flatMap((file) => ("unread" in file ? [file.unread] : []));
  return unread === undefined ? null : { unread, isCut: false };
}

const noFiles = async () => [];
