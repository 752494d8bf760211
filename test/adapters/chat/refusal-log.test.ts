import { expect, it, vi } from "vitest";
import { createRefusalLog } from "#adapters/chat/refusal-log.ts";
import { fakeTimers } from "../../support/fake-timers.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

it("logs the first refusal for a reason at once, and the others as one count a minute", async () => {
  fakeTimers();
  const logger = recordingLogger();
  const { refused } = createRefusalLog("slack", logger);
  const messages = () => logger.lines.splice(0).map(({ message }) => message);
  for (let times = 0; times < 500; times++) refused("401 replay");
  refused("405 not a POST");
  expect(messages()).toEqual(["A request was refused with 401 replay.", "A request was refused with 405 not a POST."]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(messages()).toEqual(["More requests were refused with 401 replay."]);
  expect(logger.fields.at(-1)).toEqual({ platform: "slack", count: 499 });
  refused("401 replay");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(logger.fields.at(-1)).toEqual({ platform: "slack", count: 1 });
  messages();
  await vi.advanceTimersByTimeAsync(60_000);
  refused("401 replay");
  expect(messages()).toEqual(["A request was refused with 401 replay."]);
});
