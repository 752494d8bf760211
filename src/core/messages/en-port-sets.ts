import { counted, listed, shortDate, span } from "#core/messages/english.ts";
import type { PortSetItem } from "#core/software/port-set.ts";

const PORTS = { one: "port", other: "ports" };
const RANGES = { one: "range", other: "ranges" };

/** The ports of a whole system, in English. */
export const portSets = {
  /** @param ranges how many of them are more than one number */
  title: (name: string, ports: number, ranges: number) =>
    [
      name,
      [ports > 0 ? [counted(ports, PORTS)] : [], ranges > 0 ? [counted(ranges, RANGES)] : []].flat().join(", "),
    ].join(" · "),
  /** `2379–2380 tcp` */
  place: ({ ports, transports }: Pick<PortSetItem, "ports" | "transports">) =>
    `${span(ports)} ${transports.join(", ")}`,
  /** @param groups the parts of the system that have it; empty if it has no parts */
  brief: (what: string, groups: readonly string[], isNeeded: boolean) =>
    [what, ...(groups.length === 0 ? [] : [groups.join(", ")]), ...(isNeeded ? [] : ["optional"])].join(" · "),
  /** @param count how many are not shown */
  more: (count: number, areOptional: boolean) => `and ${count} more${areOptional ? ", all optional" : ""}`,
  needed: "Needed",
  optional: "Optional",
  /** Below the heading of a part, whose optional numbers are marked. */
  item: (place: string, { from, to, what, purpose }: PortSetItem, isMarked: boolean) =>
    `${place} ${what}${isMarked ? " (optional)" : ""} · ${from} → ${to} — ${purpose}`,
  sources: "Sources: ",
  footnote: (places: readonly string[], read: string) =>
    `From ${places.length > 2 ? `${places[0]} and ${places.length - 1} more` : listed(places)}, read ${shortDate(read)}`,
};
