import type { PastedListener } from "#core/explain/listener.ts";
import type { Family } from "#core/registry/address-ranges.ts";

/**
 * Merges duplicate listeners, keeping their order: several processes of one name on a socket, and a program on the IPv4
 * and IPv6 wildcard addresses, and what another listing shows without its program; never those of two states of a host.
 * Drops supervisors whose child has the same socket.
 *
 * @param places where the listings were made, so that those of two containers are kept apart
 */
export function foldListeners(
  found: readonly PastedListener[],
  places: ReadonlyMap<number, string> = new Map(),
): readonly PastedListener[] {
  const programs = withoutSupervisors(found);
  const byPort = Map.groupBy(programs, ({ port }) => port);
  const folded = new Map<string | number, FoldedListener>();
  for (const listener of programs) {
    // Nothing else can be the same as what is alone on its port.
    const key =
      byPort.get(listener.port)?.length === 1 ? listener.port : `${places.get(listener.listing)} ${identity(listener)}`;
    const same = folded.get(key);
    if (same === undefined) folded.set(key, { listener, more: null });
    else same.more = merge(listener, same);
  }
  foldAcrossListings(folded, places);
  return Array.from(folded.values(), ({ listener, more }) =>
    more === null ? listener : { ...listener, ...more, families: [...more.families], sockets: [...more.sockets] },
  );
}

/** Merges a listener into the same one of another listing, which shows its program, or more of its name. */
function foldAcrossListings(folded: Map<string | number, FoldedListener>, places: ReadonlyMap<number, string>): void {
  const listings = new Set(Array.from(folded.values(), ({ listener }) => listener.listing));
  if (listings.size < 2) return;
  const sockets = Map.groupBy(folded, ([, { listener }]) => `${places.get(listener.listing)} ${socketOf(listener)}`);
  for (const same of sockets.values()) {
    if (same.length > MAX_SAME) continue;
    for (const [key, { listener, more }] of same) {
      const whole = same.find(([its, other]) => folded.has(its) && showsMore(other.listener, listener));
      if (whole === undefined) continue;
      const families = more === null ? listener.families : [...more.families];
      whole[1].more = merge({ ...listener, address: more?.address ?? listener.address, families }, whole[1]);
      folded.delete(key);
    }
  }
}

/** More programs on one socket are hostile text, and comparing them would take long. */
const MAX_SAME = 50;

function socketOf(listener: PastedListener): string {
  const { snapshot, host, transport, port, target, service } = listener;
  return `${snapshot} ${host} ${port} ${transport} ${target} ${service} ${whereOf(listener)}`;
}

function showsMore(one: PastedListener, other: PastedListener): boolean {
  if (one.listing === other.listing || one.process === null) return false;
  // A process may have several names: its program's, and its threads'.
  if (one.listing < other.listing && one.pid !== null && one.pid === other.pid) return true;
  if (other.process === null) return other.pid === null || one.pid === null || one.pid === other.pid;
  return one.process.length > other.process.length && isSameName(one.process, other.process);
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
  const { snapshot, port, transport, process, pid, service, target, host } = listener;
  const where = whereOf(listener);
  // Without a name, only the process id tells programs apart.
  return `${snapshot} ${host} ${port} ${transport} ${target} ${service} ${where} ${process ?? pid}`;
}

/** Tools print wildcards in several ways, and some the interface behind a loopback address. */
function whereOf({ scope, address }: PastedListener): string | null {
  if (scope === "every") return "*";
  return scope === "loopback" ? (address?.replace(/%.*$/, "") ?? null) : address;
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

/** One tool may truncate a name that another shows in full. */
export function isSameName(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first === second || isCutForm(first, second) || isCutForm(second, first);
}

function isCutForm(short: string, long: string): boolean {
  return short.length >= 9 && long.startsWith(short);
}
