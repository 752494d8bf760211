import type { Transport } from "#core/registry/port.ts";

/** A transport as tools write it: its name, or IANA's protocol number, with or without a family. Null for any other. */
export function transportOf(text: string): Transport | null {
  return TRANSPORTS.get(text.toLowerCase()) ?? null;
}

/** The only transport that a command, a title or a key names: `lsof -iTCP`, `UDP endpoints`. Null for none or both. */
export function namedTransport(text: string): Transport | null {
  const isTcp = /tcp/i.test(text);
  return isTcp === /udp/i.test(text) ? null : isTcp ? "tcp" : "udp";
}

const TRANSPORTS: ReadonlyMap<string, Transport> = new Map([
  ...(["tcp", "tcp4", "tcp6", "6", "6(v6)"] as const).map((name) => [name, "tcp"] as const),
  ...(["udp", "udp4", "udp6", "17", "17(v6)"] as const).map((name) => [name, "udp"] as const),
  ...(["sctp", "132"] as const).map((name) => [name, "sctp"] as const),
]);
