import { ConnectionTimeoutError, createClient } from "@redis/client";
import type { Logger } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";
import type { EncodedConflict, EncodedEntry, Engine } from "./engine.ts";
import { NAMESPACE } from "./engine.ts";
import { checkRedisMode } from "./redis-mode.ts";

/**
 * Redis runs a script atomically, and writes its changes to the append-only file together.
 *
 * KEYS: the index, then the keys to expect, to put and to remove. ARGV: the length of the key prefix, the numbers of keys
 * to expect and to put, the lifetime in milliseconds or an empty string, then the texts to expect (an empty string for
 * absence) and to put.
 */
export const COMMIT = `
local namespace, expected, put = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local lifetime = ARGV[4]
for i = 1, expected do
  local stands = redis.call('GET', KEYS[1 + i])
  if (stands or '') ~= ARGV[4 + i] then return { i, stands } end
end
for i = expected + 1, expected + put do
  local key, member = KEYS[1 + i], string.sub(KEYS[1 + i], namespace + 1)
  if lifetime == '' then
    redis.call('SET', key, ARGV[4 + i])
    redis.call('ZADD', KEYS[1], 0, member)
  else
    redis.call('SET', key, ARGV[4 + i], 'PX', lifetime)
    redis.call('ZREM', KEYS[1], member)
  end
end
for i = expected + put + 1, #KEYS - 1 do
  redis.call('DEL', KEYS[1 + i])
  redis.call('ZREM', KEYS[1], string.sub(KEYS[1 + i], namespace + 1))
end
return nil
`;

/**
 * KEYS: the index. ARGV: the key prefix, the command, the first and the last key of the range in its order, and how many
 * keys at most. Returns keys and texts alternately.
 */
export const LIST = `
local found = {}
for _, key in ipairs(redis.call(ARGV[2], KEYS[1], ARGV[3], ARGV[4], 'LIMIT', 0, ARGV[5])) do
  local text = redis.call('GET', ARGV[1] .. key)
  if text then
    found[#found + 1] = key
    found[#found + 1] = text
  end
end
return found
`;

/**
 * An engine on Redis 6 or later, or Valkey, which keeps reconnecting until it is closed. Rejects with a
 * {@link ConfigurationError} if the server is a cluster or a sentinel.
 */
