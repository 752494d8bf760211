import { describe, expect, it } from "vitest";
import type { MapRun } from "#core/map/port-map.ts";
import { countStates, neighbourhoodOf, portMap, runsIn } from "#core/map/port-map.ts";
import { MAX_PORT } from "#core/registry/port.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";

const RUNS = portMap(knowledge);

function stateAt(port: number): MapRun["state"] | undefined {
  return RUNS.find(({ first, last }) => first <= port && port <= last)?.state;
}

describe("the map of all ports", () => {
  it("has every number once, in runs that can't be longer", () => {
    expect(RUNS.map(({ first }) => first)).toEqual([0, ...RUNS.slice(0, -1).map(({ last }) => last + 1)]);
    expect(RUNS.at(-1)?.last).toBe(MAX_PORT);
    for (const [at, { state }] of RUNS.entries()) expect(RUNS[at + 1]?.state).not.toBe(state);
    const counts = countStates(RUNS);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(65_536);
    expect(counts.assigned).toBe(registry.assignedPorts.length);
    expect(counts.dynamic).toBe(16_384);
  });

  it("tells assigned, used, reserved, unassigned and dynamic numbers apart", () => {
    expect([443, 1023, 867, 49_151, 49_152].map(stateAt)).toEqual([
      "assigned",
      "reserved",
      "unassigned",
      registry.assignmentsAt(49_151).length > 0 ? "assigned" : "reserved",
      "dynamic",
    ]);
    // A WireGuard server's number is dynamic all the same, and Loki's is nobody's.
    expect([stateAt(51_820), stateAt(3100)]).toEqual([
      "dynamic",
      registry.assignmentsAt(3100).length > 0 ? "assigned" : "used",
    ]);
  });

  it("agrees with the registry about what is unassigned", () => {
    for (const { first, last } of RUNS.filter(({ state }) => state === "unassigned")) {
      for (const port of [first, last]) {
        expect(registry.assignmentsAt(port)).toEqual([]);
        expect(["unassigned", "unlisted"]).toContain(registry.stateOf(port, "tcp"));
      }
    }
  });

  it("has neighbourhoods of 1,024 numbers, the System numbers first", () => {
    expect([0, 867, 1023].map(neighbourhoodOf)).toEqual(Array(3).fill({ first: 0, last: 1023 }));
    expect(neighbourhoodOf(8867)).toEqual({ first: 8192, last: 9215 });
    expect(neighbourhoodOf(MAX_PORT)).toEqual({ first: 64_512, last: MAX_PORT });
    const parts = runsIn(RUNS, { first: 860, last: 868 });
    expect([parts[0]?.first, parts.at(-1)?.last]).toEqual([860, 868]);
  });
});
