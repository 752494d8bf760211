import { withoutMore } from "#core/query/parse-lookup.ts";
import type { MoreQuery, PortRulesQuery, PortSetQuery, RuleFormat } from "#core/query/query.ts";

/** Whether a system has this name. */
export type IsPortSet = (name: string) => boolean;

/**
 * Parses `ports for NAME`, also with `more`, and `ports for NAME as FORMAT`; null for anything else.
 * @param plain lower case, digits as 0–9, single spaces
 * @param isPortSet tells the names of systems from others, which are services
 */
export function parsePortSet(plain: string, isPortSet: IsPortSet): PortSetQuery | PortRulesQuery | MoreQuery | null {
  const brief = withoutMore(plain);
  if (brief !== null) {
    const of = parsePortSet(brief, isPortSet);
    return of?.kind === "port-set" ? { kind: "more", of } : of;
  }
  const asked = /^ports for (.+)$/.exec(plain)?.[1] ?? "";
  const [, rulesOf = "", typed = ""] = /^(.+?) as (.+)$/.exec(asked) ?? [];
  const format = FORMAT_NAMES.get(typed);
  if (format !== undefined && isName(rulesOf, isPortSet)) return { kind: "port-rules", name: rulesOf, format };
  return isName(asked, isPortSet) ? { kind: "port-set", name: asked } : null;
}

/** A name of words with single spaces, which no number, list or other notation is. */
const PORT_SET_NAME = /^[a-z][a-z0-9./+_-]{0,39}(?: [a-z0-9./+_-]{1,40}){0,4}$/;

function isName(name: string, isPortSet: IsPortSet): boolean {
  return PORT_SET_NAME.test(name) && isPortSet(name);
}

/** What people call the formats of rules. */
const FORMAT_NAMES: ReadonlyMap<string, RuleFormat> = new Map<string, RuleFormat>([
  ["iptables", "iptables"],
  ["nftables", "nftables"],
  ["nft", "nftables"],
  ["ufw", "ufw"],
  ["aws", "aws"],
  ["security group", "aws"],
  ["aws security group", "aws"],
  ["networkpolicy", "networkpolicy"],
  ["network policy", "networkpolicy"],
  ["kubernetes network policy", "networkpolicy"],
]);
