import type { Conflict, Logger, MonitoredStore } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Observation, Observe } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { withTimeout } from "#core/timeout.ts";
import { watchAvailability } from "./availability.ts";
import { checkKey, checkPage, checkPrefix, decode, encode, encodeChange, sizeOf } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { rangeOf, rejectAfter } from "./engine.ts";
import { createFailFast } from "./fail-fast.ts";
import type { FaultTable } from "./fault-tables.ts";
import { cureOf, faultOf } from "./faults.ts";
import type { Access } from "./outage.ts";

export interface StoreOptions {
  /** The store's name in the log. */
  readonly label: string;
  readonly logger: Logger;
  /** Milliseconds for a small call; calls that may be large get five times as many. */
  readonly timeout: number;
  /** Tells the engine's errors apart. */
  readonly faults: FaultTable;
  readonly observe?: Observe;
}

/** A store on an engine: encodes values, limits the time of every call, and rejects with {@link StoreUnavailable}. */
export function createStore(engine: Engine, options: StoreOptions): MonitoredStore {
  const { label, logger, timeout, faults, observe = NO_TELEMETRY.observe } = options;
  const availability = watchAvailability({
    logger,
    store: label,
    healthCheck: {
      read: () => rejectAfter(engine.get(CHECKED_KEYS, timeout), timeout),
      write: () => rejectAfter(engine.commit(CHECKED_CHANGE, timeout), timeout),
    },
    explain: (error) => engine.connectionError?.() ?? error,
    faultOf: (error) => faultOf(error, faults),
    cureOf: (error) => cureOf(error, faults),
  });
  // Writes may hang, on a lock, while reads do not.
  const failFast = { read: createFailFast(timeout), write: createFailFast(timeout) };
  let closed: Promise<void> | undefined;

  async function call<Result>(name: CallName, time: number, work: () => Promise<Result>): Promise<Result> {
    if (closed !== undefined) throw new StoreUnavailable({ cause: new Error("The store is closed.") });
    const access = ACCESS[name];
    const make = () => rejectAfter(work(), time);
    const started = performance.now();
    let outcome: "succeeded" | "failed" = "failed";
    try {
      // A large call says little about the others.
      const result = await availability.watch(access, () => (time > timeout ? make() : failFast[access](make)));
      outcome = "succeeded";
      return result;
    } finally {
      observe({ type: "store-call", call: name, outcome, seconds: (performance.now() - started) / 1000 });
    }
  }

  const timeoutFor = (keys: number) => (keys > MANY_KEYS ? timeout * LONG_TIMEOUT_FACTOR : timeout);

  return {
    async get(keys) {
      if (keys.length === 0) return [];
      const checked = keys.map(checkKey);
      const time = timeoutFor(checked.length);
      return call("get", time, async () => {
        const texts = await engine.get(checked, time);
        return texts.map((text) => (text === undefined ? undefined : decode(text)));
      });
    },
    async list(prefix, page = {}) {
      const range = rangeOf(checkPrefix(prefix), checkPage(page));
      const time = timeout * LONG_TIMEOUT_FACTOR;
      return call("list", time, async () => (await engine.list(range, time)).map(([key, text]) => [key, decode(text)]));
    },
    async commit(change) {
      const encoded = encodeChange(change);
      const time = timeoutFor(sizeOf(encoded));
      return call("commit", time, async () => decodeConflict(await engine.commit(encoded, time)));
    },
    version() {
      // During an outage every question reads, and so notices the state of the store.
      if (closed !== undefined || !availability.state().canRead) return null;
      try {
        return engine.version?.() ?? null;
      } catch {
        // The read that follows says why.
        return null;
      }
    },
    state: availability.state,
    close() {
      availability.stop();
      closed ??= withTimeout(engine.close(), timeout, () => {}, globalThis).catch(() => {});
      return closed;
    },
  };
}

type CallName = Extract<Observation, { readonly type: "store-call" }>["call"];

const ACCESS: Readonly<Record<CallName, Access>> = { get: "read", list: "read", commit: "write" };

/** Several, because a database in parts may answer for one. */
const CHECKED_KEYS = ["store/probe", "store/probe/2"];
/** Writes entries that expire soon. With a removal, because SQLite waits for the disk only with what lasts. */
const CHECKED_CHANGE: EncodedChange = {
  expect: [],
  put: CHECKED_KEYS.map((key) => [key, encode(null)]),
  remove: ["store/probe/removed"],
  expiresIn: 1000,
};
/** Calls with more keys than this get more time. */
const MANY_KEYS = 100;
const LONG_TIMEOUT_FACTOR = 5;

/** @param time milliseconds */
function decodeConflict(conflict: EncodedConflict | null): Conflict | null {
  return conflict && { key: conflict.key, value: conflict.text === null ? undefined : decode(conflict.text) };
}
