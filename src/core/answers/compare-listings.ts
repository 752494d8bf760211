import { isRuntime, isStandIn } from "#core/answers/explain-process.ts";
import { pushTo } from "#core/collections.ts";
import { isSameName, isSupervisor } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";

/** What decides whether two listeners are the same one. */
export interface ComparedListener
  extends Pick<
    PastedListener,
    "host" | "port" | "transport" | "address" | "scope" | "families" | "process" | "service" | "target"
  > {
  readonly isEphemeral: boolean;
}

/** What differs between two states of the same hosts. Process ids and ephemeral sockets are no difference. */
export interface ListingChanges<Listener> {
  readonly added: readonly Listener[];
  readonly gone: readonly Listener[];
  readonly moved: readonly Move<Listener>[];
  readonly unchanged: readonly Listener[];
  /** Of how many of the unchanged a program isn't shown in both, so that another may have come in its place. */
  readonly withoutProgram: number;
  /** Of hosts or transports that only one of the states shows, so that it isn't known what changed. */
  readonly notCompared: readonly Listener[];
}

/** A program on another port or address, or another program on the same port and address. */
export interface Move<Listener> {
  readonly kind: "port" | "address" | "program";
  readonly before: Listener;
  readonly after: Listener;
}

/**
 * Compares two states, in linear time but for sorting what shares a port. Of one host each, they are compared whatever
 * the hosts are called: one listing may have a prompt and the other none.
 *
 * @param isSameCommand whether both show the same transports, even one of which they list nothing
 */
export function compareListings<Listener extends ComparedListener>(
  before: readonly Listener[],
  after: readonly Listener[],
  isSameCommand = false,
): ListingChanges<Listener> {
  const { hostOf, coverageOf, placeOf, nameOf } = keysFor(before, after);
  const shownOf = isSameCommand ? hostOf : coverageOf;
  const shown = [before, after].map((side) => new Set(side.map(shownOf)));
  const isCovered = (each: Listener) => shown.every((side) => side.has(shownOf(each)));
  const rest: Rest<Listener> = { before: before.filter(isCovered), after: after.filter(isCovered) };
  const unchanged = [
    ...pair(rest, (each) => [placeOf(each), programOf(each)].join()),
    ...pair(rest, placeOf, mayBeSame),
  ];
  rest.before = rest.before.filter(({ isEphemeral }) => !isEphemeral);
  rest.after = rest.after.filter(({ isEphemeral }) => !isEphemeral);
  const move = (kind: Move<Listener>["kind"], pairs: readonly Pair<Listener>[]) =>
    pairs.map((each): Move<Listener> => ({ kind, ...each }));
  const moved = [
    ...move(
      "address",
      pair(rest, (each) => nameOf(each, `${each.port}`)),
    ),
    ...move("program", pair(rest, placeOf)),
    ...move(
      "port",
      pair(rest, (each) => (isOwnName(each) ? nameOf(each, "") : null), always, true),
    ),
  ];
  const notCompared = [...before, ...after].filter((each) => !isCovered(each) && !each.isEphemeral);
  return {
    added: rest.after,
    gone: rest.before,
    moved,
    unchanged: unchanged.map((same) => same.after).filter(({ isEphemeral }) => !isEphemeral),
    withoutProgram: unchanged.filter((same) => !same.after.isEphemeral && lacksProgram(same)).length,
    notCompared,
  };
}

interface Rest<Listener> {
  before: readonly Listener[];
  after: readonly Listener[];
}

interface Pair<Listener> {
  readonly before: Listener;
  readonly after: Listener;
}

/**
 * Takes pairs with the same key out of the rest. The result doesn't depend on the order of the listings, nor on which of
 * them is first.
 *
 * @param isPair whether two with the same key belong together
 * @param isUnique whether only a key that both sides have once makes a pair
 */
function pair<Listener extends ComparedListener>(
  rest: Rest<Listener>,
  keyOf: (listener: Listener) => string | null,
  isPair: (one: Listener, other: Listener) => boolean = always,
  isUnique = false,
): readonly Pair<Listener>[] {
  const candidates = groupByKey(rest.after, keyOf);
  const pairs: Pair<Listener>[] = [];
  for (const [key, own] of groupByKey(rest.before, keyOf)) {
    const others = candidates.get(key) ?? [];
    if (isUnique && (own.length > 1 || others.length > 1)) continue;
    for (const [at, one] of own.entries()) {
      const other = others[at];
      if (other !== undefined && isPair(one, other)) pairs.push({ before: one, after: other });
    }
  }
  const taken = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  rest.before = rest.before.filter((each) => !taken.has(each));
  rest.after = rest.after.filter((each) => !taken.has(each));
  return pairs;
}

function groupByKey<Listener extends ComparedListener>(
  listeners: readonly Listener[],
  keyOf: (listener: Listener) => string | null,
): ReadonlyMap<string, readonly Listener[]> {
  const groups = new Map<string, Listener[]>();
  for (const listener of listeners) {
    const key = keyOf(listener);
    if (key !== null) pushTo(groups, key, listener);
  }
  for (const group of groups.values()) {
    if (group.length > 1) group.sort((one, other) => compareTexts(sortKey(one), sortKey(other)));
  }
  return groups;
}

function sortKey(listener: ComparedListener): string {
  return `${programOf(listener) ?? ""} ${whereOf(listener)}`;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function always(): boolean {
  return true;
}

function keysFor(before: readonly ComparedListener[], after: readonly ComparedListener[]) {
  const hasOneHostEach = [before, after].every((side) => new Set(side.map(({ host }) => host)).size === 1);
  const hostOf = ({ host }: ComparedListener) => (hasOneHostEach ? "" : `${host}`);
  const coverageOf = (each: ComparedListener) => `${hostOf(each)} ${each.transport}`;
  return {
    hostOf,
    coverageOf,
    placeOf: (each: ComparedListener) => `${coverageOf(each)} ${whereOf(each)}`,
    /** Null where the program isn't shown. */
    nameOf: (each: ComparedListener, rest: string) => {
      const program = programOf(each);
      return program === null ? null : `${coverageOf(each)} ${program} ${rest}`;
    },
  };
}

/** The address as tools print it, but for wildcards, which they print in several ways. */
function whereOf({ port, address, scope, families, target }: ComparedListener): string {
  return `${port} ${scope === "every" ? `* ${[...families].sort().join("+")}` : address} ${target}`;
}

function programOf({ service, process }: ComparedListener): string | null {
  return service ?? process?.toLowerCase() ?? null;
}

function lacksProgram({ before, after }: Pair<ComparedListener>): boolean {
  return programOf(before) === null || programOf(after) === null;
}

/** Whether its name stands for one program only: not where it holds sockets for others, or runs programs of all kinds. */
function isOwnName({ service, process }: ComparedListener): boolean {
  return service !== null || !(isStandIn(process) || isRuntime(process));
}

/** One of two programs may not be shown, cut off, or started only when somebody connects. */
function mayBeSame(one: ComparedListener, other: ComparedListener): boolean {
  const [first, second] = [programOf(one), programOf(other)];
  if (first === null || second === null || isSameName(first, second)) return true;
  return isSupervisor(one.process) || isSupervisor(other.process);
}
