import type { ListenerOrigin } from "#core/answers/explain-cure.ts";
import { cureOf, originOf, staysOpen } from "#core/answers/explain-cure.ts";
import type { Flag, PortFacts } from "#core/answers/explain-flag.ts";
import { rowOf } from "#core/answers/explain-flag.ts";
import type { ShownProgram } from "#core/answers/explain-process.ts";
import { isRuntime, isStandIn } from "#core/answers/explain-process.ts";
import { reachOf } from "#core/answers/explain-reach.ts";
import type { RankedUses } from "#core/answers/usage.ts";
import { rankUses } from "#core/answers/usage.ts";
import { distinct } from "#core/collections.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { spanContains, spanSize } from "#core/registry/port.ts";
import type { Exposure, KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse, isRestricted } from "#core/software/known-use.ts";
import type { Program } from "#core/software/program.ts";
import type { Software } from "#core/software/software.ts";

/** The flag of a listener that more can reach than its software is made for. */
export function exposed(
  listener: PastedListener,
  shown: ShownProgram | null,
  facts: PortFacts,
  software: Software,
): Flag | null {
  const { port, target } = listener;
  const suspect = shown === null ? suspectOf(listener, facts, software) : shownSuspect(shown, listener, facts);
  if (suspect === null || !isTooOpen(suspect, listener)) return null;
  const { use, exposure, evidence } = suspect;
  if (isMulticast(listener) && !isOnPublicAddress(listener)) return null;
  const origin = originOf(listener, evidence === "process");
  const weight = weightOf(suspect, listener, origin);
  return {
    kind: "every-address",
    weight,
    check: weight === "note" ? "firewall" : "bind-address",
    software: use.software,
    by: isShown(evidence) ? evidence : "number",
    isShared: evidence === "shared" || evidence === "crowded",
    inside: spanContains(use.span, port) ? null : target,
    exposure,
    cure: cureOf(origin, exposure),
    row: rowOf(use),
  };
}

/** What probably listens, if it isn't for everybody to reach. */
interface Suspect {
  readonly use: KnownUse;
  readonly exposure: Exposure;
  /** What the paste shows; or the number: of this program alone, of others as well, or of too many to tell. */
  readonly evidence: ShownProgram["by"] | "number" | "shared" | "crowded";
}

function isShown(evidence: Suspect["evidence"]): evidence is ShownProgram["by"] {
  return evidence === "process" || evidence === "image" || evidence === "version";
}

/** More programs than this on a number say little about a single one. */
export const MAX_LEADING = 3;

function shownSuspect({ program, by }: ShownProgram, listener: PastedListener, facts: PortFacts): Suspect | null {
  const use = programUse(program, listener) ?? protocolUse(program, listener, facts);
  return use === null || use.exposure === null ? null : { use, exposure: use.exposure, evidence: by };
}

/** By the number in the container, if there is one that software uses: it is the program's own. */
function suspectOf(listener: PastedListener, facts: PortFacts, software: Software): Suspect | null {
  const { target, transport, process } = listener;
  const inside = target === null ? [] : software.usesOf(target).filter((use) => isCurrentUse(use, transport));
  if (target === null || inside.length === 0) return suspectAmong(listener, facts.ranked, facts.knownUses);
  return suspectAmong({ port: target, transport, process }, rankUses(target, transport, [], inside), inside);
}

/** The best known of the programs on a number that aren't for everybody; null where one of them is. */
function suspectAmong(
  { port, transport, process }: Pick<PastedListener, "port" | "transport" | "process">,
  { leading, others, owning }: RankedUses,
  knownUses: readonly KnownUse[],
): Suspect | null {
  const ranked = [...leading, ...others];
  const own = knownUses.filter((use) => isCurrentUse(use, transport) && isAbout(use, port));
  const all = distinct([...ranked, ...own]);
  if (all.some(({ exposure }) => exposure?.reach === "internet")) return null;
  const [best] = ranked;
  const isBest = best !== undefined && isRestricted(best) && (isFew(ranked) || owning.includes(best));
  const use = isBest ? best : all.find((each) => isRestricted(each) && mayBe(each, process, isFew(all)));
  if (use === undefined || use.exposure === null) return null;
  const isClear = isBest || isFew(all) || all.every(isRestricted);
  const evidence = !isClear ? "crowded" : all.length === 1 ? "number" : "shared";
  return { use, exposure: use.exposure, evidence };
}

