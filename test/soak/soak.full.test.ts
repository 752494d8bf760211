import { describe, expect, it } from "vitest";
import { titleOf } from "../support/store/engines.ts";
import { POSTGRES, REDIS } from "../support/store/servers.ts";
import { testSize } from "../support/test-size.ts";
import { rolling } from "./rolling.ts";
import { soak } from "./soak.ts";
import { createTraffic } from "./traffic.ts";

/** Milliseconds of traffic; the long tests only. */
const DURATION = testSize({ full: 25_000, quick: 0 });
const traffic = { duration: DURATION, rate: 12 };
const nothing = { lost: [], doubled: [] };

describe("the traffic", () => {
  it("is the same for the same seed, and in the order of time", () => {
    const options = { seed: 7, duration: 20_000, rate: 20 };
    const operations = createTraffic(options);
    expect(operations).toEqual(createTraffic(options));
    expect(operations).not.toEqual(createTraffic({ ...options, seed: 8 }));
    expect(operations.map(({ at }) => at)).toEqual(operations.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});

describe.skipIf(DURATION === 0)("mixed traffic while stores and platforms fail", () => {
  it.skipIf(REDIS.missing !== undefined)(
    `loses no answer and no change, makes none twice, and lets no hostile request in: ${titleOf(REDIS)}`,
    async () => {
      const seed = Date.now() % 1_000_000;
      const { report, books, exitCode } = await soak({ seed, store: "redis", ...traffic });
      const message = `seed ${seed}: ${report.reasons.join("; ")}`;
      expect(report.outcomes, message).toMatchObject({ lost: 0, "let in": 0 });
      expect(books, message).toMatchObject(nothing);
      expect(books.acknowledged, message).toBeGreaterThan(0);
      expect(exitCode).toBe(0);
    },
  );
});

const REPLICATED = [
  { kind: REDIS, store: "redis" as const },
  { kind: POSTGRES, store: "postgres" as const },
];

describe.skipIf(DURATION === 0)("a rolling restart of two replicas under load", () => {
  for (const { kind, store } of REPLICATED) {
    it.skipIf(kind.missing !== undefined)(
      `loses no answer and no change, and makes none twice: ${titleOf(kind)}`,
      async () => {
        const seed = Date.now() % 1_000_000;
        const { report, books, restarts } = await rolling({ seed, store, isStrict: false, ...traffic });
        const message = `seed ${seed}: ${report.reasons.join("; ")}`;
        expect(report.outcomes, message).toMatchObject({ lost: 0, "let in": 0 });
        expect(books, message).toMatchObject(nothing);
        expect(restarts.length).toBeGreaterThan(1);
      },
    );
  }
});
