import { expect, it } from "vitest";
import { createBackOff } from "#adapters/chat/retry.ts";

it("waits longer each time up to a maximum, with jitter, and not at all after a success", () => {
  const longest = createBackOff({ first: 1000, most: 60_000, random: () => 1 });
  const waits = Array.from({ length: 9 }, () => longest.next());
  expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  longest.succeeded();
  expect([longest.next(), longest.next()]).toEqual([0, 1000]);
  const shortest = createBackOff({ first: 1000, most: 60_000, random: () => 0 });
  expect([shortest.next(), shortest.next(), shortest.next()]).toEqual([0, 500, 1000]);
});
