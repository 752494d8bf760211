import { lowerBound, pushTo } from "#core/collections.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_REGISTERED_PORT, spanContains, TRANSPORTS } from "#core/registry/port.ts";
import type { Category, RegistryRecord, RegistrySnapshot, RegistrySource } from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";

/** The state of one number on one transport; `unlisted` if the registry has no row for it. */
export type State = Category | "unlisted" | "dynamic";

/** The registry, indexed by number. Every method accepts any port number 0–65535. */
export interface Registry {
  readonly source: RegistrySource;
  /** All records in IANA's order, including those without a number. */
  readonly records: readonly RegistryRecord[];
  /** Every maximal run of numbers without an assignment that are unassigned on tcp and udp, ascending. */
  readonly unassignedBlocks: readonly PortSpan[];
  /** Every number with at least one assignment, ascending. */
  readonly assignedPorts: readonly number[];
  stateOf(port: number, transport: Transport): State;
  /** The assignments on a number, in IANA's order; several may share a transport. */
  assignmentsAt(port: number): readonly RegistryRecord[];
  /** The rows on a number that assign nothing, but say why, in IANA's order: a note, a wording or a document. */
  reasonsAt(port: number): readonly RegistryRecord[];
  /** Whether IANA reports use of the number without an assignment. */
  hasUnauthorizedUse(port: number): boolean;
  /** The unassigned block around a number; null if it isn't in one. */
  blockAround(port: number): PortSpan | null;
  /** Up to `count` assigned numbers below or above a number, nearest first. */
  nearestAssigned(port: number, side: "below" | "above", count: number): readonly number[];
}

/** Builds the index in one pass over the records. */
export function createRegistry({ source, records }: RegistrySnapshot, isOutdated = false): Registry {
  const states = paintStates(records);
  const { assignedPorts, assignmentsAt } = indexAssignments(records);
  const unassignedBlocks = findBlocks(states, new Set(assignedPorts));
  const reasons = records.filter(givesReason);
  const unauthorized = records.flatMap(({ unauthorizedUse }) => unauthorizedUse);
  return {
    source: { ...source, isOutdated },
    records,
    unassignedBlocks,
    assignedPorts,
    stateOf: (port, transport) => stateFrom(states, port, transport),
    assignmentsAt,
    reasonsAt: (port) => reasons.filter(({ span }) => contains(span, port)),
    hasUnauthorizedUse: (port) => unauthorized.some((span) => spanContains(span, port)),
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

function indexAssignments(records: readonly RegistryRecord[]): Pick<Registry, "assignedPorts" | "assignmentsAt"> {
  // Both contain indexes into `records`, which keeps IANA's order.
  const byPort = new Map<number, number[]>();
  const longSpans: number[] = [];
  const assigned = new Set<number>();
  for (const [at, { span, category }] of records.entries()) {
    if (span === null || category !== "assigned") continue;
    if (span.first === span.last) pushTo(byPort, span.first, at);
    else longSpans.push(at);
    for (let port = span.first; port <= span.last; port++) assigned.add(port);
  }
  return {
    assignedPorts: [...assigned].sort((a, b) => a - b),
    assignmentsAt: (port) => {
      if (!assigned.has(port)) return [];
      const around = longSpans.filter((at) => contains(records[at]?.span, port));
      const places = [...(byPort.get(port) ?? []), ...around].sort((a, b) => a - b);
      return places.flatMap((at) => records[at] ?? []);
    },
  };
}

function givesReason({ category, description, note, references }: RegistryRecord): boolean {
  if (category === "assigned") return false;
  return note !== null || references.length > 0 || description.toLowerCase() !== category;
}

function contains(span: PortSpan | null | undefined, port: number): boolean {
  return span !== null && span !== undefined && spanContains(span, port);
}

const UNLISTED = 0;
const SINGLE_PORT_BONUS = CATEGORIES.length;

/**
 * One byte per number and transport: 0 if no row covers it, else the winning row's rank. A row for one number beats a
 * span; then assigned beats reserved beats withdrawn beats unassigned (7775 and 7997 are inside "Unassigned" spans that
 * IANA has not split). Rows are painted in ascending rank, so the highest rank wins.
 */
function paintStates(records: readonly RegistryRecord[]): ReadonlyMap<Transport, Uint8Array> {
  const states = new Map(TRANSPORTS.map((transport) => [transport, new Uint8Array(MAX_REGISTERED_PORT + 1)]));
  const byRank = Map.groupBy(records, rankOf);
  for (const rank of [...byRank.keys()].sort((a, b) => a - b)) {
    for (const { span, transport } of byRank.get(rank) ?? []) {
      if (span === null) continue;
      const transports = transport === null ? TRANSPORTS : [transport];
      for (const each of transports) states.get(each)?.fill(rank, span.first, span.last + 1);
    }
  }
  return states;
}

function rankOf({ span, category }: RegistryRecord): number {
  return 1 + CATEGORIES.indexOf(category) + (span?.first === span?.last ? SINGLE_PORT_BONUS : 0);
}

function stateFrom(states: ReadonlyMap<Transport, Uint8Array>, port: number, transport: Transport): State {
  if (port > MAX_REGISTERED_PORT) return "dynamic";
  const rank = states.get(transport)?.[port] ?? UNLISTED;
  return rank === UNLISTED ? "unlisted" : (CATEGORIES[(rank - 1) % CATEGORIES.length] ?? "unlisted");
}

function isUnassigned(rank = UNLISTED): boolean {
  return rank !== UNLISTED && CATEGORIES[(rank - 1) % CATEGORIES.length] === "unassigned";
}

function findBlocks(states: ReadonlyMap<Transport, Uint8Array>, assigned: ReadonlySet<number>): PortSpan[] {
  const blocks: PortSpan[] = [];
  let first: number | null = null;
  for (let port = 0; port <= MAX_REGISTERED_PORT + 1; port++) {
    const inside =
      isUnassigned(states.get("tcp")?.[port]) && isUnassigned(states.get("udp")?.[port]) && !assigned.has(port);
    if (inside) first ??= port;
    else if (first !== null) {
      blocks.push({ first, last: port - 1 });
      first = null;
    }
  }
  return blocks;
}
