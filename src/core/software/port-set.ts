import type { PortSpan, Transport } from "#core/registry/port.ts";

/** The ports that a system needs, such as a domain controller's, from its vendor's own list. */
export interface PortSet {
  /** What a query calls it: lower case, single spaces. */
  readonly id: string;
  readonly title: string;
  /** Other names that people type, lower case. */
  readonly names: readonly string[];
  /** In the order of the table; at least one is needed. */
  readonly items: readonly PortSetItem[];
}

/** A number or span of a set, and who connects to whom there. */
export interface PortSetItem {
  readonly ports: PortSpan;
  readonly transports: readonly Transport[];
  /** What the number is there, in a few words. */
  readonly what: string;
  readonly from: string;
  /** What listens. */
  readonly to: string;
  /** One sentence. */
  readonly purpose: string;
  /** Otherwise it takes a feature, an older client or a choice. */
  readonly needed: boolean;
  /** The machines or the part of the system; null if the set has no parts. */
  readonly group: string | null;
  /** https address of the vendor's list. */
  readonly source: string;
  /** The day the source was last read, `YYYY-MM-DD`. */
  readonly read: string;
}

/** The sets by name. */
export interface PortSets {
  readonly all: readonly PortSet[];
  /** The set with this id or name; null if none has it. */
  find(name: string): PortSet | null;
  has(name: string): boolean;
}

export function createPortSets(all: readonly PortSet[]): PortSets {
  const byName = new Map(all.flatMap((set) => [set.id, ...set.names].map((name) => [foldSetName(name), set])));
  return {
    all,
    find: (name) => byName.get(foldSetName(name)) ?? null,
    has: (name) => byName.has(foldSetName(name)),
  };
}

/** `redis-cluster` is `redis cluster`. */
export function foldSetName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, " ");
}
