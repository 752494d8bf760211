import type { PastedListener } from "#core/explain/listener.ts";
import type { Family } from "#core/registry/address-ranges.ts";

/**
 * Merges duplicate listeners, keeping their order: several processes of one name on a socket, and a program on the IPv4
 * and IPv6 wildcard addresses; never those of two states of a host. Drops supervisors whose child has the same socket.
 */
export function foldListeners(found: readonly PastedListener[]): readonly PastedListener[] {
  const programs = withoutSupervisors(found);
  const byPort = Map.groupBy(programs, ({ port }) => port);
  const folded = new Map<string | number, FoldedListener>();
  for (const listener of programs) {
    // Nothing else can be the same as what is alone on its port.
    const key = byPort.get(listener.port)?.length === 1 ? listener.port : identity(listener);
    const same = folded.get(key);
    if (same === undefined) folded.set(key, { listener, more: null });
    else same.more = merge(listener, same);
  }
  return Array.from(folded.values(), ({ listener, more }) =>
    more === null ? listener : { ...listener, ...more, families: [...more.families], sockets: [...more.sockets] },
  );
}

interface FoldedListener {
  readonly listener: PastedListener;
  /** Merged details of this listener and its duplicates; null if there are none. */
  more: MergedDetails | null;
}

interface MergedDetails {
  address: string | null;
  pid: number | null;
  product: string | null;
  image: string | null;
  readonly families: Set<Family>;
  readonly sockets: Set<string>;
}

function merge(other: PastedListener, { listener, more }: FoldedListener): MergedDetails {
  const { address, pid, product, image, families, sockets } = more ?? listener;
  const details: MergedDetails = more ?? {
    address,
    pid,
    product,
    image,
    families: new Set(families),
    sockets: new Set(sockets),
  };
  details.address = joinAddresses(details.address, other.address);
  details.pid ??= other.pid;
  details.product ??= other.product;
  details.image ??= other.image;
  for (const family of other.families) details.families.add(family);
  // Socket ids are only comparable within one listing.
  if (other.listing === listener.listing) for (const socket of other.sockets) details.sockets.add(socket);
  return details;
}

function withoutSupervisors(found: readonly PastedListener[]): readonly PastedListener[] {
  const supervisors = new Set(found.filter(({ process }) => isSupervisor(process)));
  if (supervisors.size === 0) return found;
  const programs = found.filter((each) => each.process !== null && !supervisors.has(each));
  const servedSockets = new Set(programs.flatMap(socketsOf));
  return found.filter((each) => !supervisors.has(each) || !socketsOf(each).some((socket) => servedSockets.has(socket)));
}

function socketsOf({ listing, transport, port, sockets }: PastedListener): readonly string[] {
  return sockets.map((socket) => `${listing} ${transport} ${port} ${socket}`);
}

function identity(listener: PastedListener): string {
  const { snapshot, port, transport, address, scope, process, pid, service, target, host } = listener;
  const where = scope === "every" ? "*" : address;
  // Without a name, only the process id tells programs apart.
  return `${snapshot} ${host} ${port} ${transport} ${target} ${service} ${where} ${process ?? pid}`;
}

function joinAddresses(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one.split(", ").includes(other) ? one : `${one}, ${other}`;
}

/** Programs that open sockets for other programs. lsof truncates names to 9 characters. */
const SUPERVISORS: ReadonlySet<string> = new Set([
  ...["systemd", "init", "launchd", "inetd", "xinetd", "openbsd-inetd", "openbsd-i", "inetutils-inetd", "inetutils"],
  ...["s6-svscan", "s6-ipcser", "s6-ipcserver", "runsv", "supervise", "supervisord", "supervisor", "superviso"],
]);

/** Whether a process is known to listen on behalf of programs it starts. */
export function isSupervisor(process: string | null): boolean {
  return process !== null && SUPERVISORS.has(process.toLowerCase());
}
