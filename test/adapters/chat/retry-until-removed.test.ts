import { describe, expect, it } from "vitest";
import { retryUntilRemoved } from "#adapters/chat/retry-until-removed.ts";
import { StoreUnavailable } from "#core/host.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

/** Leaving while the store is away some times; what came of it, and the pauses. */
async function leaving(timesAway: number) {
  const logger = recordingLogger();
  const pauses: number[] = [];
  let left = timesAway;
  const leave = async () => {
    if (left-- > 0) throw new StoreUnavailable();
    return "left";
  };
  const pause = async (time: number) => void pauses.push(time);
  const result = await retryUntilRemoved(leave, { platform: "test", logger, pause }).catch((error: unknown) => error);
  return { result, pauses, lines: logger.lines };
}

describe("leaving", () => {
  it("is done at once where nothing stands in the way", async () => {
    expect(await leaving(0)).toEqual({ result: "left", pauses: [], lines: [] });
  });

  it("is tried again, ever later, while the store is away", async () => {
    const { result, pauses, lines } = await leaving(3);
    expect([result, pauses]).toEqual(["left", [200, 1000, 5000]]);
    expect(lines.map(({ level }) => level)).toEqual(["warn", "warn", "warn"]);
  });

  it("is given up in the end", async () => {
    const { result, pauses } = await leaving(Number.POSITIVE_INFINITY);
    expect(result).toBeInstanceOf(StoreUnavailable);
    expect(pauses).toHaveLength(5);
  });
});
