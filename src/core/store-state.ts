/** Why a store fails; what to do about each stands in `adapters/store/faults.ts`. */
export type StoreFault =
  /** Not reached, not up, or too slow. It usually passes by itself. */
  | "unreachable"
  /** Wrong credentials, or missing rights. */
  | "refused"
  /** No space left on its disk or in its memory. */
  | "full"
  /** Answers, but takes no changes, as a replica does. */
  | "read-only"
  /** Damaged data, or not a database. */
  | "corrupt"
  /** The wrong database, table or kind of server, or settings that cannot work. */
  | "misconfigured"
  /** An error that is in no table. */
  | "unknown";

/** Why and since when a store fails. */
export interface StoreOutage {
  readonly fault: StoreFault;
  /** The database's own words. May name hosts and users, never a password. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Whether a store can be used. */
export interface StoreState {
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** Null if it can be read and written. */
  readonly outage: StoreOutage | null;
}
