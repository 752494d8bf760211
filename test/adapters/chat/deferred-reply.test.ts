import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDeferredReply } from "#adapters/chat/deferred-reply.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function startReply(acknowledge: () => Promise<unknown> = async () => {}) {
  const sent: string[] = [];
  const failures: unknown[] = [];
  const reply = createDeferredReply<string>({
    deferAfter: 2000,
    replyNow: async (message) => sent.push(`first ${message}`),
    acknowledge: async () => {
      sent.push("acknowledged");
      await acknowledge();
    },
    followUp: async (message) => sent.push(`follow-up ${message}`),
    onFailure: (error) => failures.push(error),
  });
  return { reply, sent, failures };
}

it("replies directly while the platform waits, and never acknowledges after that", async () => {
  const { reply, sent } = startReply();
  await reply.send("a");
  await vi.advanceTimersByTimeAsync(10_000);
  await reply.defer();
  await reply.send("b");
  expect(sent).toEqual(["first a", "follow-up b"]);
});

it("acknowledges a slow reply once, and follows up", async () => {
  const { reply, sent } = startReply();
  await vi.advanceTimersByTimeAsync(1999);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await reply.defer();
  await reply.send("a");
  expect(sent).toEqual(["acknowledged", "follow-up a"]);
});

it("follows up only when the platform has the acknowledgement", async () => {
  const arrived = Promise.withResolvers<void>();
  const { reply, sent } = startReply(() => arrived.promise);
  const deferred = reply.defer();
  const replied = reply.send("a");
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(["acknowledged"]);
  arrived.resolve();
  await Promise.all([deferred, replied]);
  expect(sent).toEqual(["acknowledged", "follow-up a"]);
});

it("reports an acknowledgement that fails, and rejects the follow-up", async () => {
  const { reply, failures } = startReply(() => Promise.reject(new Error("gone")));
  await vi.advanceTimersByTimeAsync(2000);
  expect(failures).toEqual([new Error("gone")]);
  await expect(reply.send("a")).rejects.toThrow("gone");
});
