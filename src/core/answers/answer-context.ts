import type { System } from "#core/answers/commands.ts";
import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";

/** From where a question is asked: what is known of the asker's own team, and how they like their answers. */
export interface AnswerContext {
  readonly book: Book;
  /** The system whose commands come first; null for the usual order. */
  readonly system: System | null;
}

/** Where nothing is known of who asks. */
export const NO_CONTEXT: AnswerContext = { book: EMPTY_BOOK, system: null };
