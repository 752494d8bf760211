import { readFileSync } from "node:fs";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import type { RuledPorts } from "#core/firewall/openings.ts";
import { ruledPorts } from "#core/firewall/openings.ts";
import type { RuleSet } from "#core/firewall/rule.ts";
import type { Verdict } from "#core/firewall/verdict.ts";
import { spanText } from "#core/registry/port.ts";
import { portByName } from "./registry/committed.ts";

/** Rules with what they let in. */
export interface FirewallFixture {
  readonly name: string;
  readonly text: string;
  /** `22 tcp anywhere`, `5432 tcp 10.0.0.0/8`, `rest udp blocked`; sorted. */
  readonly letsIn: readonly string[];
}

/** The fixtures in a file of their own form; its head says how they are written. */
function readFixtures(file: string | URL): readonly FirewallFixture[] {
  const [, ...parts] = readFileSync(file, "utf8").split(/^=== /m);
  return parts.map((part) => {
    const [head = "", labels = ""] = part.split(/^--- .*\n/m);
    const name = head.slice(0, head.indexOf("\n"));
    return { name, text: head.slice(name.length + 1), letsIn: labels.trim().split("\n").sort() };
  });
}

export const FIREWALLS = readFixtures(new URL("../fixtures/firewall/rules.txt", import.meta.url));

export function ruleSetsIn(text: string): readonly RuleSet[] {
  return readListeners(text, portByName, parseStructured).ruleSets;
}

/** What the rules let in, as fixtures write it; of the other ports only where `wanted` speaks of them. */
export function lettingIn(sets: readonly RuleSet[], wanted: readonly string[]): readonly string[] {
  const found = (["tcp", "udp"] as const).flatMap((transport) => {
    const ruled: RuledPorts = ruledPorts(sets, transport);
    const open = ruled.spans.filter(({ verdict }) => verdict.kind !== "blocked");
    const lines = open.map(({ ports, verdict }) => `${spanText(ports)} ${transport} ${said(verdict)}`);
    const hasRest = wanted.some((line) => line.startsWith(`rest ${transport} `));
    return hasRest ? [...lines, `rest ${transport} ${said(ruled.rest)}`] : lines;
  });
  return found.sort();
}

function said(verdict: Verdict): string {
  if (verdict.kind !== "some") return verdict.kind;
  const sources = new Set(verdict.who.map(({ from }) => (from === "" ? "not shown" : from)));
  const vias = new Set(verdict.who.map(({ via }) => via));
  const [from, via] = [sources, vias].map((each) => [...each].filter((one) => one !== null));
  return [from?.join(",") ?? "", via?.join("+") ?? ""].filter((each) => each !== "").join(" ");
}
