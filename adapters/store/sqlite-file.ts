import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ConfigurationError } from "#core/host.ts";
import { migrate } from "./sqlite-layout.ts";

export interface SqliteFile {
  readonly database: DatabaseSync;
  /** Throws if the path no longer leads to the open file: SQLite would go on writing to a file that nobody finds. */
  checkInPlace(): void;
}

/** An absolute path, or `:memory:`. */
export function resolveSqlitePath(path: string): string {
  return path === IN_MEMORY ? path : resolve(path);
}

const IN_MEMORY = ":memory:";

/** Throws a {@link ConfigurationError} if there is no such file. */
export function checkFile(path: string): void {
  if (path === IN_MEMORY || existsSync(path)) return;
  throw new ConfigurationError(`There is no file ${path}.`);
}

/** Opens the file, or creates it with access for its owner only. Throws a file system's or SQLite's own error. */
export function openSqliteFile(path: string): SqliteFile {
  if (path !== IN_MEMORY) {
    makeFolder(dirname(path));
    // SQLite would create it readable for everybody. The -wal and -shm files get the same mode.
    closeSync(openSync(path, "a", 0o600));
  }
  const database = new DatabaseSync(path);
  return closeOnError(database, () => {
    migrate(database, path);
    return { database, checkInPlace: path === IN_MEMORY ? () => {} : createPlaceCheck(database, path) };
  });
}

export function closeOnError<Result>(database: DatabaseSync, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The primary result code of SQLite's error; undefined for any other. https://www.sqlite.org/rescode.html */
export function sqliteCodeOf(error: unknown): number | undefined {
  const isSqliteError = error instanceof Error && "errcode" in error && typeof error.errcode === "number";
  return isSqliteError ? Number(error.errcode) & 0xff : undefined;
}

export const SQLITE_BUSY = 5;

/** Whether the file may become usable by itself: another process uses it, the disk is full or fails. */
export function mayPass(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  if (code !== undefined) return PASSING_CODES.has(code);
  return error instanceof Error && "code" in error && PASSING_ERRORS.has(String(error.code));
}

/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL. */
const PASSING_CODES: ReadonlySet<number> = new Set([SQLITE_BUSY, 6, 10, 13]);
const PASSING_ERRORS: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EIO", "EMFILE", "ENFILE"]);

export function unusableFile(path: string, error: unknown): ConfigurationError {
  if (error instanceof ConfigurationError) return error;
  return new ConfigurationError(
    `PORTCALL_STORE names the file ${path}, which cannot be used: ${error instanceof Error ? error.message : error}. Write sqlite: and a file path; Portcall needs write access to the file and its folder.`,
    { cause: error },
  );
}

function createPlaceCheck(database: DatabaseSync, path: string): () => void {
  const files = [path, `${path}-wal`];
  const opened = files.map(identityOf);
  let wasInPlace = true;
  return () => {
    const isInPlace = files.every((file, at) => identityOf(file) === opened[at]);
    if (wasInPlace && !isInPlace) moveLogIntoFile(database);
    wasInPlace = isInPlace;
    if (isInPlace) return;
    const message = `The file ${path} was moved, removed or replaced while Portcall was running. Put it back, or restart Portcall to use what is there now.`;
    throw Object.assign(new Error(message), { code: "ENOENT" });
  };
}

/** Device and inode; undefined if nothing is there. */
function identityOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev} ${stat.ino}`;
}

/**
 * Makes the moved file whole, and empties a log that was left behind: SQLite would play it into whatever file is put in
 * the old place. Closing does neither for a file that was moved.
 */
function moveLogIntoFile(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // The disk has failed, or was removed.
  }
}

/** Node's recursive mkdir never returns on file systems that report a missing parent for ever, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
