/** An HTTP answer. A string body is sent as it is, `undefined` as no body, anything else as JSON. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The request is read and recorded, and never answered: what a client with no timeout of its own waits on for ever. */
export const hang = Symbol("hang");

/** The connection is torn down without an answer. */
export const drop = Symbol("drop");

export type Outcome = Reply | typeof hang | typeof drop;

/** An outcome, or how to work it out from the call; `undefined` leaves the call to the platform's own behaviour. */
export type Responder<Call> = Outcome | ((call: Call) => Outcome | undefined | Promise<Outcome | undefined>);

export interface ResponderOptions {
  /** How many calls it answers before it retires; for ever when absent. */
  times?: number;
}

export interface ResponderTable<Call> {
  /** The newest responder for a key goes first. */
  add(key: string, responder: Responder<Call>, options?: ResponderOptions): void;
  outcome(key: string, call: Call): Promise<Outcome | undefined>;
}

interface Entry<Call> {
  responder: Responder<Call>;
  left: number;
}

export function createResponderTable<Call>(): ResponderTable<Call> {
  const entries = new Map<string, Entry<Call>[]>();
  return {
    add(key, responder, { times = Number.POSITIVE_INFINITY } = {}) {
      entries.set(key, [{ responder, left: times }, ...(entries.get(key) ?? [])]);
    },
    async outcome(key, call) {
      const entry = entries.get(key)?.find(({ left }) => left > 0);
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return typeof entry.responder === "function" ? await entry.responder(call) : entry.responder;
    },
  };
}