function isFew(uses: readonly KnownUse[]): boolean {
  return distinct(uses.map(({ product }) => product)).length <= MAX_LEADING;
}

/** A longer span has numbers that its program hardly ever uses. */
const MAX_SPAN_SIZE = 10;

function isAbout({ span }: KnownUse, port: number): boolean {
  return span.first === port || spanSize(span) <= MAX_SPAN_SIZE;
}

/**
 * Whether the process may be the use's program: not if that has a name of its own. An unknown process is most likely
 * its own program where many share the number.
 */
function mayBe({ processes }: KnownUse, process: string | null, isOneOfFew: boolean): boolean {
  if (process === null || isStandIn(process)) return true;
  return processes.length === 0 && (isRuntime(process) || isOneOfFew);
}

/** The exposed network is as wide as the address; a service of a cluster is the cluster's own. */
function isTooOpen({ exposure: { reach } }: Suspect, listener: PastedListener): boolean {
  switch (reachOf(listener)) {
    case "anywhere":
      return reach !== "internet";
    case "network":
      return reach === "host" && listener.system !== "cluster";
    case "host":
    case "none":
      return false;
  }
}

/**
 * Being open is normal for what others need to reach, as long as a firewall limits it. It is not where that is known to
 * be open, where a firewall of the host doesn't help, or where somebody opened what listens on its own host by default.
 */
function weightOf(
  { use, exposure, evidence }: Suspect,
  listener: PastedListener,
  origin: ListenerOrigin,
): "look" | "note" {
  const [first] = exposure.steps;
  if (evidence === "crowded") return "note";
  if (reachOf(listener) === "network") return isShown(evidence) ? "look" : "note";
  if (use.bind === "loopback" || !(first === "firewall" || staysOpen(exposure))) return "look";
  if (isOnPublicAddress(listener)) return first === "tls" ? "note" : "look";
  return first === "firewall" && PAST_FIREWALLS.has(origin) ? "look" : "note";
}

/** Docker and Kubernetes forward the ports they publish before the host's own rules see them. */
const PAST_FIREWALLS: ReadonlySet<ListenerOrigin> = new Set(["container", "kubernetes"]);

/** Whether others reach it at an address that the paste shows, rather than at whatever addresses the host has. */
function isOnPublicAddress(listener: PastedListener): boolean {
  return listener.scope !== "every" && reachOf(listener) === "anywhere";
}

/**
 * The program's use of the number, which is a container's own rather than the one it's published on. On a number of its own choice, its main one, if none of its uses is for everybody to
 * reach; a web application may well be open on a web port.
 */
function programUse({ uses }: Program, { port, target, transport }: PastedListener): KnownUse | null {
  const current = uses.filter((use) => isCurrentUse(use, transport));
  const own = current.filter(({ span }) => spanContains(span, target ?? port));
  if (own.length > 0) return own.find(isRestricted) ?? null;
  const main = current.filter(({ role }) => role === null);
  const closed = main.filter(isRestricted);
  return closed.length < main.length || main.some(({ speaksHttp }) => speaksHttp) ? null : (closed[0] ?? null);
}

/**
 * The protocol that the number belongs to, if it isn't for everybody, for a program that serves there and of which the
 * table doesn't say who may reach it.
 */
function protocolUse(
  { uses }: Program,
  { port, target, transport }: PastedListener,
  { ranked }: PortFacts,
): KnownUse | null {
  if (target !== null && target !== port) return null;
  const own = uses.filter((use) => isCurrentUse(use, transport) && spanContains(use.span, port));
  if (own.some(({ exposure }) => exposure !== null) || !(own.length > 0 || uses.some(isRestricted))) return null;
  return ranked.owning.find((use) => use.kind === "standard" && isRestricted(use)) ?? null;
}

/** Every program that joins a multicast group receives it (RFC 6762, section 15.1; SSDP and LLMNR do the same). */
const MULTICAST_PORTS: ReadonlySet<number> = new Set([5353, 1900, 5355, 3702]);

export function isMulticast({ transport, port }: PastedListener): boolean {
  return transport === "udp" && MULTICAST_PORTS.has(port);
}
