import { describe, expect, it } from "vitest";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";

const digits = (number: number) => number.toString(16).padStart(12, "0").padEnd(128, "0");

describe("the replay guard", () => {
  it("remembers a signature at least as long as its request is accepted", () => {
    for (const start of [0, 1, 999]) {
      let now = 0;
      const guard = createReplayGuard({ ttl: 1000, now: () => now });
      now = start;
      expect(guard.isReplay(digits(1))).toBe(false);
      for (const later of [0, 500, 999, 1000]) {
        now = start + later;
        expect(guard.isReplay(digits(1))).toBe(true);
        expect(guard.isReplay(digits(10 + later))).toBe(false);
      }
    }
  });

  it("forgets the oldest signatures when it is full", () => {
    const guard = createReplayGuard({ ttl: 1000, now: () => 0, capacity: 10 });
    for (let number = 0; number < 21; number += 1) expect(guard.isReplay(digits(number))).toBe(false);
    expect(guard.isReplay(digits(11))).toBe(true);
    expect(guard.isReplay(digits(1))).toBe(false);
  });
});