export async function openRedis(
  { url, label }: { readonly url: string; readonly label: string },
  logger: Logger,
  timeout: number,
): Promise<Engine> {
  const client = createRedisClient(url, timeout);
  let connectionError: unknown;
  // Calls made while disconnected fail only with "the client is offline".
  client.on("error", (error) => {
    connectionError = error instanceof ConnectionTimeoutError ? notConnected(url) : error;
  });
  client.on("ready", () => {
    connectionError = undefined;
  });
  client.once("ready", () => void warnUnlessDurable(client, label, logger));
  const { promise: firstAttempt, resolve } = Promise.withResolvers<void>();
  client.once("ready", () => resolve());
  client.once("error", () => resolve());
  client.connect().catch(() => {});
  await withTimeout(firstAttempt, timeout, () => {}, globalThis);
  if (client.isReady) {
    // Many managed servers restrict INFO.
    const info = await withTimeout(client.info("server"), timeout, () => "", globalThis).catch(() => "");
    try {
      checkRedisMode(info, label);
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  return {
    connectionError: () => connectionError ?? (client.isReady ? undefined : notConnected(url)),
    async get(keys) {
      const texts = await client.mGet(keys.map(prefixed));
      return texts.map((text) => text ?? undefined);
    },
    async list({ from, to, limit, reverse }) {
      const [first, last] = [from === "" ? "-" : `[${from}`, `(${to}`];
      const range = reverse ? ["ZREVRANGEBYLEX", last, first] : ["ZRANGEBYLEX", first, last];
      return readEntries(
        await client.eval(LIST, { keys: [INDEX], arguments: [KEY_PREFIX, ...range, `${limit ?? NO_LIMIT}`] }),
      );
    },
    async commit({ expect, put, remove, expiresIn }) {
      const keys = [...expect.map(([key]) => key), ...put.map(([key]) => key), ...remove];
      const answer = await client.eval(COMMIT, {
        keys: [INDEX, ...keys.map(prefixed)],
        arguments: [
          `${KEY_PREFIX.length}`,
          `${expect.length}`,
          `${put.length}`,
          `${expiresIn ?? ""}`,
          ...expect.map(([, text]) => text ?? ""),
          ...put.map(([, text]) => text),
        ],
      });
      return readConflict(
        answer,
        expect.map(([key]) => key),
      );
    },
    async close() {
      try {
        if (client.isReady) await withTimeout(client.close(), timeout / 2, () => {}, globalThis);
      } finally {
        if (client.isOpen) client.destroy();
      }
    },
  };
}

/** A server without TLS waits in silence for the rest of what it takes for a command. */
function notConnected(url: string): Error {
  const hint = /^rediss:/i.test(url) ? ". Does it speak TLS on this port? If not, write redis: instead of rediss:" : "";
  return Object.assign(new Error(`Timeout: the server does not answer${hint}`), { code: "ETIMEDOUT" });
}

function createRedisClient(url: string, timeout: number) {
  return createClient({
    url,
    // A queued call would be sent after its caller has given up.
    disableOfflineQueue: true,
    // Bounds the memory if the server stops answering.
    commandsQueueMaxLength: 10_000,
    // Detects a dead connection sooner than TCP does.
    pingInterval: Math.max(timeout, 1000),
    socket: {
      connectTimeout: Math.max(timeout, 1000),
      socketTimeout: Math.max(timeout, 1000) * 3,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), 1000),
    },
  });
}

const KEY_PREFIX = `${NAMESPACE}:`;
/** A sorted set of the keys that do not expire. No entry can have this name, because entries have a colon there. */
const INDEX = `${NAMESPACE}#lasting`;

/** Redis's own. */
const NO_LIMIT = -1;

const prefixed = (key: string) => `${KEY_PREFIX}${key}`;

function readEntries(answer: unknown): readonly EncodedEntry[] {
  if (!Array.isArray(answer)) throw new TypeError("Redis answered with something other than a list.");
  return Array.from({ length: answer.length / 2 }, (_, at) => [String(answer[2 * at]), String(answer[2 * at + 1])]);
}

/** @param answer null, or the 1-based position in `expect` and the current text */
function readConflict(answer: unknown, expected: readonly string[]): EncodedConflict | null {
  if (answer === null) return null;
  if (!Array.isArray(answer)) throw new TypeError("Redis answered with something other than a conflict.");
  const key = expected[Number(answer[0]) - 1];
  if (key === undefined) throw new TypeError("Redis answered with a conflict on a key that was not expected.");
  return { key, text: answer[1] === null || answer[1] === undefined ? null : String(answer[1]) };
}

/**
 * Redis keeps acknowledged writes only with `appendonly yes` and `maxmemory-policy noeviction`; with `appendfsync always`
 * even after a power failure. Warns once if the server's settings can be read and are different.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
async function warnUnlessDurable(client: ConfigReader, store: string, logger: Logger): Promise<void> {
  // Many managed servers do not allow CONFIG GET.
  const read = (name: string) =>
    client.configGet(name).then(
      (settings) => settings[name],
      () => undefined,
    );
  const policy = await read("maxmemory-policy");
  const appendOnly = await read("appendonly");
  const wanted = [
    ...(policy !== undefined && policy !== "noeviction" ? ["maxmemory-policy noeviction"] : []),
    ...(appendOnly === "no" ? ["appendonly yes"] : []),
  ];
  if (wanted.length === 0) return;
  logger.warn({ store, wanted }, "Redis may lose acknowledged writes; set the wanted options in redis.conf.");
}

interface ConfigReader {
  configGet(name: string): Promise<Readonly<Record<string, string>>>;
}
