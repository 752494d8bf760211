import { expect, it } from "vitest";
import { createBackOff } from "#adapters/chat/retry.ts";

it("waits longer each time up to a maximum, with jitter, and not at all after a success", () => {
  const longest = createBackOff({ initial: 1000, max: 60_000, random: () => 1 });
  const waits = Array.from({ length: 9 }, () => longest.nextDelay());
  expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  longest.reset();
  expect([longest.nextDelay(), longest.nextDelay()]).toEqual([0, 1000]);
  const shortest = createBackOff({ initial: 1000, max: 60_000, random: () => 0 });
  expect([shortest.nextDelay(), shortest.nextDelay(), shortest.nextDelay()]).toEqual([0, 500, 1000]);
});
