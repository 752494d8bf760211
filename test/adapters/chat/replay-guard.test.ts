import { describe, expect, it } from "vitest";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";

const digits = (number: number) => number.toString(16).padStart(12, "0").padEnd(128, "0");

describe("what is remembered of signatures", () => {
  it("lasts at least as long as their requests are taken", () => {
    for (const start of [0, 1, 999]) {
      let now = 0;
      const recent = createReplayGuard({ time: 1000, now: () => now });
      now = start;
      expect(recent.isReplay(digits(1))).toBe(false);
      for (const later of [0, 500, 999, 1000]) {
        now = start + later;
        expect(recent.isReplay(digits(1))).toBe(true);
        expect(recent.isReplay(digits(10 + later))).toBe(false);
      }
    }
  });

  it("has an end", () => {
    const recent = createReplayGuard({ time: 1000, now: () => 0, remembered: 10 });
    for (let number = 0; number < 21; number += 1) expect(recent.isReplay(digits(number))).toBe(false);
    expect(recent.isReplay(digits(11))).toBe(true);
    expect(recent.isReplay(digits(1))).toBe(false);
  });
});
