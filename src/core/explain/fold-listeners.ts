import type { Family, PastedListener } from "#core/explain/listener.ts";
import { isSupervisor } from "#core/explain/supervisors.ts";

/**
 * Each listener once, in order: the same socket listed for several processes of one name, and what listens on every
 * IPv4 and on every IPv6 address both, are one. What started a program is left out where the program has its socket.
 */
export function foldListeners(found: readonly PastedListener[]): readonly PastedListener[] {
  const folded = new Map<string, FoldedListener>();
  for (const listener of withoutStarters(found)) {
    const key = identity(listener);
    const same = folded.get(key);
    if (same === undefined) folded.set(key, { listener, more: null });
    else same.more = add(listener, same);
  }
  return Array.from(folded.values(), ({ listener, more }) =>
    more === null ? listener : { ...listener, ...more, families: [...more.families], sockets: [...more.sockets] },
  );
}

interface FoldedListener {
  readonly listener: PastedListener;
  /** What it is together with the others that are the same; null where there are none. */
  more: MergedDetails | null;
}

interface MergedDetails {
  address: string | null;
  pid: number | null;
  readonly families: Set<Family>;
  readonly sockets: Set<string>;
}

function add(other: PastedListener, { listener, more }: FoldedListener): MergedDetails {
  const { address, pid, families, sockets } = more ?? listener;
  const together: MergedDetails = more ?? { address, pid, families: new Set(families), sockets: new Set(sockets) };
  together.address = addresses(together.address, other.address);
  together.pid ??= other.pid;
  for (const family of other.families) together.families.add(family);
  // Those of another listing say nothing in this one.
  if (other.listing === listener.listing) for (const socket of other.sockets) together.sockets.add(socket);
  return together;
}

function withoutStarters(found: readonly PastedListener[]): readonly PastedListener[] {
  const starters = new Set(found.filter(({ process }) => isSupervisor(process)));
  if (starters.size === 0) return found;
  const programs = found.filter((each) => each.process !== null && !starters.has(each));
  const served = new Set(programs.flatMap(socketsOf));
  return found.filter((each) => !starters.has(each) || !socketsOf(each).some((socket) => served.has(socket)));
}

function socketsOf({ listing, transport, port, sockets }: PastedListener): readonly string[] {
  return sockets.map((socket) => `${listing} ${transport} ${port} ${socket}`);
}

function identity({ port, transport, address, scope, process, pid, service, target, host }: PastedListener): string {
  const where = scope === "every" ? "*" : address;
  // Without a name only the process's id tells two programs apart.
  return `${host} ${port} ${transport} ${target} ${service} ${where} ${process ?? pid}`;
}

function addresses(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one.split(", ").includes(other) ? one : `${one}, ${other}`;
}
