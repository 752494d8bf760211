import { lowerBound } from "#core/collections.ts";
import type { Postings } from "#core/postings.ts";
import { postingsBuilder } from "#core/postings.ts";
import { ANY_TRANSPORT } from "#core/registry/create-snapshot.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, MAX_REGISTERED_PORT, spanContains, TRANSPORTS } from "#core/registry/port.ts";
import type {
  Category,
  RecordColumns,
  RegistryRecord,
  RegistryRecords,
  RegistrySnapshot,
  RegistrySource,
} from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";
import { rememberByNumber } from "#core/remember.ts";
import type { Steps } from "#core/steps.ts";
import { stepAll, stepwise } from "#core/steps.ts";

/** The state of one number on one transport; `unlisted` if the registry has no row for it. */
export type State = Category | "unlisted" | "dynamic";

/** The registry, indexed by number. Every method accepts any port number 0–65535. */
export interface Registry extends RegistrySnapshot {
  readonly source: RegistrySource;
  /** Every maximal run of numbers without an assignment that are unassigned on tcp and udp, ascending. */
  readonly unassignedBlocks: readonly PortSpan[];
  /** Every number with at least one assignment, ascending. */
  readonly assignedPorts: readonly number[];
  stateOf(port: number, transport: Transport): State;
  /** The rows on a number, in IANA's order. */
  recordsAt(port: number): readonly RegistryRecord[];
  /** The assignments on a number, in IANA's order; several may share a transport. */
  assignmentsAt(port: number): readonly RegistryRecord[];
  /** The rows on a number that assign nothing, but say why, in IANA's order: a note, a wording or a document. */
  reasonsAt(port: number): readonly RegistryRecord[];
  /** The rows with a service name, ignoring case, in IANA's order. The index of names is built on first use, or in steps. */
  recordsNamed(name: string): readonly RegistryRecord[];
  /** Whether IANA reports use of the number without an assignment. */
  hasUnauthorizedUse(port: number): boolean;
  /** The numbers whose assignment records a widespread use that IANA did not assign. */
  unassignedUses(): readonly number[];
  /** The unassigned block around a number; null if it isn't in one. */
  blockAround(port: number): PortSpan | null;
  /** Up to `count` assigned numbers below or above a number, nearest first. */
  nearestAssigned(port: number, side: "below" | "above", count: number): readonly number[];
  /** Does the next step of building what is not built yet. Returns whether all is ready. */
  step(): boolean;
}

/** Builds the index from the columns, without reading a record. */
export function createRegistry(snapshot: RegistrySnapshot, isOutdated = false): Registry {
  const { source, records, columns } = snapshot;
  const rows = sortRows(columns);
  const isAssigned = (row: number) => columns.category[row] === ASSIGNED;
  const { states, assigned } = paintNumbers(columns, rows);
  const assignedPorts = portsIn(assigned);
  const blocks = stepwise(function* () {
    yield;
    return findBlocks(states, assigned);
  });
  const texts = stepwise(() => readTexts(records));
  const recordAt = rememberByNumber(REMEMBERED_RECORDS, (row) => records.at(row));
  const recordsOf = (found: Iterable<number>): readonly RegistryRecord[] => {
    const read: RegistryRecord[] = [];
    for (const row of found) {
      const record = recordAt(row);
      if (record !== undefined) read.push(record);
    }
    return read;
  };
  const recordsAt = (port: number) => recordsOf(rowsOn(port, columns, rows));
  return {
    ...snapshot,
    source: { ...source, isOutdated },
    get unassignedBlocks() {
      return blocks.get();
    },
    assignedPorts,
    stateOf: (port, transport) => stateFrom(states[TRANSPORTS.indexOf(transport)], port),
    recordsAt,
    // Each answer asks for those of the neighbours too.
    assignmentsAt: rememberByNumber(REMEMBERED_PORTS, (port) =>
      recordsOf(rowsOn(port, columns, rows).filter(isAssigned)),
    ),
    reasonsAt: (port) => recordsOf(rowsOn(port, columns, rows).filter((row) => !isAssigned(row))).filter(givesReason),
    recordsNamed: (name) => recordsOf(texts.get().names.of(name.toLowerCase())),
    hasUnauthorizedUse: (port) =>
      recordsAt(port).some(({ unauthorizedUse }) => unauthorizedUse.some((span) => spanContains(span, port))),
    unassignedUses: () => texts.get().unassignedUses,
    blockAround: (port) => {
      const block = blocks.get()[lowerBound(blocks.get(), port, (span) => span.last)];
      return block !== undefined && spanContains(block, port) ? block : null;
    },
    nearestAssigned: (port, side, count) => {
      const at = lowerBound(assignedPorts, port, (candidate) => candidate);
      if (side === "below") return assignedPorts.slice(Math.max(0, at - count), at).reverse();
      const next = assignedPorts[at] === port ? at + 1 : at;
      return assignedPorts.slice(next, next + count);
    },
    step: () => stepAll([blocks, texts]),
  };
}

/** A record may have to be parsed each time it is asked for. */
const REMEMBERED_RECORDS = 1024;

const REMEMBERED_PORTS = 1024;

/** So many records are a step. */
const STEP = 500;

/** What the columns don't say. */
interface RecordTexts {
  /** The rows of each service name, in lower case. */
  readonly names: Postings;
  readonly unassignedUses: readonly number[];
}

