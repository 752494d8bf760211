import { expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";

it("answers so many questions in a window, says so once, and is quiet until they have paused for as long", () => {
  let time = 0;
  const gate = createRateLimiter({ limit: 2, window: 1000, now: () => time });
  const ask = () => gate.hit("ann");
  expect([ask(), ask(), ask(), ask()]).toEqual(["go", "go", "tell", "quiet"]);
  expect(gate.hit("bob")).toBe("go");
  time = 1000;
  expect(ask()).toBe("go");
});

it("stays quiet for as long as somebody goes on", () => {
  let time = 0;
  const gate = createRateLimiter({ limit: 1, window: 1000, now: () => time });
  const askAt = (at: number) => {
    time = at;
    return gate.hit("ann");
  };
  expect([0, 900, 1800, 2700].map(askAt)).toEqual(["go", "tell", "quiet", "quiet"]);
  expect([3700, 3800].map(askAt)).toEqual(["go", "tell"]);
});

it("remembers only so many persons", () => {
  const gate = createRateLimiter({ limit: 1, window: 1000, now: () => 0, remembered: 1 });
  gate.hit("ann");
  gate.hit("bob");
  expect([gate.hit("ann"), gate.hit("ann")]).toEqual(["go", "tell"]);
});
