import type { ComparedListener, ListingChanges } from "#core/answers/compare-listings.ts";
import { compareListings } from "#core/answers/compare-listings.ts";
import { distinct } from "#core/collections.ts";
import type { Paste } from "#core/explain/listener.ts";

/** What changed between the first and the last state of the hosts in a paste. */
export interface ChangesAnswer<Listener> extends ListingChanges<Listener> {
  readonly before: ComparedState;
  readonly after: ComparedState;
  /** How many states the paste shows; those in between aren't compared. */
  readonly states: number;
}

/** One of two compared states. */
interface ComparedState {
  /** The host, if it is the only one and is named. */
  readonly host: string | null;
  /** How many listeners are compared, without ephemeral sockets. */
  readonly listeners: number;
}

/** A listener of the state of its host with this number, from 1. */
type NumberedListener = ComparedListener & { readonly snapshot: number };

/** Compares the first state of each host with its last. */
export function answerChanges<Listener extends NumberedListener>(
  listeners: readonly Listener[],
  { snapshots, isSameCommand }: Pick<Paste, "snapshots" | "isSameCommand">,
): ChangesAnswer<Listener> {
  const last = new Map<string | null, number>();
  for (const { host, snapshot } of listeners) last.set(host, Math.max(snapshot, last.get(host) ?? 1));
  const before = listeners.filter(({ snapshot }) => snapshot === 1);
  const after = listeners.filter(({ host, snapshot }) => snapshot > 1 && snapshot === last.get(host));
  const changes = compareListings(before, after, isSameCommand);
  const skipped = new Set(changes.notCompared);
  const stateOf = (side: readonly Listener[]): ComparedState => {
    const [host = null, ...others] = distinct(side.map((each) => each.host));
    const listed = side.filter((each) => !each.isEphemeral && !skipped.has(each));
    return { host: others.length === 0 ? host : null, listeners: listed.length };
  };
  return { ...changes, before: stateOf(before), after: stateOf(after), states: snapshots };
}
