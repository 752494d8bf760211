import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_REGISTERED_PORT, TRANSPORTS } from "#core/registry/port.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { findRemovedAssignments } from "./changes.ts";
import type { RegistrySource } from "./read-source.ts";
import { formatSpan } from "./snapshot-record.ts";

/**
 * The reasons, in sentences, why a person should look at a source before it replaces the snapshot: it may be cut, may
 * have lost rows, or is older.
 */
export function findDoubts(previous: RegistrySnapshot | null, source: RegistrySource): string[] {
  const cut = source.isComplete ? [] : ["The file doesn't end with a line break: its end may be missing."];
  if (previous === null) return cut;
  const next = source.snapshot;
  return [
    ...cut,
    ...findOlder(previous, source),
    ...findCountJump(previous, next),
    ...findLostAssignments(previous, next),
    ...findLostRows(previous, next),
  ];
}

function findOlder({ source: { updated: before } }: RegistrySnapshot, { snapshot, dateOrigin }: RegistrySource) {
  const { updated } = snapshot.source;
  if (updated >= before) return [];
  const hint = dateOrigin === "newest date in its rows" ? " If the file is newer than its rows, give its --date." : "";
  return [`The source is of ${updated} (${dateOrigin}), older than the current snapshot of ${before}.${hint}`];
}

/** The relative change of the record count that needs no confirmation. */
const MAX_COUNT_CHANGE = 0.02;

function findCountJump(
  { records: { length: before } }: RegistrySnapshot,
  { records: { length: after } }: RegistrySnapshot,
) {
  if (Math.abs(after - before) <= before * MAX_COUNT_CHANGE) return [];
  return [`The number of records went from ${before} to ${after}, a change of more than ${MAX_COUNT_CHANGE * 100} %.`];
}

/** In the half year to August 2026, IANA removed none. */
const MAX_REMOVED = 5;

function findLostAssignments(previous: RegistrySnapshot, next: RegistrySnapshot): string[] {
  const { length } = findRemovedAssignments(previous, next);
  return length > MAX_REMOVED ? [`${length} assignments are gone; IANA rarely removes more than ${MAX_REMOVED}.`] : [];
}

/**
 * IANA replaces an assignment by another row, such as "Reserved": where nothing is left, a row was lost on the way. An
 * unassigned number may lose its row, when IANA assigns it on another transport.
 */
function findLostRows(previous: RegistrySnapshot, next: RegistrySnapshot): string[] {
  const [before, now] = [createRegistry(previous), createRegistry(next)];
  const isLost = (port: number, transport: Transport) =>
    now.stateOf(port, transport) === "unlisted" && !MAY_VANISH.includes(before.stateOf(port, transport));
  const lost = TRANSPORTS.flatMap((transport) =>
    runsWhere((port) => isLost(port, transport)).map((span) => `${formatSpan(span)} ${transport}`),
  );
  if (lost.length === 0) return [];
  const more = lost.length > MAX_SHOWN ? ` and ${lost.length - MAX_SHOWN} more` : "";
  return [`Rows are missing: nothing is said any more about ${lost.slice(0, MAX_SHOWN).join(", ")}${more}.`];
}

const MAY_VANISH: readonly State[] = ["unassigned", "unlisted"];
const MAX_SHOWN = 10;

/** The runs of numbers for which something is so, ascending. */
function runsWhere(isSo: (port: number) => boolean): PortSpan[] {
  const runs: PortSpan[] = [];
  for (let port = 0; port <= MAX_REGISTERED_PORT; port++) {
    if (!isSo(port)) continue;
    const last = runs.at(-1);
    if (last?.last === port - 1) runs.splice(-1, 1, { first: last.first, last: port });
    else runs.push({ first: port, last: port });
  }
  return runs;
}