function* readTexts(records: RegistryRecords): Steps<RecordTexts> {
  const names = postingsBuilder();
  const unassignedUses: number[] = [];
  let row = 0;
  for (const { serviceName, span, category, isUnassignedUse } of records) {
    if (serviceName !== null) names.add(serviceName.toLowerCase(), row);
    if (isUnassignedUse && category === "assigned" && span !== null) unassignedUses.push(span.first);
    row++;
    if (row % STEP === 0) yield;
  }
  return { names: yield* names.build(), unassignedUses };
}

const ASSIGNED = CATEGORIES.indexOf("assigned");
const UNASSIGNED = CATEGORIES.indexOf("unassigned");

/** The rows with numbers. */
interface SortedRows {
  /** Those of one number, by number. */
  readonly single: readonly number[];
  /** Those of a span, by first number. */
  readonly wide: readonly number[];
  /** The highest number in each of those or in one before it. */
  readonly wideUpTo: readonly number[];
}

function sortRows({ first, last }: RecordColumns): SortedRows {
  const single: number[] = [];
  const wide: number[] = [];
  for (let row = 0; row < first.length; row++) {
    const size = (last[row] ?? 0) - (first[row] ?? 0);
    if (size === 0) single.push(row);
    else if (size > 0) wide.push(row);
  }
  // IANA's own order is by number, so there is little to do.
  const byFirst = (a: number, b: number) => (first[a] ?? 0) - (first[b] ?? 0);
  wide.sort(byFirst);
  const wideUpTo: number[] = [];
  for (const row of wide) wideUpTo.push(Math.max(wideUpTo.at(-1) ?? 0, last[row] ?? 0));
  return { single: single.sort(byFirst), wide, wideUpTo };
}

/** The rows that cover a number, in IANA's order. */
function rowsOn(
  port: number,
  { first, last }: RecordColumns,
  { single, wide, wideUpTo }: SortedRows,
): readonly number[] {
  const found: number[] = [];
  // Spans hardly overlap, so only a few end at the number or after it.
  let before = lowerBound(wide, port + 1, (row) => first[row] ?? 0) - 1;
  for (; (wideUpTo[before] ?? -1) >= port; before--) {
    const row = wide[before] ?? 0;
    if (port <= (last[row] ?? 0)) found.push(row);
  }
  const isWide = found.length > 0;
  let at = lowerBound(single, port, (row) => first[row] ?? 0);
  for (let row = single[at]; row !== undefined && first[row] === port; row = single[++at]) found.push(row);
  return isWide ? found.sort((a, b) => a - b) : found;
}

function givesReason({ category, description, note, references }: RegistryRecord): boolean {
  return note !== null || references.length > 0 || description.toLowerCase() !== category;
}

const UNLISTED = 0;
const SINGLE_PORT_BONUS = CATEGORIES.length;

interface PaintedNumbers {
  /**
   * For each transport one byte per number: 0 if no row covers it, else the highest rank of a row that does. A row for
   * one number beats a span; then assigned beats reserved beats withdrawn beats unassigned (7775 and 7997 are inside
   * "Unassigned" spans that IANA has not split).
   */
  readonly states: readonly Uint8Array[];
  /** One byte per number: 1 if it has an assignment. */
  readonly assigned: Uint8Array;
}

function paintNumbers(columns: RecordColumns, { single, wide }: SortedRows): PaintedNumbers {
  const { first, last, transport, category } = columns;
  const states = TRANSPORTS.map(() => new Uint8Array(MAX_REGISTERED_PORT + 1));
  const assigned = new Uint8Array(MAX_PORT + 1);
  for (const row of wide.toSorted((a, b) => (category[a] ?? 0) - (category[b] ?? 0))) {
    const end = (last[row] ?? 0) + 1;
    if (category[row] === ASSIGNED) assigned.fill(1, first[row], end);
    const painted = transport[row] === ANY_TRANSPORT ? states : [states[transport[row] ?? 0]];
    for (const state of painted) state?.fill(1 + (category[row] ?? 0), first[row], end);
  }
  for (const row of single) {
    const port = first[row] ?? 0;
    const rank = 1 + (category[row] ?? 0) + SINGLE_PORT_BONUS;
    if (category[row] === ASSIGNED) assigned[port] = 1;
    const state = states[transport[row] ?? 0];
    if (state === undefined) for (const each of states) each[port] = Math.max(each[port] ?? 0, rank);
    else if ((state[port] ?? 0) < rank) state[port] = rank;
  }
  return { states, assigned };
}

function portsIn(assigned: Uint8Array): number[] {
  const ports: number[] = [];
  for (let port = assigned.indexOf(1); port >= 0; port = assigned.indexOf(1, port + 1)) ports.push(port);
  return ports;
}

function stateFrom(states: Uint8Array | undefined, port: number): State {
  if (port > MAX_REGISTERED_PORT) return "dynamic";
  const rank = states?.[port] ?? UNLISTED;
  return rank === UNLISTED ? "unlisted" : (CATEGORIES[(rank - 1) % CATEGORIES.length] ?? "unlisted");
}

/** Numbers after the last one that has a row are in no block. */
function findBlocks([tcp, udp]: readonly Uint8Array[], assigned: Uint8Array): PortSpan[] {
  const blocks: PortSpan[] = [];
  let first = -1;
  for (let port = 0; port <= MAX_REGISTERED_PORT + 1; port++) {
    const inside = assigned[port] === 0 && isUnassigned(tcp?.[port]) && isUnassigned(udp?.[port]);
    if (inside && first < 0) first = port;
    if (!inside && first >= 0) {
      blocks.push({ first, last: port - 1 });
      first = -1;
    }
  }
  return blocks;
}

function isUnassigned(rank = UNLISTED): boolean {
  return rank % CATEGORIES.length === 1 + UNASSIGNED;
}
