import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import { readBook } from "#core/book/read-book.ts";
import type { Cache, Store } from "#core/host.ts";
import { NO_CACHE } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";

/** Reads teams' port books, and remembers them: the next time, only what has changed since is read. */
export interface BookReader {
  /**
   * The book as it is at one instant after the call. Rejects with `StoreUnavailable`.
   * @param version the book's, if it has just been read
   */
  read(team: Asker["team"], version?: Book["version"]): Promise<Book>;
  /** As it was when it was last read; empty if it never was. */
  lastKnown(team: Asker["team"]): Book;
  /** Remembers a book that was just changed. */
  remember(team: Asker["team"], book: Book): void;
  /** Makes the next reading begin anew. */
  discard(team: Asker["team"]): void;
  /** Does work after the earlier work given here for the team, so that changes of one process don't make each other fail. */
  inTurn<Result>(team: Asker["team"], work: () => Promise<Result>): Promise<Result>;
}

export function createBookReader(store: Store, books: Cache<string, Book> = NO_CACHE): BookReader {
  /** Many may ask for a large book before it is read for the first time. */
  const reading = new Map<string, Promise<Book>>();
  const working = new Map<string, Promise<unknown>>();

  function remember(team: string, book: Book): void {
    if (book.version === "") books.delete(team);
    else books.set(team, book);
  }

  function start(team: string, version: Book["version"] | undefined): Promise<Book> {
    const read = async () => {
      try {
        const book = await readBook(team, store, books.get(team), version);
        remember(team, book);
        return book;
      } finally {
        reading.delete(team);
      }
    };
    const book = read();
    reading.set(team, book);
    return book;
  }

  return {
    async read(team, version) {
      const known = books.get(team);
      if (known !== undefined && known.version === version) return known;
      const earlier = reading.get(team);
      if (earlier === undefined) return start(team, version);
      // It may have read the version before the last change that this caller knows of; one that begins now has not.
      await earlier.catch(() => {});
      return reading.get(team) ?? start(team, undefined);
    },
    lastKnown: (team) => books.get(team) ?? EMPTY_BOOK,
    remember,
    discard: (team) => void books.delete(team),
    async inTurn(team, work) {
      const result = (working.get(team) ?? Promise.resolve()).then(work);
      const done = result.catch(() => {});
      working.set(team, done);
      try {
        return await result;
      } finally {
        if (working.get(team) === done) working.delete(team);
      }
    },
  };
}
