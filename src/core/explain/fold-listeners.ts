import type { PastedListener } from "#core/explain/listener.ts";

/**
 * Each listener once, in order: the same socket listed for several processes of one name, and what listens on every
 * IPv4 and on every IPv6 address both, are one.
 */
export function foldListeners(found: readonly PastedListener[]): readonly PastedListener[] {
  const folded = new Map<string, PastedListener>();
  for (const listener of found) {
    const key = identity(listener);
    const same = folded.get(key);
    if (same === undefined) folded.set(key, listener);
    else
      folded.set(key, { ...same, address: addresses(same.address, listener.address), pid: same.pid ?? listener.pid });
  }
  return [...folded.values()];
}

function identity({ port, transport, address, scope, process, pid, service, target }: PastedListener): string {
  const where = scope === "every" ? "*" : address;
  // Without a name only the process's id tells two programs apart.
  return `${port} ${transport} ${target} ${service} ${where} ${process ?? pid}`;
}

function addresses(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one.split(", ").includes(other) ? one : `${one}, ${other}`;
}
