import { isRuntime, isStandIn, programBehind, usesPort } from "#core/answers/explain-process.ts";
import type { Book } from "#core/book/book.ts";
import { claimsIn } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import { transportsOf } from "#core/book/claim.ts";
import { isSameName } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { onePort } from "#core/registry/port.ts";
import type { Software } from "#core/software/software.ts";

/** How a listing differs from the team's port book. A claim is the team's and names no host. */
export interface BookDifferences<Listener> {
  /** They listen on numbers that nobody claimed. */
  readonly unclaimed: readonly Listener[];
  /** They listen on claimed numbers. */
  readonly claimed: readonly Listener[];
  /** None of their numbers listens. */
  readonly absent: readonly BookedPorts[];
  /** The program of a claim listens on a number that nobody claimed. */
  readonly moved: readonly BookMismatch<Listener>[];
  /** Another program listens on a claimed number. */
  readonly otherProgram: readonly BookMismatch<Listener>[];
  /** How many claims the listing could show, and how many it couldn't: of transports it has nothing or only a part of. */
  readonly compared: number;
  readonly notCompared: number;
  /** Whether the listing doesn't show all sockets. */
  readonly isIncomplete: boolean;
}

/** A claim, without who made it and when. */
export type BookedPorts = Pick<Claim, "span" | "transport" | "name" | "description" | "owner">;

export interface BookMismatch<Listener> {
  readonly claim: BookedPorts;
  readonly listener: Listener;
}

type BookedListener = PastedListener & { readonly isEphemeral: boolean };

/**
 * Compares the last state of each host with the book.
 *
 * @param incomplete the listings that don't show all sockets, so that what they don't show may listen all the same
 */
export function compareWithBook<Listener extends BookedListener>(
  all: readonly Listener[],
  book: Book,
  incomplete: ReadonlySet<number>,
  software: Software,
): BookDifferences<Listener> {
  const last = new Map<string | null, number>();
  for (const { host, snapshot } of all) last.set(host, Math.max(snapshot, last.get(host) ?? 1));
  const listeners = all.filter(({ host, snapshot }) => snapshot === last.get(host));
  const whole = listeners.filter(({ listing }) => !incomplete.has(listing));
  const transports = new Set(whole.map(({ transport }) => transport));
  const isShown = (claim: Claim) =>
    transports.has(null) || transportsOf(claim).some((transport) => transports.has(transport));
  const claimed: Listener[] = [];
  const unclaimed: Listener[] = [];
  const present = new Set<Claim>();
  const otherProgram: BookMismatch<Listener>[] = [];
  for (const listener of listeners) {
    const holders = claimsIn(book, onePort(listener.port), listener.transport);
    for (const holder of holders) present.add(holder);
    const [holder] = holders;
    if (holder === undefined) {
      if (!listener.isEphemeral) unclaimed.push(listener);
    } else if (holders.every((each) => isOther(each, listener, software))) {
      otherProgram.push({ claim: bookedPorts(holder), listener });
    } else claimed.push(listener);
  }
  const absent = book.claims.filter((claim) => !present.has(claim) && isShown(claim));
  const compared = present.size + absent.length;
  const elsewhere = movesOf(absent, unclaimed, software);
  const found = new Set(elsewhere.values());
  return {
    unclaimed: unclaimed.filter((listener) => !found.has(listener)),
    claimed,
    absent: absent.filter((claim) => !elsewhere.has(claim)).map(bookedPorts),
    moved: Array.from(elsewhere, ([claim, listener]) => ({ claim: bookedPorts(claim), listener })),
    otherProgram,
    compared,
    notCompared: book.claims.length - compared,
    isIncomplete: whole.length < listeners.length,
  };
}

function bookedPorts({ span, transport, name, description, owner }: Claim): BookedPorts {
  return { span, transport, name, description, owner };
}

/**
 * Whether the name of the claim stands for one known program and the listing shows another, which isn't known to serve
 * that number as well. Any program may serve a protocol.
 */
function isOther({ name }: Claim, listener: PastedListener, software: Software): boolean {
  const shown = programBehind(listener, software)?.program ?? null;
  const meant = software.programNames().ofName(name);
  const { service, process, port, target } = listener;
  if (shown === null || meant === null || meant.uses.some(({ kind }) => kind === "standard")) return false;
  if ([service, process].some((each) => each !== null && isSameName(each, name))) return false;
  return meant.product !== shown.product && !usesPort(shown, target ?? port) && !isStandIn(process);
}

/** Absent claims whose program listens elsewhere, where there is only one of each. */
function movesOf<Listener extends BookedListener>(
  absent: readonly Claim[],
  unclaimed: readonly Listener[],
  software: Software,
): ReadonlyMap<Claim, Listener> {
  const candidates = Map.groupBy(unclaimed, (listener) => programOf(listener, software));
  const names = software.programNames();
  const byName = Map.groupBy(absent, ({ name }) => names.ofName(name)?.product ?? name.toLowerCase());
  const moves = new Map<Claim, Listener>();
  for (const [name, [claim, ...others]] of byName) {
    const [listener, ...more] = candidates.get(name) ?? [];
    if (claim !== undefined && listener !== undefined && others.length + more.length === 0) moves.set(claim, listener);
  }
  return moves;
}

/** What tells it from others: null where the listing doesn't say, or shows only who holds the socket. */
function programOf(listener: PastedListener, software: Software): string | null {
  const shown = programBehind(listener, software);
  if (shown !== null) return shown.program.product;
  const { service, process } = listener;
  if (service !== null) return service.toLowerCase();
  return process === null || isStandIn(process) || isRuntime(process) ? null : process.toLowerCase();
}
