import type { FirewallRule, Notation, Policy, RuleChain, RuleSet } from "#core/firewall/rule.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import { containsNetwork } from "#core/registry/address-ranges.ts";
import type { Transport } from "#core/registry/port.ts";
import { spanContains } from "#core/registry/port.ts";

/** Who gets through: everybody if `from` is null, unknown peers if it is empty; on one interface if `via` isn't null. */
export interface Admitted {
  readonly from: string | null;
  readonly via: string | null;
}

/** What the rules say of new connections to a port from elsewhere. `unknown` where the text doesn't decide it. */
export type Verdict =
  | { readonly kind: "anywhere" | "blocked" | "unknown" }
  | { readonly kind: "some"; readonly who: readonly Admitted[] };

const ANYWHERE: Verdict = { kind: "anywhere" };
const BLOCKED: Verdict = { kind: "blocked" };
const UNKNOWN: Verdict = { kind: "unknown" };

/** How many rules may still be looked at, so that chains that jump to each other take a bounded time. */
export interface Effort {
  left: number;
}

export function newEffort(): Effort {
  return { left: 2_000_000 };
}

const MAX_DEPTH = 20;
const WALK = 20;
const MAX_VIAS = 12;
const MAX_ADMITTED = 40;
/** Per walk. */
const MAX_NOTED = 400;

/** A machine may have any of a cloud's groups, and what one of them allows is open; firewalls of a host have to agree. */
const OF_CLOUDS: ReadonlySet<Notation> = new Set(["aws", "gcp", "azure", "networkpolicy"]);

/** What all rule sets say together of a port. Each one is for the address families that it names. */
export function verdictOn(
  port: number,
  transport: Transport,
  sets: readonly RuleSet[],
  effort: Effort = newEffort(),
): Verdict {
  effort.left -= sets.length;
  if (effort.left < 0) return UNKNOWN;
  const families = (["ipv4", "ipv6"] as const).filter((family) => sets.some((set) => set.families.includes(family)));
  return either(families.map((family) => verdictOfFamily({ port, transport, family, via: null }, sets, effort)));
}

function verdictOfFamily(packet: Packet, sets: readonly RuleSet[], effort: Effort): Verdict {
  const own = sets.filter((set) => set.families.includes(packet.family));
  const layers = Map.groupBy(own, (set) => (OF_CLOUDS.has(set.notation) ? "cloud" : set));
  return both([...layers.values()].map((layer) => either(layer.map((set) => verdictOfSet(packet, set, effort)))));
}

interface Packet {
  readonly port: number;
  readonly transport: Transport;
  readonly family: Family;
  /** The interface that it comes in by; null for any that no rule names. */
  readonly via: string | null;
}

function verdictOfSet(packet: Packet, set: RuleSet, effort: Effort): Verdict {
  const { entries, chains } = set;
  // A walk costs about as much as so many rules.
  effort.left -= WALK;
  if (effort.left < 0) return UNKNOWN;
  const vias = viasOf(set);
  if (vias.length > MAX_VIAS) return UNKNOWN;
  const perVia = vias.map((via) => ({
    via,
    verdict: both(entries.map((entry) => walkFrom(entry, { ...packet, via }, chains, effort))),
  }));
  const kinds = new Set(perVia.map(({ verdict }) => verdict.kind));
  const [only] = perVia;
  if (only !== undefined && kinds.size === 1 && !kinds.has("some")) return only.verdict;
  return merge(perVia);
}

const viasBySet = new WeakMap<RuleSet, readonly (string | null)[]>();

/** The interfaces that rules tell apart, and null for all others. */
function viasOf(set: RuleSet): readonly (string | null)[] {
  const known = viasBySet.get(set);
  if (known !== undefined) return known;
  const named = [...set.chains.values()].flatMap(({ rules }) =>
    rules.flatMap(({ via }) => via?.replace(/^!/, "") ?? []),
  );
  const vias = [null, ...new Set(named)];
  viasBySet.set(set, vias);
  return vias;
}

/** Where some interfaces are open and others aren't. */
function merge(perVia: readonly { readonly via: string | null; readonly verdict: Verdict }[]): Verdict {
  const others = perVia.find(({ via }) => via === null)?.verdict ?? BLOCKED;
  const who = perVia.flatMap(({ via, verdict }): readonly Admitted[] => {
    // What holds on all interfaces needn't be said of each.
    if (via !== null && isSame(verdict, others)) return [];
    if (verdict.kind === "anywhere") return [{ from: null, via: via ?? exceptFor(perVia) }];
    if (verdict.kind !== "some") return [];
    return verdict.who.map(({ from }) => ({ from, via }));
  });
  const all = distinctAdmitted(who).slice(0, MAX_ADMITTED);
  if (all.length > 0) return { kind: "some", who: all };
  return perVia.some(({ verdict }) => verdict.kind === "unknown") ? UNKNOWN : BLOCKED;
}

function exceptFor(perVia: readonly { readonly via: string | null; readonly verdict: Verdict }[]): string {
  return `!${perVia.find(({ via, verdict }) => via !== null && verdict.kind !== "anywhere")?.via ?? ""}`;
}

function isSame(one: Verdict, other: Verdict): boolean {
  return one === other || (one.kind === "some" && other.kind === "some" && keyOf(one) === keyOf(other));
}

/** Equal for verdicts that say the same. */
export function keyOf(verdict: Verdict): string {
  return verdict.kind === "some" ? JSON.stringify(verdict.who) : verdict.kind;
}

function distinctAdmitted(who: readonly Admitted[]): readonly Admitted[] {
  return [...new Map(who.map((each) => [JSON.stringify([each.from, each.via]), each])).values()];
}

/** Open if any is. */
function either(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return UNKNOWN;
  if (verdicts.includes(ANYWHERE)) return ANYWHERE;
  const who = verdicts.flatMap((verdict) => (verdict.kind === "some" ? verdict.who : []));
  if (who.length > 0) return { kind: "some", who: distinctAdmitted(who).slice(0, MAX_ADMITTED) };
  return verdicts.includes(UNKNOWN) ? UNKNOWN : BLOCKED;
}

/** Open if all are; the first that limits it says to whom. */
function both(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(BLOCKED)) return BLOCKED;
  if (verdicts.includes(UNKNOWN)) return UNKNOWN;
  return verdicts.find(({ kind }) => kind === "some") ?? ANYWHERE;
}

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

function walkFrom(entry: string, packet: Packet, chains: ReadonlyMap<string, RuleChain>, effort: Effort): Verdict {
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
