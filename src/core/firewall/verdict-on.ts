import type { Effort, Packet } from "#core/firewall/chain-walk.ts";
import { newEffort, walkFrom } from "#core/firewall/chain-walk.ts";
import type { Notation, RuleSet } from "#core/firewall/rule.ts";
import type { Admitted, Verdict } from "#core/firewall/verdict.ts";
import { BLOCKED, both, distinctAdmitted, either, isSame, MAX_ADMITTED, UNKNOWN } from "#core/firewall/verdict.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Transport } from "#core/registry/port.ts";

const WALK = 20;
const MAX_VIAS = 12;

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

/** The interfaces that rules tell apart, and null for all others. */
const viasOf = oncePerObject(({ chains }: RuleSet): readonly (string | null)[] => {
  const named = [...chains.values()].flatMap(({ rules }) => rules.flatMap(({ via }) => via?.replace(/^!/, "") ?? []));
  return [null, ...new Set(named)];
});

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
