import type { StoreFault } from "#core/store-state.ts";
import { CURES } from "./cures.ts";
import type { FaultTable } from "./fault-tables.ts";
import { SYSTEM_FAULTS } from "./fault-tables.ts";

/** What an operator needs to know about a fault. */
export interface FaultTraits {
  /** Whether it lasts until somebody does something. */
  readonly isPermanent: boolean;
  /** During an outage, a fault does not replace one that says more. */
  readonly weight: 0 | 1 | 2 | 3;
  /** What is wrong and what to do, in the log, where no cure is known for the error itself. */
  readonly advice: string;
}

/** Exhaustive: a new fault doesn't compile without a row. */
export const FAULTS: Readonly<Record<StoreFault, FaultTraits>> = {
  unreachable: { isPermanent: false, weight: 1, advice: "The database cannot be reached or is too slow; retrying." },
  refused: {
    isPermanent: true,
    weight: 3,
    advice: "The database refuses Portcall: check the user, the password and the rights behind PORTCALL_STORE.",
  },
  full: {
    isPermanent: true,
    weight: 3,
    advice: "The database is full: free disk space or memory, or raise its limit.",
  },
  "read-only": {
    isPermanent: false,
    weight: 2,
    advice:
      "The database is read-only, as a replica is: point PORTCALL_STORE to the primary, or wait for the failover.",
  },
  corrupt: {
    isPermanent: true,
    weight: 3,
    advice: "The database is damaged: check its disk and its own log, and restore a backup if needed.",
  },
  misconfigured: {
    isPermanent: true,
    weight: 3,
    advice:
      "The database cannot work as it is configured: check the address, database name and kind of server in PORTCALL_STORE.",
  },
  unknown: { isPermanent: false, weight: 0, advice: "The database reports an error; retrying." },
};

/** The fault of a failed call, by the codes of its error or of what caused it. */
export function faultOf(error: unknown, table: FaultTable): StoreFault {
  // What is stored is not JSON.
  if (error instanceof SyntaxError) return "corrupt";
  return (
    findByCode(error, table, (code) => lookUp(table.faults, code) ?? lookUp(SYSTEM_FAULTS, code)) ?? table.otherwise
  );
}

/** What has to be changed, by the same codes; null if it may pass, or the codes don't say. */
export function cureOf(error: unknown, table: FaultTable): string | null {
  return findByCode(error, table, (code) => lookUp(CURES, code)) ?? null;
}

/** The depth to which causes are searched. */
const MAX_CAUSES = 3;

function findByCode<Found>(
  error: unknown,
  table: FaultTable,
  find: (code: string) => Found | undefined,
  depth = MAX_CAUSES,
): Found | undefined {
  if (typeof error !== "object" || error === null || depth === 0) return undefined;
  for (const code of table.codesOf(error)) {
    const found = find(code);
    if (found !== undefined) return found;
  }
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  const within = [cause, ...(Array.isArray(errors) ? errors : [])];
  return within.map((each) => findByCode(each, table, find, depth - 1)).find((found) => found !== undefined);
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, code: string): Value | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** Why it failed, in one line. An AggregateError of several attempts has no message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
