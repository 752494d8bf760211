import { expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";

it("answers so many questions in a window, says so once, and is quiet until they have paused for as long", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 2, window: 1000, now: () => time });
  const ask = () => limiter.hit("ann");
  expect([ask(), ask(), ask(), ask()]).toEqual(["allow", "allow", "warn", "drop"]);
  expect(limiter.hit("bob")).toBe("allow");
  time = 1000;
  expect(ask()).toBe("allow");
});

it("stays quiet for as long as somebody goes on", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => time });
  const askAt = (at: number) => {
    time = at;
    return limiter.hit("ann");
  };
  expect([0, 900, 1800, 2700].map(askAt)).toEqual(["allow", "warn", "drop", "drop"]);
  expect([3700, 3800].map(askAt)).toEqual(["allow", "warn"]);
});

it("remembers only so many persons", () => {
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => 0, remembered: 1 });
  limiter.hit("ann");
  limiter.hit("bob");
  expect([limiter.hit("ann"), limiter.hit("ann")]).toEqual(["allow", "warn"]);
});
