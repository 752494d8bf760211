import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_REGISTERED_PORT, spanContains, TRANSPORTS } from "#core/registry/port.ts";
import type { Category, RegistryRecord, RegistrySnapshot, RegistrySource } from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";

/** What the registry says of one number on one transport; `unlisted` where it has no row for that transport there. */
export type State = Category | "unlisted" | "dynamic";

/** The registry, indexed for look-ups by number. Every look-up takes any port number 0–65535. */
export interface Registry {
  readonly source: RegistrySource;
  /** All records in IANA's order, those without a number included. */
  readonly records: readonly RegistryRecord[];
  /** Every run of numbers with no assignment in which tcp and udp are unassigned, as long as it goes, ascending. */
  readonly unassignedBlocks: readonly PortSpan[];
  /** Every number with at least one assignment, ascending. */
  readonly assignedPorts: readonly number[];
  stateOf(port: number, transport: Transport): State;
  /** The assignments on a number, in IANA's order; several may share a transport. */
  assignmentsAt(port: number): readonly RegistryRecord[];
  /** All records that cover a number, whatever they say of it, in IANA's order. */
  recordsAt(port: number): readonly RegistryRecord[];
  /** The run of unassigned numbers around a number, or null where it is not in one. */
  blockAround(port: number): PortSpan | null;
  /** Up to `count` assigned numbers next to a number, the nearest first, the number itself left out. */
  nearestAssigned(port: number, side: "below" | "above", count: number): readonly number[];
}

/** Builds the index over a snapshot; the cost is one pass over its records. */
export function createRegistry({ source, records }: RegistrySnapshot): Registry {
  const states = paintStates(records);
  const byPort = new Map<number, RegistryRecord[]>();
  const spans: RegistryRecord[] = [];
  const assigned = new Set<number>();
  for (const record of records) {
    if (record.span === null) continue;
    const { first, last } = record.span;
    if (first === last) pushTo(byPort, first, record);
    else spans.push(record);
    if (record.category === "assigned") for (let port = first; port <= last; port++) assigned.add(port);
  }
  const order = new Map(spans.length === 0 ? [] : records.map((record, at) => [record, at]));
  const assignedPorts = [...assigned].sort((a, b) => a - b);
  const unassignedBlocks = findBlocks(states, assigned);

  const recordsAt = (port: number): readonly RegistryRecord[] => {
    const exact = byPort.get(port) ?? [];
    const around = spans.filter((record) => record.span !== null && spanContains(record.span, port));
    if (around.length === 0) return exact;
    return [...exact, ...around].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  };

  return {
    source,
    records,
    unassignedBlocks,
    assignedPorts,
    stateOf: (port, transport) => stateFrom(states, port, transport),
    assignmentsAt: (port) => (assigned.has(port) ? recordsAt(port).filter(isAssignment) : []),
    recordsAt,
    blockAround: (port) => {
      const block = unassignedBlocks[lowerBound(unassignedBlocks, port, (span) => span.last)];
      return block !== undefined && spanContains(block, port) ? block : null;
    },
    nearestAssigned: (port, side, count) => {
      const at = lowerBound(assignedPorts, port, (candidate) => candidate);
      if (side === "below") return assignedPorts.slice(Math.max(0, at - count), at).reverse();
      const next = assignedPorts[at] === port ? at + 1 : at;
      return assignedPorts.slice(next, next + count);
    },
  };
}

function isAssignment(record: RegistryRecord): boolean {
  return record.category === "assigned";
}

const UNLISTED = 0;
const EXACT = CATEGORIES.length;

/**
 * One byte a number and transport: 0 where no row speaks of it, else the winning row's rank. A row for one number beats
 * a span; among equals assigned beats reserved beats withdrawn beats unassigned (7775 and 7997 lie inside
 * "Unassigned" spans that IANA has not split).
 */
function paintStates(records: readonly RegistryRecord[]): ReadonlyMap<Transport, Uint8Array> {
  const states = new Map(TRANSPORTS.map((transport) => [transport, new Uint8Array(MAX_REGISTERED_PORT + 1)]));
  for (const { span, transport, category } of records) {
    if (span === null) continue;
    const rank = 1 + CATEGORIES.indexOf(category) + (span.first === span.last ? EXACT : 0);
    for (const [painted, cells] of states) {
      if (transport !== null && transport !== painted) continue;
      for (let port = span.first; port <= span.last; port++) {
        if (rank > (cells[port] ?? UNLISTED)) cells[port] = rank;
      }
    }
  }
  return states;
}

function stateFrom(states: ReadonlyMap<Transport, Uint8Array>, port: number, transport: Transport): State {
  if (port > MAX_REGISTERED_PORT) return "dynamic";
  const rank = states.get(transport)?.[port] ?? UNLISTED;
  return rank === UNLISTED ? "unlisted" : (CATEGORIES[(rank - 1) % CATEGORIES.length] ?? "unlisted");
}

function findBlocks(states: ReadonlyMap<Transport, Uint8Array>, assigned: ReadonlySet<number>): PortSpan[] {
  const blocks: PortSpan[] = [];
  let first: number | null = null;
  for (let port = 0; port <= MAX_REGISTERED_PORT + 1; port++) {
    const inside =
      stateFrom(states, port, "tcp") === "unassigned" &&
      stateFrom(states, port, "udp") === "unassigned" &&
      !assigned.has(port);
    if (inside) first ??= port;
    else if (first !== null) {
      blocks.push({ first, last: port - 1 });
      first = null;
    }
  }
  return blocks;
}

/** The index of the first item whose key is not below `wanted`; the items' keys ascend. */
function lowerBound<Item>(items: readonly Item[], wanted: number, key: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && key(item) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
