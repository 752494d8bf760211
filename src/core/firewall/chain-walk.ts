import type { FirewallRule, Policy, RuleChain } from "#core/firewall/rule.ts";
import type { Verdict } from "#core/firewall/verdict.ts";
import { ANYWHERE, BLOCKED, MAX_ADMITTED, UNKNOWN } from "#core/firewall/verdict.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import { containsNetwork } from "#core/registry/address-ranges.ts";
import type { Transport } from "#core/registry/port.ts";
import { spanContains } from "#core/registry/port.ts";

/** How many rules may still be looked at, so that chains that jump to each other take a bounded time. */
export interface Effort {
  left: number;
}

export function newEffort(): Effort {
  return { left: 2_000_000 };
}

/** A new connection. */
export interface Packet {
  readonly port: number;
  readonly transport: Transport;
  readonly family: Family;
  /** The interface that it comes in by; null for any that no rule names. */
  readonly via: string | null;
}

const MAX_DEPTH = 20;
/** Per walk. */
const MAX_NOTED = 400;

/** What a walk has found so far. */
interface Walk {
  readonly packet: Packet;
  readonly chains: ReadonlyMap<string, RuleChain>;
  readonly effort: Effort;
  readonly admitted: string[];
  readonly refused: string[];
  /** Only these still go on; null for everybody. */
  within: readonly string[] | null;
  mayBeAllowed: boolean;
  mayBeDenied: boolean;
}

/** `end`: the chain is over, and the connection goes on with the rule after the jump. */
type Outcome = "allow" | "deny" | "unknown" | "end";

/** What the rules that begin with a chain say of a packet. */
export function walkFrom(
  entry: string,
  packet: Packet,
  chains: ReadonlyMap<string, RuleChain>,
  effort: Effort,
): Verdict {
  const walk: Walk = {
    packet,
    chains,
    effort,
    admitted: [],
    refused: [],
    within: null,
    mayBeAllowed: false,
    mayBeDenied: false,
  };
  const outcome = walkChain(entry, null, 0, walk);
  const names = [...walk.admitted, ...(outcome === "allow" ? (walk.within ?? []) : [])];
  if (outcome === "allow" && walk.within === null) return walk.mayBeDenied ? UNKNOWN : ANYWHERE;
  if (names.length > 0) {
    return { kind: "some", who: names.slice(0, MAX_ADMITTED).map((from) => ({ from, via: null })) };
  }
  return outcome === "unknown" || outcome === "end" || walk.mayBeAllowed ? UNKNOWN : BLOCKED;
}

/** Whom something is limited to; null for everybody. */
type Names = readonly string[] | null;

function walkChain(name: string, names: Names, depth: number, walk: Walk): Outcome {
  const chain = walk.chains.get(name);
  if (chain === undefined || depth > MAX_DEPTH) return doubtful(walk);
  for (const rule of chain.rules) {
    if (--walk.effort.left < 0) return "unknown";
    if (!isAbout(rule, walk.packet)) continue;
    const outcome = apply(rule, names, depth, walk);
    if (outcome === "return") break;
    if (outcome !== null) return outcome;
  }
  if (chain.otherwise === "return") return "end";
  return names === null ? chain.otherwise : note(chain.otherwise, names, walk);
}

/** A chain that isn't in the text, or a condition that the text doesn't decide. */
function doubtful(walk: Walk): "end" {
  walk.mayBeAllowed = true;
  walk.mayBeDenied = true;
  return "end";
}

function isAbout({ transports, ports, families, via }: FirewallRule, packet: Packet): boolean {
  if (transports !== null && !transports.includes(packet.transport)) return false;
  if (ports !== null && !ports.some((span) => spanContains(span, packet.port))) return false;
  if (!families.includes(packet.family)) return false;
  return via === null || (via.startsWith("!") ? packet.via !== via.slice(1) : packet.via === via);
}

/** What a rule that is about the packet leads to; null if the next rule decides. */
function apply(rule: FirewallRule, scope: Names, depth: number, walk: Walk): Outcome | "return" | null {
  const { action, peers, condition } = rule;
  if (condition === "other") return uncertain(rule, walk);
  // Too many connections at a time are refused, but not the first.
  if (condition === "rate" && action.kind === "deny") return null;
  const named = peers.kind === "only" ? peers.names : peers.kind === "unshown" ? UNSHOWN : null;
  switch (action.kind) {
    case "allow":
      return decideFor("allow", named, scope, walk);
    case "deny":
      if (peers.kind !== "except") return decideFor("deny", named, scope, walk);
      walk.within ??= peers.names;
      return null;
    case "return":
      if (named === null) return "return";
      walk.mayBeAllowed = true;
      return null;
    case "jump": {
      const outcome = walkChain(action.chain, named === null ? scope : narrowed(named, scope), depth + 1, walk);
      if (outcome !== "end") return outcome;
      return action.returns || named !== null ? null : "return";
    }
    default:
      return action satisfies never;
  }
}

/** Where a listing doesn't say for whom a rule is. */
const UNSHOWN: readonly string[] = [""];

function uncertain({ action }: FirewallRule, walk: Walk): null {
  if (action.kind === "jump" || action.kind === "return") doubtful(walk);
  else if (action.kind === "allow") walk.mayBeAllowed = true;
  else walk.mayBeDenied = true;
  return null;
}

/** @param named whom the rule is for @param scope whom the jump was limited to; both null for everybody */
function decideFor(action: "allow" | "deny", named: Names, scope: Names, walk: Walk): Outcome | null {
  if (named === null) return scope === null ? action : note(action, scope, walk);
  note(action, narrowed(named, scope), walk);
  return null;
}

function narrowed(named: readonly string[], scope: Names): readonly string[] {
  if (scope === null) return named;
  const inside = named.filter((name) => scope.some((each) => isWithin(name, each)));
  return inside.length > 0 ? inside : scope.filter((each) => named.some((name) => isWithin(each, name)));
}

/** Notes what is decided for some; the others go on. */
function note(action: Policy, names: readonly string[], walk: Walk): "end" {
  const { admitted, refused } = walk;
  for (const name of names) {
    if (admitted.length + refused.length > MAX_NOTED) break;
    if (admitted.includes(name) || refused.some((each) => isWithin(name, each))) continue;
    if (action === "allow") admitted.push(name);
    else if (action === "deny") refused.push(name);
    else walk.mayBeAllowed = true;
  }
  return "end";
}

function isWithin(name: string, network: string): boolean {
  return name === network || containsNetwork(network, name);
}
