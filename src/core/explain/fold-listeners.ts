import type { Family, PastedListener } from "#core/explain/listener.ts";
import { isSupervisor } from "#core/explain/supervisors.ts";

/**
 * Each listener once, in order: the same socket listed for several processes of one name, and what listens on every
 * IPv4 and on every IPv6 address both, are one. What started a program is left out where the program has its socket.
 */
export function foldListeners(found: readonly PastedListener[]): readonly PastedListener[] {
  const served = new Set(found.filter(({ process }) => process !== null && !isSupervisor(process)).flatMap(socketsOf));
  const folded = new Map<string, Folded>();
  for (const listener of found) {
    if (isSupervisor(listener.process) && socketsOf(listener).some((socket) => served.has(socket))) continue;
    const key = identity(listener);
    const same = folded.get(key);
    if (same === undefined) {
      const { address, pid, families, sockets } = listener;
      folded.set(key, { listener, address, pid, families: new Set(families), sockets: new Set(sockets) });
    } else {
      same.address = addresses(same.address, listener.address);
      same.pid ??= listener.pid;
      for (const family of listener.families) same.families.add(family);
      // Those of another listing say nothing in this one.
      if (listener.listing === same.listener.listing) for (const socket of listener.sockets) same.sockets.add(socket);
    }
  }
  return Array.from(folded.values(), ({ listener, address, pid, families, sockets }) => {
    return { ...listener, address, pid, families: [...families], sockets: [...sockets] };
  });
}

interface Folded {
  readonly listener: PastedListener;
  address: string | null;
  pid: number | null;
  readonly families: Set<Family>;
  readonly sockets: Set<string>;
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
