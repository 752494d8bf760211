import { describe, expect, it } from "vitest";
import { retryUntilRemoved } from "#adapters/chat/retry.ts";
import { StoreUnavailable } from "#core/host.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

/** Removes something while the store fails a number of times; returns the result and the pauses. */
async function remove(failures: number, stopAfter = Number.POSITIVE_INFINITY) {
  const logger = recordingLogger();
  const pauses: number[] = [];
  let left = failures;
  const attempt = async () => {
    if (left-- > 0) throw new StoreUnavailable();
    return "removed";
  };
  const shutdown = new AbortController();
  const wait = async (time: number) => {
    pauses.push(time);
    if (pauses.length < stopAfter) return;
    shutdown.abort();
    await new Promise(() => {});
  };
  const options = { platform: "test", logger, signal: shutdown.signal, wait };
  const result = await retryUntilRemoved(attempt, options).catch((error: unknown) => error);
  return { result, pauses, lines: logger.lines };
}

describe("removing a team's data", () => {
  it("takes one attempt when the store works", async () => {
    expect(await remove(0)).toEqual({ result: "removed", pauses: [], lines: [] });
  });

  it("is retried with growing pauses while the store is unavailable", async () => {
    const { result, pauses, lines } = await remove(3);
    expect([result, pauses]).toEqual(["removed", [200, 1000, 5000]]);
    expect(lines.map(({ level }) => level)).toEqual(["warn", "warn", "warn"]);
  });

  it("fails after five retries", async () => {
    const { result, pauses } = await remove(Number.POSITIVE_INFINITY);
    expect(result).toBeInstanceOf(StoreUnavailable);
    expect(pauses).toHaveLength(5);
  });

  it("is retried once more at once when the process shuts down", async () => {
    expect(await remove(2, 2)).toMatchObject({ result: "removed", pauses: [200, 1000] });
    const { result, lines } = await remove(Number.POSITIVE_INFINITY, 2);
    expect([result, lines.length]).toEqual([expect.any(StoreUnavailable), 2]);
  });
});
