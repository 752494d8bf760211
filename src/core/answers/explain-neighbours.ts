import { isMulticast } from "#core/answers/explain-exposure.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import { isStandIn } from "#core/answers/explain-process.ts";
import { distinct } from "#core/collections.ts";
import { isSameName } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Program } from "#core/software/program.ts";
import type { Software } from "#core/software/software.ts";

/** What a paste shows on one port and transport of its hosts at one time. */
export interface Neighbours {
  /** The first listeners with a program of their own, which holds the socket for no other. */
  readonly rivals: readonly Rival[];
  /** The hosts on which a container publishes the port. */
  readonly publishedOn: ReadonlySet<string | null>;
}

const NO_HOSTS: ReadonlySet<string | null> = new Set();
export const NOBODY: Neighbours = { rivals: [], publishedOn: NO_HOSTS };

interface Rival {
  readonly listener: PastedListener;
  readonly process: string;
  readonly program: Program | null;
}

/** A paste can list thousands of programs on one number; this many are enough to report. */
const MAX_COMPARED = 100;

/** @param listeners all that share the port and transport */
export function neighboursAmong(listeners: readonly PastedListener[], software: Software): Neighbours {
  const rivals = listeners.slice(0, MAX_COMPARED).flatMap((listener): readonly Rival[] => {
    const { process } = listener;
    if (process === null || isStandIn(process)) return [];
    return [{ listener, process, program: software.programOf(process) }];
  });
  const published = listeners.filter(({ target }) => target !== null);
  return { rivals, publishedOn: published.length === 0 ? NO_HOSTS : new Set(published.map(({ host }) => host)) };
}

/** The flag of a listener whose socket another program seems to have as well. */
export function twoProcesses(listener: PastedListener, program: Program | null, { rivals }: Neighbours): Flag | null {
  const { process } = listener;
  if (process === null || isStandIn(process) || isMulticast(listener)) return null;
  const competing = rivals.filter(
    (rival) =>
      haveSeparateSockets(listener, rival.listener) &&
      addressesOverlap(listener, rival.listener) &&
      !isSameName(rival.process, process) &&
      (rival.program === null || rival.program !== program),
  );
  if (competing.length === 0) return null;
  const others = distinct(competing.map((rival) => rival.process));
  return { kind: "two-processes", weight: "look", check: "both-processes", others, row: null };
}

/** Whether two listeners have different sockets on one host. Another listing may come from another host. */
function haveSeparateSockets(one: PastedListener, other: PastedListener): boolean {
  return one.listing === other.listing && !one.sockets.some((socket) => other.sockets.includes(socket));
}

function addressesOverlap(one: PastedListener, other: PastedListener): boolean {
  if (!one.families.some((family) => other.families.includes(family))) return false;
  return one.scope === "every" || other.scope === "every" || one.address === other.address;
}
