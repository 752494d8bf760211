import { originOf } from "#core/answers/explain-cure.ts";
import { exposed } from "#core/answers/explain-exposure.ts";
import { factsOf } from "#core/answers/explain-facts.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import { reachOf } from "#core/answers/explain-reach.ts";
import type { Book } from "#core/book/book.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { Paste, PastedListener } from "#core/explain/listener.ts";
import { listenerOn } from "#core/explain/reader.ts";
import type { Effort } from "#core/firewall/chain-walk.ts";
import { newEffort } from "#core/firewall/chain-walk.ts";
import type { RuledSpan } from "#core/firewall/openings.ts";
import { ruledPorts } from "#core/firewall/openings.ts";
import type { Notation, RuleCounts, RuleSet } from "#core/firewall/rule.ts";
import { NO_RULES } from "#core/firewall/rule.ts";
import type { Verdict } from "#core/firewall/verdict.ts";
import { keyOf } from "#core/firewall/verdict.ts";
import { verdictOn } from "#core/firewall/verdict-on.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { numbersIn, spanContains, spanSize, spanText } from "#core/registry/port.ts";

/** What the firewall rules in a paste let in. */
export interface FirewallAnswer {
  /** Whose rules they are, without duplicates. */
  readonly notations: readonly Notation[];
  /** Ports that rules name and don't block, the gravest first. */
  readonly openings: readonly Opening[];
  /** Of the ports that no rule names. */
  readonly rest: Readonly<Record<"tcp" | "udp", Verdict>>;
  readonly counts: RuleCounts;
  /** How many spans aren't in it, because there are too many. */
  readonly leftOut: number;
}

/** Ports of which the rules say the same. */
export interface Opening {
  readonly ports: PortSpan;
  readonly transports: readonly Transport[];
  readonly verdict: Verdict;
  /** What the number usually is, or the team's own name for it; null for several numbers. */
  readonly name: string | null;
  /** Why it shouldn't be open to anywhere, and on which of its ports; null where nothing speaks against it. */
  readonly exposure: { readonly port: number; readonly flag: Flag } | null;
  /** Whether a listener in the paste can be reached there, loopback's aside. */
  readonly isListening: boolean;
}

/** What the rules say of a listener. `bypassed`: the rules don't see its connections, because Docker publishes it. */
export type ListenerAccess = Verdict | { readonly kind: "bypassed" };

/** Whose published ports the rules of the host don't see (docs.docker.com, "Packet filtering and firewalls"). */
const OF_THE_HOST: ReadonlySet<Notation> = new Set(["ufw", "iptables", "nftables", "firewalld"]);

/** All listeners of a paste share what may be spent on them. */
const effortOn = oncePerObject<readonly RuleSet[], Effort>(newEffort);

export function accessOf(listener: PastedListener, sets: readonly RuleSet[]): ListenerAccess | null {
  if (sets.length === 0 || reachOf(listener) === "host") return null;
  const origin = originOf(listener, false);
  const ofHost = sets.filter(({ notation }) => OF_THE_HOST.has(notation));
  if (ofHost.length > 0 && (origin === "container" || origin === "kubernetes")) {
    if (origin === "kubernetes") return { kind: "unknown" };
    const others = sets.filter((set) => !ofHost.includes(set));
    if (others.length === 0) return { kind: "bypassed" };
    return verdictOn(listener.port, listener.transport ?? "tcp", others, effortOn(sets));
  }
  return verdictOn(listener.port, listener.transport ?? "tcp", sets, effortOn(sets));
}

