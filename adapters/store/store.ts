import { Keyv } from "keyv";
import type { Conflict, Json, Logger, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { watchAvailability } from "./availability.ts";
import { withDeadline } from "./deadline.ts";
import { canonicalJson, checkKey, checkPrefix, decode, encode, encodeChange, sizeOf } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";

export interface StoreOptions {
  readonly label: string;
  readonly logger: Logger;
  /** Milliseconds for a small call; what may be large gets five times as many. */
  readonly timeout: number;
}

/** Key prefix in Redis; the SQL engines have a table of that name. */
export const NAMESPACE = "portcall";

/** A store on an engine: values become text, every call has a deadline, every failure is {@link StoreUnavailable}. */
export function createStore(engine: Engine, { label, logger, timeout }: StoreOptions): Store {
  const keyv = new Keyv<Json>({
    store: engine.adapter,
    namespace: NAMESPACE,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: canonicalJson,
    deserialize: (text) => JSON.parse(text),
  });
  const availability = watchAvailability({
    logger,
    store: label,
    probe: () => withDeadline(timeout, engine.commit(PROBE, timeout)),
    explain: (error) => engine.trouble?.() ?? error,
  });
  let closed: Promise<void> | undefined;

  function ask<T>(deadline: number, call: () => Promise<T>, wrote?: (answer: T) => boolean): Promise<T> {
    if (closed !== undefined) return Promise.reject(new StoreUnavailable({ cause: new Error("It is closed.") }));
    return availability.watch(() => withDeadline(deadline, call()), wrote);
  }

  return {
    async get(keys) {
      if (keys.length === 0) return [];
      const wanted = keys.map(checkKey);
      return ask(wanted.length > MANY ? timeout * LONGER : timeout, () => keyv.getMany(wanted));
    },
    async list(prefix) {
      const wanted = checkPrefix(prefix);
      const deadline = timeout * LONGER;
      return ask(deadline, async () => (await engine.list(wanted, deadline)).map(([key, text]) => [key, decode(text)]));
    },
    async commit(change) {
      const encoded = encodeChange(change);
      const deadline = sizeOf(encoded) > MANY ? timeout * LONGER : timeout;
      return ask(
        deadline,
        async () => decodeConflict(await engine.commit(encoded, deadline)),
        (conflict) => conflict === null && encoded.put.length > 0,
      );
    },
    close() {
      availability.stop();
      closed ??= withDeadline(timeout, engine.close()).catch(() => {});
      return closed;
    },
  };
}

/** Can be made at any time, and is gone soon. */
const PROBE: EncodedChange = { expect: [], put: [["store/probe", encode(null)]], remove: [], expiresIn: 1000 };
/** A call about more keys than this gets more time. */
const MANY = 100;
const LONGER = 5;

function decodeConflict(conflict: EncodedConflict | null): Conflict | null {
  return conflict && { key: conflict.key, value: conflict.text === null ? undefined : decode(conflict.text) };
}
