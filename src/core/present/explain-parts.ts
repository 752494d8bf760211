import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import { shorten } from "#core/card/fit.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanText } from "#core/registry/port.ts";

/** The parts in which an explanation shows its listeners. */
export interface ExplanationParts {
  readonly look: readonly ExplainedListener[];
  /** Others may reach them, but not everybody. */
  readonly limit: readonly ExplainedListener[];
  readonly groups: Readonly<Record<GroupName, readonly ExplainedListener[]>>;
  /** Counted only. */
  readonly ephemeral: readonly ExplainedListener[];
}

/** By from where they can be reached; `other` where the paste doesn't say. */
export const GROUPS = ["anywhere", "network", "host", "other"] as const;
export type GroupName = (typeof GROUPS)[number];

export function partsOf({ listeners }: ExplainAnswer): ExplanationParts {
  const byPart = Map.groupBy(listeners, partOf);
  const of = (part: ReturnType<typeof partOf>) => byPart.get(part) ?? [];
  const groups = { anywhere: of("anywhere"), network: of("network"), host: of("host"), other: of("other") };
  return { look: of("look"), limit: of("limit"), groups, ephemeral: of("ephemeral") };
}

function partOf(listener: ExplainedListener): "look" | "limit" | "ephemeral" | GroupName {
  if (deservesLook(listener)) return "look";
  if (listener.isEphemeral) return "ephemeral";
  if (listener.flags.some(({ kind }) => kind === "every-address")) return "limit";
  // A scan over loopback doesn't show on which other addresses the program listens.
  return listener.scope === "unknown" || listener.reach === "none" ? "other" : listener.reach;
}

/** How many listeners are listed, and how many of these can be reached from anywhere. */
export function countsOf({ listeners, listenersLeftOut }: ExplainAnswer) {
  const listed = listeners.filter(({ isEphemeral }) => !isEphemeral);
  return {
    listed: listed.length + listenersLeftOut,
    anywhere: listed.filter(({ reach }) => reach === "anywhere").length,
    look: listed.filter(deservesLook).length,
  };
}

/** Names listings of unknown hosts like hosts where they show several states, which aren't compared. */
export function nameListings(answer: ExplainAnswer, words: Messages["explain"]): ExplainAnswer {
  if (answer.changes !== null || !hasSeveralListings(answer)) return answer;
  const named = answer.listeners.map((each) => ({ ...each, host: each.host ?? words.listing(each.snapshot) }));
  return { ...answer, listeners: named };
}

/** Whether the paste shows several states of a host. */
export function hasSeveralListings({ listeners }: ExplainAnswer): boolean {
  return listeners.some(({ snapshot }) => snapshot > 1);
}

export function hasSeveralHosts({ listeners }: ExplainAnswer): boolean {
  return distinct(listeners.map(({ host }) => host)).length > 1;
}

/** The numbers of listeners, ascending, as spans. */
export function spansOf(listeners: readonly ExplainedListener[]): readonly PortSpan[] {
  const ports = distinct(listeners.map(({ port }) => port)).sort((a, b) => a - b);
  const spans: PortSpan[] = [];
  for (const port of ports) {
    const last = spans.at(-1);
    if (last !== undefined && last.last === port - 1) spans[spans.length - 1] = { ...last, last: port };
    else spans.push({ first: port, last: port });
  }
  return spans;
}

const MAX_SPANS = 4;
const MAX_NAME = 30;

/** `80, 443 nginx`, for the listeners of one program; `22 gate (OpenSSH 9.2p1)` if its version is to be said of a claim. */
export function shortItem(
  listeners: readonly ExplainedListener[],
  hasHosts: boolean,
  { explain: words }: Messages,
  isNamed = true,
  isVersioned = false,
): string {
  const spans = spansOf(listeners);
  const shown = spans.slice(0, MAX_SPANS).map(spanText);
  const [first] = listeners;
  const name = first === undefined || !isNamed ? null : shortName(first);
  const host = hasHosts && first?.host ? shorten(first.host, MAX_NAME) : null;
  const version = isVersioned && first !== undefined ? versionOfClaimed(first) : null;
  const said = name === null ? null : `${shorten(name, MAX_NAME)}${version === null ? "" : ` (${version})`}`;
  return words.short(shown, spans.length - shown.length, said, host);
}

/** What a scan found on a claimed number, of which the claim's name tells nothing. */
function versionOfClaimed({ claims, product }: ExplainedListener): string | null {
  const version = claims.length === 0 || product === null ? null : shortVersion(product);
  return version === null ? null : shorten(version, MAX_NAME);
}

/** The team's own name, the container, the process, what a scan found, or what the number usually is. */
export function shortName(listener: ExplainedListener): string | null {
  const { claims, service, process, product, pid, knownUses, assigned } = listener;
  const [claim] = claims;
  const known = claim ?? service ?? process ?? (product === null ? null : shortVersion(product));
  if (known !== null) return known;
  const [only, ...more] = knownUses;
  if (only !== undefined && more.length === 0) return only;
  return assigned[0] ?? only ?? (pid === null ? null : `pid ${pid}`);
}

/** `OpenSSH 9.2p1 Debian 2+deb12u2 (protocol 2.0)` → `OpenSSH 9.2p1`, `Apache httpd 2.4` → `Apache 2.4`; null for a version alone. */
function shortVersion(product: string): string | null {
  const [first = "", ...rest] = product.split(" ");
  if (!/^\p{L}/u.test(first)) return null;
  const details = rest.findIndex((word) => word.startsWith("("));
  const named = details < 0 ? rest : rest.slice(0, details);
  const version = named.findIndex((word) => /\d/.test(word));
  if (version < 0) return [first, ...named.slice(0, MAX_VERSION_WORDS)].join(" ");
  return [first, ...named.slice(0, version).filter((word) => UPPER.test(word)), named[version]].join(" ");
}

const MAX_VERSION_WORDS = 3;
const UPPER = /^\p{Lu}/u;

/** The listeners of each program, in the order of their first numbers. */
export function byProgram(listeners: readonly ExplainedListener[]): readonly (readonly ExplainedListener[])[] {
  const sorted = listeners.toSorted((a, b) => a.port - b.port);
  return [...Map.groupBy(sorted, programKey).values()];
}

/** Equal for the listeners of one program on one host. */
export function programKey(listener: ExplainedListener): string {
  return `${listener.host} ${shortName(listener) ?? listener.port}`;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
