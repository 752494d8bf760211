import { describe, expect, it, onTestFinished, vi } from "vitest";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { overHttp } from "./connect.ts";

const MINUTE = 60_000;
const REFUSED = { level: "error", message: expect.stringContaining("Slack refuses SLACK_BOT_TOKEN") };

async function connectWithFakeIntervals() {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const platform = await slackPlatform();
  const { adapter, logger } = await overHttp(platform);
  /** Lets minutes pass, one after another, each with its call of auth.test. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      const calls = platform.calls.length;
      vi.advanceTimersByTime(MINUTE);
      await vi.waitFor(() => expect(platform.calls.length).toBeGreaterThan(calls));
      // The answer has arrived when the next call of the same connection has.
      await new Promise(setImmediate);
    }
  };
  return { platform, adapter, logger, pass };
}

describe("a bot token that Slack revokes", () => {
  it("is noticed within a minute and logged every ten, until Slack accepts it again", async () => {
    const { platform, adapter, logger, pass } = await connectWithFakeIntervals();
    expect([adapter.ready(), adapter.isRefused?.()]).toEqual([true, false]);

    let error: string | null = "token_revoked";
    platform.respond("auth.test", () => ({ body: error === null ? { ok: true } : { ok: false, error } }), {
      times: 1000,
    });
    await pass(1);
    await vi.waitFor(() => expect([adapter.ready(), adapter.isRefused?.()]).toEqual([false, true]));
    expect(logger.lines).toEqual([REFUSED]);
    await pass(10);
    await vi.waitFor(() => expect(logger.lines).toEqual([REFUSED, REFUSED]));

    error = null;
    await pass(1);
    await vi.waitFor(() => expect(adapter.ready()).toBe(true));
    expect(logger.lines.at(-1)).toEqual({ level: "info", message: "Slack accepts the bot token again." });
  });

  it("is not what a failure of Slack is taken for", async () => {
    const { platform, adapter, logger, pass } = await connectWithFakeIntervals();
    platform.respond("auth.test", () => ({ body: { ok: false, error: "internal_error" } }), { times: 1000 });
    await pass(2);
    expect([adapter.ready(), logger.lines]).toEqual([true, []]);
  });
});
