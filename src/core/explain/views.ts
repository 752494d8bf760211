import { isSameName, isSupervisor } from "#core/explain/fold-listeners.ts";
import type { ListingDifference, ListingName, PastedListener } from "#core/explain/listener.ts";
import type { ListingSource } from "#core/explain/snapshots.ts";

/** What several listings of the same sockets say. */
export interface Views {
  /** How many listings of one host's sockets at one time were read as one, at most; 1 if none were. */
  readonly count: number;
  readonly differences: readonly ListingDifference[];
}

/** A listing of a host's sockets. */
interface View {
  readonly name: ListingName;
  readonly isPartial: boolean;
  /** By transport, port and scope: tools print the same address in several ways. */
  readonly sockets: ReadonlyMap<string, readonly PastedListener[]>;
  readonly transports: ReadonlySet<string>;
}

/** More listings of one state are not compared: each takes the time of all before it. */
const MAX_VIEWS = 8;
/** One or two differences of two listings show as well as hundreds that they aren't of one state. */
const MAX_DIFFERENCES = 200;

/**
 * Finds the listings of one host's sockets that belong to one state, and where they contradict one another: a socket
 * that only one of them shows, though both list its transport, and another program on one.
 *
 * @param found with their states, before they're merged
 * @param incomplete of {@link incompleteAmong}
 */
export function compareViews(
  found: readonly PastedListener[],
  sources: readonly ListingSource[],
  incomplete: ReadonlySet<number>,
): Views {
  if (sources.length < 2) return ONE_VIEW;
  const own = Map.groupBy(found, ({ listing }) => listing);
  const views = sources.flatMap((source) => {
    const [first, ...more] = own.get(source.listing) ?? [];
    return first === undefined || ![first, ...more].every(isOwnSocket) ? [] : [{ source, listeners: [first, ...more] }];
  });
  const states = Map.groupBy(
    views,
    ({ source, listeners }) => `${listeners[0]?.snapshot} ${source.host} ${source.place}`,
  );
  let count = 1;
  const differences: ListingDifference[] = [];
  for (const state of states.values()) {
    const compared = state.slice(0, MAX_VIEWS).map(({ source, listeners }) => {
      return viewOf(source, listeners, incomplete.has(source.listing));
    });
    for (const [at, view] of compared.entries()) {
      const earlier = compared.slice(0, at).filter((other) => isComparable(view, other));
      if (earlier.length > 0) count = Math.max(count, earlier.length + 1);
      for (const other of earlier) differences.push(...differencesOf(other, view));
    }
  }
  return { count, differences: withoutRepeats(differences).slice(0, MAX_DIFFERENCES) };
}

const ONE_VIEW: Views = { count: 1, differences: [] };

/** Not one that a container publishes, a cluster routes or a scan found, which are other evidence of the same state. */
function isOwnSocket({ service, target, system, process, pid, scope }: PastedListener): boolean {
  if (service !== null || target !== null || system === "cluster") return false;
  return system !== null || process !== null || pid !== null || scope === "every" || scope === "loopback";
}

/** Options and pipes that leave sockets out. */
const FILTERED =
  /\|(?! *(?:cat|column|less|more|nl|sort|tee)\b)|grep|^fuser\b|\b(?:sport|dport|src|dst|dev)\b|\s-\w*[46]|--?(?:ipv[46]|inet6?|f inet6?|family)\b|-(?:Local|Remote)(?:Port|Address)|-OwningProcess|-i\S*\d/i;
/** It shows a user's own sockets only. */
const LSOF = /^lsof\b|^COMMAND\b/;

/** Those of the listings that don't show all sockets, by what was asked for or left out by hand. */
export function incompleteAmong(
  sources: readonly ListingSource[],
  cut: ReadonlySet<number>,
): ReadonlySet<ListingSource["listing"]> {
  const incomplete = sources.filter(({ listing, command }) => cut.has(listing) || FILTERED.test(command));
  return new Set(incomplete.map(({ listing }) => listing));
}

function viewOf(
  { command, name, listing }: ListingSource,
  listeners: readonly PastedListener[],
  isIncomplete: boolean,
): View {
  return {
    name: { command: name, listing },
    isPartial: isIncomplete || LSOF.test(command),
    sockets: Map.groupBy(listeners, keyOf),
    transports: new Set(listeners.map(({ transport }) => `${transport}`)),
  };
}

function keyOf({ transport, port, scope }: PastedListener): string {
  return `${transport} ${port} ${scope}`;
}

/** Whether both list the same transport, and more of it than what somebody looked for. */
function isComparable(one: View, other: View): boolean {
  if (![...one.transports].some((transport) => other.transports.has(transport))) return false;
  const isShared = [...one.sockets.keys()].some((key) => other.sockets.has(key));
  return isShared || (one.sockets.size > 1 && other.sockets.size > 1 && !one.isPartial && !other.isPartial);
}

function* differencesOf(one: View, other: View): Generator<ListingDifference> {
  yield* onlyIn(one, other);
  yield* onlyIn(other, one);
  for (const [key, [listener, ...more]] of one.sockets) {
    const others = other.sockets.get(key) ?? [];
    const [differing] = others;
    if (listener === undefined || differing === undefined) continue;
    const isSame = [listener, ...more].some((each) => others.some((another) => mayBeSame(each, another)));
    if (!isSame) yield { kind: "program", listener, other: differing, shownBy: one.name };
  }
}

function* onlyIn(one: View, other: View): Generator<ListingDifference> {
  if (other.isPartial) return;
  for (const [key, [listener]] of one.sockets) {
    const isListed = listener !== undefined && other.transports.has(`${listener.transport}`);
    if (isListed && !other.sockets.has(key)) yield { kind: "only", listener, other: null, shownBy: one.name };
  }
}

function mayBeSame({ process: one, pid }: PastedListener, { process: other, pid: otherPid }: PastedListener): boolean {
  if (pid !== null && pid === otherPid) return true;
  return one === null || other === null || isSameName(one, other) || isSupervisor(one) || isSupervisor(other);
}

/** A third listing contradicts two others in the same way. */
function withoutRepeats(differences: readonly ListingDifference[]): readonly ListingDifference[] {
  const seen = new Map(differences.map((each) => [`${each.kind} ${each.listener.host} ${keyOf(each.listener)}`, each]));
  return [...seen.values()];
}
