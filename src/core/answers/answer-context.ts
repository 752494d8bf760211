import type { System } from "#core/answers/commands.ts";
import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";

/** What an answer depends on besides the query: the team's port book and the asker's system. */
export interface AnswerContext {
  /** The team's id; null for an unknown asker. */
  readonly team: string | null;
  readonly book: Book;
  /** The system whose commands come first; null for the default order. */
  readonly system: System | null;
}

/** Used if the asker is unknown. */
export const NO_CONTEXT: AnswerContext = { team: null, book: EMPTY_BOOK, system: null };
