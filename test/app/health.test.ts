import { describe, expect, it } from "vitest";
import type { StoreState } from "#core/store-state.ts";
import type { HealthPart, HealthSources } from "../../src/app/health.ts";
import { healthOf } from "../../src/app/health.ts";

const AVAILABLE: StoreState = { canRead: true, canWrite: true, outage: null };
const FULL: StoreState = {
  canRead: true,
  canWrite: false,
  outage: {
    fault: "full",
    reason: "database or disk is full at db.internal",
    since: Date.parse("2026-08-20T10:00:00Z"),
  },
};

const connected = { ready: () => true };

function health(changes: Partial<HealthSources> = {}) {
  return healthOf({
    required: ["platforms"],
    store: AVAILABLE,
    platforms: new Map([["slack", connected]]),
    registry: { updated: "2026-08-17", records: 1, isOutdated: false },
    now: Date.parse("2026-08-20T12:00:00Z"),
    ...changes,
  });
}

describe("the health of the process", () => {
  it("says everything, whatever readiness depends on", () => {
    const shards = { shards: 4, readyShards: 3 };
    const platforms = new Map([
      ["slack", null],
      ["discord", { ...connected, health: () => shards }],
    ]);
    expect(health({ store: FULL, platforms })).toEqual({
      ready: true,
      failing: ["writes"],
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      store: { reads: true, writes: false, fault: "full", since: "2026-08-20T10:00:00.000Z" },
      platforms: {
        slack: { status: "not configured", counts: {} },
        discord: { status: "connected", counts: shards },
      },
      registry: { updated: "2026-08-17", ageInDays: 3, isOutdated: false },
    });
  });

  it("does not show the database's own words, which may name hosts", () => {
    expect(JSON.stringify(health({ store: FULL }))).not.toContain("db.internal");
  });

  it.each<[readonly HealthPart[], boolean]>([
    [[], true],
    [["platforms"], true],
    [["reads"], true],
    [["platforms", "writes"], false],
  ])("with a full store and %j required is ready: %s", (required, ready) => {
    expect(health({ required, store: FULL })).toMatchObject({ ready, failing: ["writes"] });
  });

  it.each<[string, { ready(): boolean; isRefused?(): boolean }]>([
    ["disconnected", { ready: () => false }],
    ["refused", { ready: () => false, isRefused: () => true }],
  ])("is not ready while a platform is %s", (status, adapter) => {
    const platforms = new Map([
      ["slack", adapter],
      ["discord", connected],
    ]);
    expect(health({ platforms })).toMatchObject({
      ready: false,
      failing: ["platforms"],
      platforms: { slack: { status } },
    });
    expect(health({ platforms, required: ["reads"] }).ready).toBe(true);
  });
});
