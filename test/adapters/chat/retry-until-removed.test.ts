import { describe, expect, it } from "vitest";
import { retryUntilRemoved } from "#adapters/chat/retry.ts";
import { StoreUnavailable } from "#core/host.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

/** Removes something while the store is away some times; what came of it, and the pauses. */
async function removing(timesAway: number, stopAfter = Number.POSITIVE_INFINITY) {
  const logger = recordingLogger();
  const pauses: number[] = [];
  let left = timesAway;
  const remove = async () => {
    if (left-- > 0) throw new StoreUnavailable();
    return "removed";
  };
  const stopping = new AbortController();
  const wait = async (time: number) => {
    pauses.push(time);
    if (pauses.length < stopAfter) return;
    stopping.abort();
    await new Promise(() => {});
  };
  const options = { platform: "test", logger, stopping: stopping.signal, wait };
  const result = await retryUntilRemoved(remove, options).catch((error: unknown) => error);
  return { result, pauses, lines: logger.lines };
}

describe("removing what is kept for a team", () => {
  it("is done at once where nothing stands in the way", async () => {
    expect(await removing(0)).toEqual({ result: "removed", pauses: [], lines: [] });
  });

  it("is tried again, ever later, while the store is away", async () => {
    const { result, pauses, lines } = await removing(3);
    expect([result, pauses]).toEqual(["removed", [200, 1000, 5000]]);
    expect(lines.map(({ level }) => level)).toEqual(["warn", "warn", "warn"]);
  });

  it("is given up in the end", async () => {
    const { result, pauses } = await removing(Number.POSITIVE_INFINITY);
    expect(result).toBeInstanceOf(StoreUnavailable);
    expect(pauses).toHaveLength(5);
  });

  it("is tried once more, without the rest of its pause, where the process is about to end", async () => {
    expect(await removing(2, 2)).toMatchObject({ result: "removed", pauses: [200, 1000] });
    const { result, lines } = await removing(Number.POSITIVE_INFINITY, 2);
    expect([result, lines.length]).toEqual([expect.any(StoreUnavailable), 2]);
  });
});
