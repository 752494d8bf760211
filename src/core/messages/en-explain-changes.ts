import { counted, listeners, number, withAttention } from "#core/messages/english.ts";
import type { Transport } from "#core/registry/port.ts";

export interface ComparedState {
  readonly host: string | null;
  readonly listeners: number;
}

const on = (host: string | null) => (host === null ? "" : ` on ${host}`);
const state = ({ host, listeners: count }: ComparedState) => `${listeners(count)}${on(host)}`;

/** Texts of what changed between two listings, in English. */
export const changes = {
  title: ({ added, gone, moved, look }: { added: number; gone: number; moved: number; look: number }) => {
    const parts = [
      added === 0 ? null : `${number(added)} new`,
      gone === 0 ? null : `${number(gone)} gone`,
      moved === 0 ? null : `${number(moved)} moved`,
    ].filter((part) => part !== null);
    return parts.length === 0 ? "Nothing changed" : withAttention(`Changed: ${parts.join(", ")}`, look);
  },
  nothingCompared: "Nothing to compare",
  added: "New",
  limit: "New, limit access",
  groups: {
    anywhere: "New, from anywhere",
    network: "New, this network only",
    host: "New, this host only",
    other: "New, other",
  },
  alsoNew: "Also new",
  gone: "Gone",
  moved: "Moved",
  /** What needed attention before and still does. */
  still: "Still needs attention",
  unchanged: "Unchanged",
  notComparedHeading: "Not compared",
  /** `8080 → 8081 grafana`, `6379 redis-server: 127.0.0.1 → 0.0.0.0`, `80: nginx → apache2`. */
  port: (before: string, after: string, name: string) => `${before} → ${after} ${name}`,
  change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
  target: (address: string, target: number | null) => (target === null ? address : `${address} to ${target} inside`),
  unknownProgram: "unknown",
  compared: (before: ComparedState, after: ComparedState, states: number) => {
    const isOneHost = before.host === after.host;
    const said = isOneHost
      ? `Compared ${listeners(before.listeners)} with ${number(after.listeners)}${on(after.host)}`
      : `Compared ${state(before)} with ${state(after)}`;
    return states === 2 ? `${said}.` : `${said}, the first and the last of ${number(states)} listings.`;
  },
  /** Of the same ports and addresses, where nothing else changed. */
  withoutProgram: (count: number) => `Of ${number(count)} only the port and address: the program isn’t shown in both.`,
  /** Which only one of the two listings shows. */
  notCompared: (count: number, transports: readonly Transport[], hosts: readonly string[]) =>
    `${listeners(count)} not compared (${[...hosts, ...transports].join(", ")}): only one listing shows any of these.`,
  ephemeral: (count: number) =>
    `${counted(count, { one: "ephemeral socket", other: "ephemeral sockets" })} not compared.`,
  rules: "Firewall rules aren’t compared.",
};
