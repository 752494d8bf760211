import KeyvRedis, { createClient } from "@keyv/redis";
import type { Logger } from "#core/host.ts";
import { withDeadline } from "./deadline.ts";
import type { EncodedConflict, EncodedEntry, Engine } from "./engine.ts";
import { endOf } from "./engine.ts";
import { COMMIT, LIST } from "./redis-scripts.ts";
import { warnOfLoss } from "./redis-settings.ts";
import { NAMESPACE } from "./store.ts";

/** An engine on Redis 6 or later, or Valkey. Never rejects: it goes on trying to connect until it is closed. */
export async function openRedis(
  { url, label }: { readonly url: string; readonly label: string },
  logger: Logger,
  patience: number,
): Promise<Engine> {
  const client = createClient({
    url,
    // A call that waits for a connection would be made when nobody waits for it any more.
    disableOfflineQueue: true,
    // A server that has stopped answering must not gather calls without end.
    commandsQueueMaxLength: 10_000,
    // Notices a connection that is dead without a word, which would otherwise stay for as long as TCP tries.
    pingInterval: Math.max(patience, 1000),
    socket: {
      connectTimeout: Math.max(patience, 1000),
      socketTimeout: Math.max(patience, 1000) * 3,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), 1000),
    },
  });
  const adapter = new KeyvRedis<string>(client, { keyPrefixSeparator: SEPARATOR, throwOnErrors: true });
  let trouble: unknown;
  // A call made meanwhile is only told that the client is offline.
  client.on("error", (error) => {
    trouble = error;
  });
  client.on("ready", () => {
    trouble = undefined;
  });
  client.once("ready", () => void warnOfLoss(client, label, logger));
  const reached = Promise.race([
    new Promise<void>((resolve) => void client.once("ready", resolve)),
    new Promise<void>((resolve) => void client.once("error", () => resolve())),
  ]);
  client.connect().catch(() => {});
  await withDeadline(patience, reached).catch(() => {});

  return {
    adapter,
    trouble: () => trouble,
    async list(prefix) {
      const keys = [INDEX];
      const bounds = prefix === "" ? ["-", "+"] : [`[${prefix}`, `(${endOf(prefix)}`];
      return readEntries(await client.eval(LIST, { keys, arguments: [BEFORE_KEY, ...bounds] }));
    },
    async commit({ expect, put, remove, expiresIn }) {
      const keys = [...expect.map(([key]) => key), ...put.map(([key]) => key), ...remove];
      const answer = await client.eval(COMMIT, {
        keys: [INDEX, ...keys.map((key) => `${BEFORE_KEY}${key}`)],
        arguments: [
          `${BEFORE_KEY.length}`,
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
        if (client.isReady) await withDeadline(patience / 2, client.close());
      } finally {
        if (client.isOpen) client.destroy();
      }
    },
  };
}

const SEPARATOR = ":";
const BEFORE_KEY = `${NAMESPACE}${SEPARATOR}`;
/** The keys of all lasting entries, sorted. No entry can have this name, for theirs have a colon there. */
const INDEX = `${NAMESPACE}#lasting`;

function readEntries(answer: unknown): readonly EncodedEntry[] {
  if (!Array.isArray(answer)) throw new TypeError("Redis answered with something else than a list.");
  return Array.from({ length: answer.length / 2 }, (_, at) => [String(answer[2 * at]), String(answer[2 * at + 1])]);
}

/** Null, or the place in `expect`, from 1 on, and what stands there. */
function readConflict(answer: unknown, expected: readonly string[]): EncodedConflict | null {
  if (answer === null) return null;
  if (!Array.isArray(answer)) throw new TypeError("Redis answered with something else than a conflict.");
  const key = expected[Number(answer[0]) - 1];
  if (key === undefined) throw new TypeError("Redis answered with a conflict that was not asked about.");
  return { key, text: answer[1] === null || answer[1] === undefined ? null : String(answer[1]) };
}
