import type { Conflict, Logger, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";
import { watchAvailability } from "./availability.ts";
import { checkKey, checkPrefix, decode, encode, encodeChange, sizeOf } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";

export interface StoreOptions {
  /** The store's name in the log. */
  readonly label: string;
  readonly logger: Logger;
  /** Milliseconds for a small call; what may be large gets five times as many. */
  readonly timeout: number;
}

/** A store on an engine: values become text, every call has a timeout, every failure is {@link StoreUnavailable}. */
export function createStore(engine: Engine, { label, logger, timeout }: StoreOptions): Store {
  const availability = watchAvailability({
    logger,
    store: label,
    healthCheck: () => rejectAfter(engine.commit(HEALTH_CHECK, timeout), timeout),
    explain: (error) => engine.connectionError?.() ?? error,
  });
  let closed: Promise<void> | undefined;

  function call<Result>(
    time: number,
    work: () => Promise<Result>,
    wrote?: (result: Result) => boolean,
  ): Promise<Result> {
    if (closed !== undefined) return Promise.reject(new StoreUnavailable({ cause: new Error("It is closed.") }));
    return availability.watch(() => rejectAfter(work(), time), wrote);
  }

  const timeoutFor = (keys: number) => (keys > MANY ? timeout * LONGER : timeout);

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
      const time = timeout * LONGER;
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

/** Can be written at any time, and soon expires. */
const HEALTH_CHECK: EncodedChange = {
  expect: [],
  put: [["store/probe", encode(null)]],
  remove: [],
  expiresIn: 1000,
};
/** A call about more keys than this gets more time. */
const MANY = 100;
const LONGER = 5;

/** What the work resolves with; rejects when it takes longer. */
function rejectAfter<Result>(work: Promise<Result>, time: number): Promise<Result> {
  const onTimeout = () => {
    throw new Error(`No answer within ${time} ms.`);
  };
  return withTimeout(work, time, onTimeout, globalThis);
}

function decodeConflict(conflict: EncodedConflict | null): Conflict | null {
  return conflict && { key: conflict.key, value: conflict.text === null ? undefined : decode(conflict.text) };
}
