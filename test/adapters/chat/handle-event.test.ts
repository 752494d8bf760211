import { describe, expect, it } from "vitest";
import type { ChatEvent, Sender } from "#adapters/chat/handle-event.ts";
import { createHandleEvent } from "#adapters/chat/handle-event.ts";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import type { Card } from "#core/card/card.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Observation } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

const { unexpected, rateLimited } = messagesFor("en").failures;

function createHandle(limit = 20) {
  const observed: Observation[] = [];
  const telemetry = { ...NO_TELEMETRY, observe: (observation: Observation) => void observed.push(observation) };
  const logger = recordingLogger();
  const limiter = createRateLimiter({ limit, window: 1000, now: () => 0 });
  const handleEvent = createHandleEvent({ platform: "test", limiter, logger, telemetry, newReference: () => "ref1" });
  const handle = (changes: Partial<ChatEvent<Sender, string>> = {}) =>
    handleEvent<Sender, string>({
      sender: () => ({ person: "test/ann", locale: "en" }),
      answer: async () => "answered",
      replyPrivately: async (card: Card) => card.title,
      ignore: () => "ignored",
      ...changes,
    });
  const outcomes = () => observed.map((observation) => observation.type === "event" && observation.outcome);
  return { handle, logger, observed, outcomes };
}

describe("an event", () => {
  it("is answered, or ignored if it has no sender", async () => {
    const { handle, logger } = createHandle();
    expect(await handle()).toBe("answered");
    expect(await handle({ sender: () => null })).toBe("ignored");
    expect(logger.lines).toEqual([]);
  });

  it("over the rate limit gets one warning, and is then ignored", async () => {
    const { handle } = createHandle(1);
    expect([await handle(), await handle(), await handle()]).toEqual(["answered", rateLimited.title, "ignored"]);
  });

  it("over the rate limit gets a warning every time if the platform expects a reply", async () => {
    const { handle } = createHandle(1);
    const event = { mustReply: true };
    expect([await handle(event), await handle(event), await handle(event)]).toEqual([
      "answered",
      rateLimited.title,
      rateLimited.title,
    ]);
  });

  it.each<[string, Partial<ChatEvent<Sender, string>>]>([
    ["its answer", { answer: () => Promise.reject(new Error("no")) }],
    [
      "reading who sent it",
      {
        sender: () => {
          throw new TypeError("no");
        },
      },
    ],
  ])("that fails in %s is answered with the reference of its log line", async (_where, changes) => {
    const { handle, logger } = createHandle();
    const replyPrivately = async (card: Card) => JSON.stringify(card);
    expect(await handle({ ...changes, replyPrivately })).toContain(unexpected.text("ref1"));
    expect(logger.lines).toEqual([{ level: "error", message: "An event could not be answered." }]);
    expect(logger.fields).toMatchObject([{ platform: "test", reference: "ref1", error: expect.any(Error) }]);
  });

  it("gets no apology where the platform lets Portcall post nothing", async () => {
    const logger = recordingLogger();
    const denied = new Error("Missing Access");
    const isPermissionError = (error: unknown) => error === denied;
    const handleEvent = createHandleEvent({ platform: "test", logger, isPermissionError });
    const apologies: Card[] = [];
    await handleEvent({
      sender: () => ({ person: "test/ann", locale: "en" }),
      place: { channel: "C1" },
      answer: () => Promise.reject(denied),
      replyPrivately: (card) => void apologies.push(card),
    });
    expect(apologies).toEqual([]);
    expect(logger.lines).toEqual([{ level: "warn", message: expect.stringContaining("may not post there") }]);
    expect(logger.fields).toMatchObject([{ platform: "test", channel: "C1", error: denied }]);
  });

  it("is observed once, with its outcome and how long it took", async () => {
    const { handle, observed, outcomes } = createHandle(2);
    await handle();
    await handle({ sender: () => null });
    await handle({ answer: () => Promise.reject(new Error("no")) });
    await handle();
    await handle();
    expect(outcomes()).toEqual(["answered", "ignored", "failed", "rate-limited", "ignored"]);
    expect(observed[0]).toEqual({ type: "event", platform: "test", outcome: "answered", seconds: expect.any(Number) });
  });

  it("never rejects, even if the apology cannot be sent", async () => {
    const { handle, logger } = createHandle();
    const no = () => Promise.reject(new Error("no"));
    expect(await handle({ answer: no, replyPrivately: no })).toBeUndefined();
    expect(logger.lines.map(({ message }) => message)).toEqual([
      "An event could not be answered.",
      "The apology could not be sent.",
    ]);
  });
});
