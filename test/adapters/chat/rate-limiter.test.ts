import { expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";

it("allows a number of questions per window, warns once, and drops the rest until the next window", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 2, window: 1000, now: () => time });
  const ask = () => limiter.hit("ann");
  expect([ask(), ask(), ask(), ask()]).toEqual(["allow", "allow", "warn", "drop"]);
  expect(limiter.hit("bob")).toBe("allow");
  time = 1000;
  expect(ask()).toBe("allow");
});

it("keeps dropping while somebody goes on asking", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => time });
  const askAt = (at: number) => {
    time = at;
    return limiter.hit("ann");
  };
  expect([0, 900, 1800, 2700].map(askAt)).toEqual(["allow", "warn", "drop", "drop"]);
  expect([3700, 3800].map(askAt)).toEqual(["allow", "warn"]);
});

it("tracks a limited number of people", () => {
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => 0, capacity: 1 });
  limiter.hit("ann");
  limiter.hit("bob");
  expect([limiter.hit("ann"), limiter.hit("ann")]).toEqual(["allow", "warn"]);
});
