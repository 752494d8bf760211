import { distinct } from "#core/collections.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Moment } from "#core/explain/moments.ts";

/** Where a listing comes from, as far as the paste tells. */
export interface ListingSource {
  /** Counted from 1. */
  readonly listing: number;
  readonly host: string | null;
  /** The command that printed it, or the head of its table. */
  readonly command: string;
  /** The command as typed, if the paste has it. */
  readonly name: string | null;
  /** Where the command ran, if it says so: {@link placeOf}. */
  readonly place: string;
  /** Whether it is sure to list the same transports each time. */
  readonly isSure: boolean;
  /** Counts commands, and heads without one: what has the same number was printed at once. */
  readonly run: number;
  /** What a line above it says. */
  readonly moment: Moment | null;
}

/** Which states of their hosts the listings of a paste show. */
export interface Snapshots {
  /** The number of each listing's state, from 1 for each host. */
  readonly byListing: ReadonlyMap<number, number>;
  readonly count: number;
  /** Whether the first state is to be compared with the last. */
  readonly isCompared: boolean;
  /** Whether both were printed by the same commands, so that what only one of them shows has changed. */
  readonly isSameCommand: boolean;
}

/**
 * Tells the states of a host apart, so that they are never merged: by the lines above the listings, and else where a
 * command or a table is repeated and shows a socket again. Different commands show one state, each a part of it.
 *
 * @param isAsked whether a comparison was asked for; without that and without lines that say when, only the states of a
 *   host that is named are compared
 */
export function findSnapshots(
  found: readonly PastedListener[],
  sources: readonly ListingSource[],
  isAsked: boolean,
): Snapshots {
  const own = Map.groupBy(found, ({ listing }) => listing);
  const listed = sources.filter(({ listing }) => own.has(listing));
  if (listed.length < 2) return ONE_SNAPSHOT;
  const byMoment = numbersByMoment(listed);
  if (byMoment !== null) return compared(listed, byMoment, 2);
  const repeated = numbersByRepeats(listed, own);
  const count = Array.from(repeated.values()).reduce((most, each) => Math.max(most, each), 1);
  if (count > 1) {
    const isNamed = listed.every(({ listing, host }) => repeated.get(listing) === 1 || host !== null);
    return { ...compared(listed, repeated, count), isCompared: isAsked || isNamed };
  }
  const asked = isAsked ? numbersOfTwo(listed) : null;
  return asked === null ? ONE_SNAPSHOT : compared(listed, asked, 2);
}

const ONE_SNAPSHOT: Snapshots = { byListing: new Map(), count: 1, isCompared: false, isSameCommand: false };

function compared(listed: readonly ListingSource[], byListing: ReadonlyMap<number, number>, count: number): Snapshots {
  const commandsOf = (isOwn: (snapshot: number) => boolean) =>
    new Set(listed.filter(({ listing }) => isOwn(byListing.get(listing) ?? 1)).map(({ command }) => command));
  const [first, last] = [commandsOf((snapshot) => snapshot === 1), commandsOf((snapshot) => snapshot === count)];
  const isSame = first.size === last.size && [...first].every((command) => last.has(command));
  return { byListing, count, isCompared: true, isSameCommand: isSame && listed.every(({ isSure }) => isSure) };
}

/** A listing without a line above it is the other one of the only side that has one. */
function numbersByMoment(listed: readonly ListingSource[]): ReadonlyMap<number, number> | null {
  const [first, ...others] = distinct(listed.map(({ moment }) => moment)).filter((moment) => moment !== null);
  if (first === undefined) return null;
  const hasBoth = others.length > 0;
  const hasNone = listed.some(({ moment }) => moment === null);
  if (!hasBoth && !hasNone) return null;
  const other = first === "before" ? "after" : "before";
  const unsaid = hasBoth ? first : other;
  return new Map(listed.map(({ listing, moment }) => [listing, (moment ?? unsaid) === "before" ? 1 : 2]));
}

interface HostState {
  snapshot: number;
  seen: Map<string, { run: number; readonly sockets: Set<string> }>;
}

function numbersByRepeats(
  listed: readonly ListingSource[],
  own: ReadonlyMap<number, readonly PastedListener[]>,
): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  const hosts = new Map<string | null, HostState>();
  for (const { listing, host, command, run } of listed) {
    const state: HostState = hosts.get(host) ?? { snapshot: 1, seen: new Map() };
    hosts.set(host, state);
    const sockets = (own.get(listing) ?? []).map(socketKey);
    const known = state.seen.get(command);
    if (known !== undefined && known.run !== run && sockets.some((socket) => known.sockets.has(socket))) {
      state.snapshot++;
      state.seen = new Map();
    }
    const seen = state.seen.get(command) ?? { run, sockets: new Set() };
    seen.run = run;
    for (const socket of sockets) seen.sockets.add(socket);
    state.seen.set(command, seen);
    numbers.set(listing, state.snapshot);
  }
  return numbers;
}

function socketKey({ transport, port, address, families, target, service }: PastedListener): string {
  return `${transport} ${port} ${address} ${families.join()} ${target} ${service}`;
}

/** The listings of two hosts, or two listings. */
function numbersOfTwo(listed: readonly ListingSource[]): ReadonlyMap<number, number> | null {
  const hosts = distinct(listed.map(({ host }) => host));
  if (hosts.length === 2) return new Map(listed.map(({ listing, host }) => [listing, hosts.indexOf(host) + 1]));
  return listed.length === 2 ? new Map(listed.map(({ listing }, at) => [listing, at + 1])) : null;
}
