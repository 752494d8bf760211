import type { Conflict, Logger, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";
import { watchAvailability } from "./availability.ts";
import { checkKey, checkPrefix, decode, encode, encodeChange, sizeOf } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { rejectAfter } from "./engine.ts";
import type { FailFast } from "./fail-fast.ts";
import { createFailFast } from "./fail-fast.ts";

export interface StoreOptions {
  /** The store's name in the log. */
  readonly label: string;
  readonly logger: Logger;
  /** Milliseconds for a small call; calls that may be large get five times as many. */
  readonly timeout: number;
}

/** A store on an engine: encodes values, limits the time of every call, and rejects with {@link StoreUnavailable}. */
export function createStore(engine: Engine, { label, logger, timeout }: StoreOptions): Store {
  const availability = watchAvailability({
    logger,
    store: label,
    healthCheck: () => rejectAfter(engine.commit(HEALTH_CHECK, timeout), timeout),
    explain: (error) => engine.connectionError?.() ?? error,
  });
  // Writes may hang, on a lock, while reads do not.
  const reads = createFailFast();
  const writes = createFailFast();
  let closed: Promise<void> | undefined;

  function call<Result>(
    time: number,
    work: () => Promise<Result>,
    wrote?: (result: Result) => boolean,
  ): Promise<Result> {
    if (closed !== undefined) return Promise.reject(new StoreUnavailable({ cause: new Error("The store is closed.") }));
    const make = () => rejectAfter(work(), time);
    // A large call says little about the others.
    const failFast: FailFast = time > timeout ? (large) => large() : wrote === undefined ? reads : writes;
    return availability.watch(() => failFast(make), wrote);
  }

  const timeoutFor = (keys: number) => (keys > MANY_KEYS ? timeout * LONG_TIMEOUT_FACTOR : timeout);

  return {
    async get(keys) {
      if (keys.length === 0) return [];
      const checked = keys.map(checkKey);
      const time = timeoutFor(checked.length);
      return call(time, async () => {
        const texts = await engine.get(checked, time);
        return texts.map((text) => (text === undefined ? undefined : decode(text)));
      });
    },
    async list(prefix) {
      const checked = checkPrefix(prefix);
      const time = timeout * LONG_TIMEOUT_FACTOR;
      return call(time, async () => (await engine.list(checked, time)).map(([key, text]) => [key, decode(text)]));
    },
    async commit(change) {
      const encoded = encodeChange(change);
      const time = timeoutFor(sizeOf(encoded));
      return call(
        time,
        async () => decodeConflict(await engine.commit(encoded, time)),
        (conflict) => conflict === null && encoded.put.length > 0,
      );
    },
    close() {
      availability.stop();
      closed ??= withTimeout(engine.close(), timeout, () => {}, globalThis).catch(() => {});
      return closed;
    },
  };
}

/** Writes an entry that expires soon. */
const HEALTH_CHECK: EncodedChange = {
  expect: [],
  put: [["store/probe", encode(null)]],
  remove: [],
  expiresIn: 1000,
};
/** Calls with more keys than this get more time. */
const MANY_KEYS = 100;
const LONG_TIMEOUT_FACTOR = 5;

/** @param time milliseconds */
function decodeConflict(conflict: EncodedConflict | null): Conflict | null {
  return conflict && { key: conflict.key, value: conflict.text === null ? undefined : decode(conflict.text) };
}
