import type { AttachedFile, UnreadReason } from "#core/ask/attached-file.ts";
import { explainMessage } from "#core/ask/explain-message.ts";
import type { Ask, QuestionContext, Reply, TextQuestion } from "#core/chat-platform.ts";
import { isTeamQuery } from "#core/query/query.ts";
import { readMessage } from "#core/query/read-message.ts";

/** What came of a message with files: a reply, or nothing since the file that it is about cannot be read. */
export type AskedWithFiles =
  | {
      readonly reply: Reply;
      /** Whether it is about the files, so that asking the words again would not bring it back. */
      readonly ofFiles: boolean;
    }
  | { readonly unread: UnreadReason };

/**
 * Asks what a message says, together with the text files attached to it where it is about them. Nothing is read where
 * it is not: a log attached to `what is 867?` would drown the question.
 */
export async function askWithFiles(
  ask: Ask,
  question: TextQuestion,
  readFiles: () => Promise<readonly AttachedFile[]>,
): Promise<AskedWithFiles> {
  const { text: words, manner: _manner, ...by } = question;
  const use = useOfFiles(words);
  const files = use === null ? [] : await readFiles();
  const texts = files.flatMap((file) => ("text" in file && file.text.trim() !== "" ? [file.text] : []));
  const [first] = texts;
  if (first !== undefined) {
    const reply =
      use === "book"
        ? await ask({ ...question, text: `${words}\n${first}` })
        : await explainMessage(ask, [pasteIn(words), ...texts].filter((part) => part !== "").join("\n"), by);
    return { reply, ofFiles: true };
  }
  const reply = await ask(question);
  const [unread] = files.flatMap((file) => ("unread" in file ? [file.unread] : []));
  return unread === undefined || isAnswered(reply) ? { reply, ofFiles: false } : { unread };
}

/** Explains a message that somebody points at, which may be anybody's, together with the text files attached to it. */
export async function explainWithFiles(
  ask: Ask,
  words: string,
  files: readonly AttachedFile[],
  by: Omit<QuestionContext, "manner">,
): Promise<AskedWithFiles> {
  const texts = files.flatMap((file) => ("text" in file ? [file.text] : []));
  const reply = await explainMessage(ask, [words, ...texts].filter((part) => part !== "").join("\n"), by);
  const [unread] = texts.length > 0 ? [] : files.flatMap((file) => ("unread" in file ? [file.unread] : []));
  const isExplained = reply.answer.kind !== "explain" || reply.answer.listeners.length > 0;
  return unread === undefined || isExplained ? { reply, ofFiles: texts.length > 0 } : { unread };
}

/**
 * What the files attached to a message are for: to be explained, where it says nothing or speaks of explaining; the
 * port book to import; or null for nothing that Portcall is asked.
 */
export function useOfFiles(words: string): "explain" | "book" | null {
  if (words.trim() === "") return "explain";
  if (/^\s*(?:\/port\s+)?book\s+import(?![\w.-])/i.test(words)) return "book";
  // What changes something is asked as it stands: `claim 8867 explain-api`.
  return EXPLAIN.test(words) && !isTeamQuery(readMessage(words)) ? "explain" : null;
}

const EXPLAIN = /\bexplain\b/i;

/** What there is to explain in the words themselves: the paste in them, or their lines that ask for nothing. */
function pasteIn(words: string): string {
  const query = readMessage(words);
  if (query.kind === "explain") return query.text;
  return words
    .split("\n")
    .filter((line) => !EXPLAIN.test(line))
    .join("\n")
    .trim();
}

/** Whether a reply says something about what was asked, and not only how to ask. */
export function isAnswered({ answer, isPrivate }: Reply): boolean {
  return answer.kind === "explain" ? !answer.isEmpty : !isPrivate;
}