export function answerFirewall({ ruleSets, listeners }: Paste, knowledge: Knowledge, book: Book): FirewallAnswer {
  const named = ruleSets.some(({ chains }) =>
    [...chains.values()].some(({ rules }) => rules.some(({ transports }) => transports?.includes("sctp") === true)),
  );
  const transports: readonly Transport[] = named ? ["tcp", "udp", "sctp"] : ["tcp", "udp"];
  const ruled = new Map(transports.map((transport) => [transport, ruledPorts(ruleSets, transport)]));
  const spans = [...ruled.values()].flatMap((each) => each.spans).filter(({ verdict }) => verdict.kind !== "blocked");
  const reachable = listeners.filter((listener) => reachOf(listener) !== "host");
  const openings = joinTransports(spans).map((same): Opening => {
    const { ports, transports: own } = same;
    const isListening = reachable.some(
      ({ port, transport }) => spanContains(ports, port) && (transport === null || own.includes(transport)),
    );
    return { ...same, ...describe(same, knowledge, book), isListening };
  });
  const restOf = (transport: "tcp" | "udp") => ruled.get(transport)?.rest ?? { kind: "unknown" };
  return {
    notations: [...new Set(ruleSets.map(({ notation }) => notation))],
    openings: openings.toSorted((a, b) => gravity(b) - gravity(a) || a.ports.first - b.ports.first),
    rest: { tcp: restOf("tcp"), udp: restOf("udp") },
    counts: ruleSets.reduce((total, { counts }) => added(total, counts), NO_RULES),
    leftOut: [...ruled.values()].reduce((total, { leftOut }) => total + leftOut, 0),
  };
}

/** Whether a rule opens its port, and not whole ranges that clients get their ports from. */
export function isOpened({ port, transport }: PastedListener, { openings }: FirewallAnswer): boolean {
  return openings.some(
    ({ ports, transports }) =>
      spanSize(ports) < WIDE && spanContains(ports, port) && (transport === null || transports.includes(transport)),
  );
}

function added(one: RuleCounts, other: RuleCounts): RuleCounts {
  return {
    inbound: one.inbound + other.inbound,
    outbound: one.outbound + other.outbound,
    forwarded: one.forwarded + other.forwarded,
    other: one.other + other.other,
  };
}

type Joined = Pick<Opening, "ports" | "transports" | "verdict">;

/** Spans that differ in their transport only are one. */
function joinTransports(spans: readonly RuledSpan[]): readonly Joined[] {
  const same = Map.groupBy(spans, ({ ports, verdict }) => `${spanText(ports)} ${keyOf(verdict)}`);
  return [...same.values()].flatMap((each) => {
    const [first] = each;
    return first === undefined ? [] : [{ ...first, transports: each.map(({ transport }) => transport) }];
  });
}

/** Longer spans aren't opened for one program. */
const MAX_DESCRIBED = 16;

function describe(
  { ports, transports, verdict }: Joined,
  knowledge: Knowledge,
  book: Book,
): Pick<Opening, "name" | "exposure"> {
  if (spanSize(ports) > MAX_DESCRIBED) return { name: null, exposure: null };
  const [transport = "tcp"] = transports;
  const name = spanSize(ports) === 1 ? nameOf(ports.first, transport, knowledge, book) : null;
  if (verdict.kind !== "anywhere") return { name, exposure: null };
  const found = numbersIn(ports).flatMap((port) =>
    transports.flatMap((each) => {
      const flag = exposureOf(port, each, knowledge);
      return flag === null ? [] : [{ port, flag }];
    }),
  );
  return { name, exposure: found.find(({ flag }) => flag.weight === "look") ?? found[0] ?? null };
}

function nameOf(port: number, transport: Transport, knowledge: Knowledge, book: Book): string | null {
  const [claim] = claimNames(claimsIn(book, { first: port, last: port }, transport));
  const { software, assigned } = factsOf({ port, transport }, knowledge);
  const [only, ...more] = software;
  return claim ?? (only !== undefined && more.length === 0 ? only : (assigned[0] ?? only ?? null));
}

/** As if it answered a scan from anywhere: that is what the rule allows. */
function exposureOf(port: number, transport: Transport, knowledge: Knowledge): Flag | null {
  const facts = factsOf({ port, transport }, knowledge);
  return exposed(listenerOn(port, transport, "0.0.0.0/0"), null, facts, knowledge.software);
}

/** From here on so many ports are open that nobody can have meant each of them. */
export const WIDE = 1024;

/** What shouldn't be open, what is open to anywhere, to some, and what isn't known. */
function gravity({ exposure, verdict, ports }: Opening): number {
  if (exposure?.flag.weight === "look") return 5;
  switch (verdict.kind) {
    case "anywhere":
      return spanSize(ports) >= WIDE ? 4 : 3;
    case "some":
      return 2;
    case "unknown":
      return 1;
    case "blocked":
      return 0;
  }
}
