import type { Family } from "#core/registry/address-ranges.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

/** The tool or the cloud that the rules are written for. */
export type Notation =
  | "ufw"
  | "iptables"
  | "nftables"
  | "firewalld"
  | "pf"
  | "windows"
  | "aws"
  | "gcp"
  | "azure"
  | "networkpolicy";

/** Whom a rule is about: `names` are addresses, networks, groups, tags or sets, as they are written. */
export type Peers =
  | { readonly kind: "anyone" }
  | { readonly kind: "only"; readonly names: readonly string[] }
  | { readonly kind: "except"; readonly names: readonly string[] }
  /** The listing has no column for it. */
  | { readonly kind: "unshown" };

export const ANYONE: Peers = { kind: "anyone" };

export type RuleAction =
  | { readonly kind: "allow" | "deny" | "return" }
  /** To another chain; one that returns goes on with the next rule. */
  | { readonly kind: "jump"; readonly chain: string; readonly returns: boolean };

/** A rule about new connections to the host. */
export interface FirewallRule {
  readonly action: RuleAction;
  /** Null for all. */
  readonly transports: readonly Transport[] | null;
  /** Null for all. */
  readonly ports: readonly PortSpan[] | null;
  readonly peers: Peers;
  /** The interface, zone or own address that it is limited to, `!` before one that it leaves out; null for all. */
  readonly via: string | null;
  readonly families: readonly Family[];
  /** What else has to hold: a rate, or something that the text doesn't decide. */
  readonly condition: "none" | "rate" | "other";
}

export type Policy = "allow" | "deny" | "unknown";

export interface RuleChain {
  readonly rules: readonly FirewallRule[];
  /** What happens after the last rule. A chain that others jump to returns. */
  readonly otherwise: Policy | "return";
}

/** The rules of one firewall; the first that matches decides. */
export interface RuleSet {
  readonly notation: Notation;
  /** The group's or the zone's name; null if there is one only. */
  readonly name: string | null;
  readonly chains: ReadonlyMap<string, RuleChain>;
  /** Chains that a connection to the host passes, in order. Each of them has to let it in. */
  readonly entries: readonly string[];
  readonly families: readonly Family[];
  readonly counts: RuleCounts;
}

export interface RuleCounts {
  /** About new connections to the host. */
  readonly inbound: number;
  readonly outbound: number;
  /** About connections that the host passes on. */
  readonly forwarded: number;
  /** About other tables, switched off, or not understood. */
  readonly other: number;
}

export const NO_RULES: RuleCounts = { inbound: 0, outbound: 0, forwarded: 0, other: 0 };

export const BOTH_FAMILIES: readonly Family[] = ["ipv4", "ipv6"];

/** A rule for everything and everybody, to be narrowed. */
export const ANY_RULE: FirewallRule = {
  action: { kind: "allow" },
  transports: null,
  ports: null,
  peers: ANYONE,
  via: null,
  families: BOTH_FAMILIES,
  condition: "none",
};

/** The only chain of notations that have none. */
const MAIN_CHAIN = "in";

/** A rule set without chains. */
export function flatRules(
  notation: Notation,
  rules: readonly FirewallRule[],
  otherwise: Policy,
  { name = null, counts = {} }: { readonly name?: string | null; readonly counts?: Partial<RuleCounts> } = {},
): RuleSet {
  return {
    notation,
    name,
    chains: new Map([[MAIN_CHAIN, { rules, otherwise }]]),
    entries: [MAIN_CHAIN],
    families: BOTH_FAMILIES,
    counts: { ...NO_RULES, inbound: rules.length, ...counts },
  };
}
