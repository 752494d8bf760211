import { wordsOf } from "#core/explain/words.ts";
import { narrow, noConditions, setDestination, setPeers } from "#core/firewall/notations/conditions.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import { serviceRules } from "#core/firewall/notations/service-names.ts";
import type { FirewallRule, Policy, RuleSet } from "#core/firewall/rule.ts";
import { ANY_RULE, flatRules } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { peersOf, portSpan, transportsOf } from "#core/firewall/rule-words.ts";

/** A zone as `firewall-cmd --list-all` prints it. */
interface Zone {
  readonly name: string;
  readonly isActive: boolean;
  readonly fields: ReadonlyMap<string, string>;
  readonly richRules: readonly string[];
}

const ZONE = /^([\w-]{1,40})(?: \((?:[\w, ]{1,40})\))?$/;
const FIELD = /^([a-z][a-z -]{2,30}):(?: (.*))?$/;
const RICH = /^rule\b/;
const MAX_LINES = 400;

/** `firewall-cmd --list-all`, of one zone or of all. */
export function firewalld(context: RuleContext): NotationReader {
  const zones: Zone[] = [];
  return {
    take: (lines, at) => {
      const name = ZONE.exec((lines[at] ?? "").trim());
      const next = (lines[at + 1] ?? "").trim();
      if (name === null || !/^target: \S/.test(next)) return 0;
      const { zone, length } = readZone(name[1] ?? "", lines, at);
      zones.push({ ...zone, isActive: zone.isActive || /\bactive\b/.test(name[0]) });
      return length;
    },
    ruleSets: () => {
      const active = zones.length > 1 ? zones.filter(({ isActive }) => isActive) : zones;
      return active.map((zone) => zoneRules(zone, active.length > 1, context));
    },
  };
}

function readZone(
  name: string,
  lines: readonly string[],
  from: number,
): { readonly zone: Zone; readonly length: number } {
  const fields = new Map<string, string>();
  const richRules: string[] = [];
  let at = from + 1;
  for (; at < Math.min(lines.length, from + MAX_LINES); at++) {
    const line = (lines[at] ?? "").slice(0, 2000).trim();
    const field = FIELD.exec(line);
    if (RICH.test(line)) richRules.push(line);
    else if (field === null || (fields.has("target") && field[1] === "target")) break;
    else {
      fields.set(field[1] ?? "", (field[2] ?? "").trim());
      if (RICH.test(field[2] ?? "")) richRules.push(field[2] ?? "");
    }
  }
  const isActive = (fields.get("interfaces") ?? "") !== "" || (fields.get("sources") ?? "") !== "";
  return { zone: { name, isActive, fields, richRules }, length: at - from };
}

/** firewalld.zones(5): a zone is for its interfaces and its sources, and `default` rejects what isn't allowed. */
function zoneRules({ name, fields, richRules }: Zone, isOneOfSeveral: boolean, context: RuleContext): RuleSet {
  const text = (key: string) => fields.get(key) ?? "";
  const sources = wordsOf(text("sources"));
  const isForAll = sources.length === 0 || text("interfaces") !== "";
  const peers = isForAll ? ANY_RULE.peers : (peersOf(sources) ?? ANY_RULE.peers);
  const via = isOneOfSeveral && isForAll ? `zone ${name}` : null;
  const zone: FirewallRule = { ...ANY_RULE, peers, via };
  const rich = richRules.flatMap((rule) => richRule(rule, zone, context));
  const open = [
    ...wordsOf(text("services")).flatMap((service) => serviceRules(zone, service, context) ?? unknownService(zone)),
    ...wordsOf(text("ports")).flatMap((port) => portRule(zone, port, context)),
    ...wordsOf(text("protocols")).flatMap((protocol) => protocolRule(zone, protocol)),
  ];
  const target = text("target");
  const otherwise: Policy = target === "ACCEPT" ? "allow" : "deny";
  const all = otherwise === "allow" ? [{ ...zone, action: { kind: "allow" } as const }] : [];
  // firewalld.richlanguage(5): what denies comes before what accepts.
  const denied = rich.filter(({ action }) => action.kind === "deny");
  const accepted = rich.filter(({ action }) => action.kind === "allow");
  const rules = [...denied, ...accepted, ...open, ...all];
  const forwarded = wordsOf(text("forward-ports")).length;
  const set = flatRules("firewalld", rules, "deny", { name: isOneOfSeveral ? name : null, counts: { forwarded } });
  return set;
}

/** A service that is defined on the host. */
function unknownService(zone: FirewallRule): readonly FirewallRule[] {
  return [{ ...zone, condition: "other" }];
}

function portRule(zone: FirewallRule, port: string, context: RuleContext): readonly FirewallRule[] {
  const [numbers = "", protocol = ""] = port.split("/", 2);
  const span = portSpan(numbers, null, context);
  const transports = transportsOf(protocol);
  return span === null || transports === undefined ? [] : [{ ...zone, ports: [span], transports }];
}

function protocolRule(zone: FirewallRule, protocol: string): readonly FirewallRule[] {
  const transports = transportsOf(protocol);
  return transports === undefined || transports === null ? [] : [{ ...zone, transports }];
}

const ATTRIBUTE = /(\w+)="([^"]{0,200})"/g;

/** `rule family="ipv4" source address="10.0.0.0/8" port port="5432" protocol="tcp" accept` */
function richRule(text: string, zone: FirewallRule, context: RuleContext): readonly FirewallRule[] {
  const given = noConditions();
  narrow(given, zone);
  const part = (name: string) => new RegExp(`\\b${name}((?: NOT)?(?: \\w+="[^"]{0,200}")+)`).exec(text)?.[1] ?? "";
  const values = (of: string) =>
    new Map(Array.from(of.matchAll(ATTRIBUTE), ([, key = "", value = ""]) => [key, value]));
  const family = /^rule(?: priority="[^"]*")? family="(ipv[46])"/.exec(text)?.[1];
  if (family === "ipv4" || family === "ipv6") narrow(given, { families: [family] });
  const source = part("source");
  const from = values(source);
  const named = from.get("address") ?? (from.has("ipset") ? `set ${from.get("ipset")}` : (from.get("mac") ?? ""));
  if (named !== "") setPeers(given, [named], source.startsWith(" NOT"));
  const destination = values(part("destination")).get("address");
  if (destination !== undefined) setDestination(given, destination, false);
  const kind = /\b(?:reject|drop)\b(?:[^"]*$| type=)/.test(text) ? "deny" : /\baccept\b/.test(text) ? "allow" : null;
  if (
    kind === null ||
    !given.isOfInterest ||
    /\b(?:forward-port|masquerade|icmp-block|icmp-type|source-port)\b/.test(text)
  )
    return [];
  const rule: FirewallRule = { ...given.rule, action: { kind } };
  const service = values(part("service")).get("name");
  if (service !== undefined) return serviceRules(rule, service, context) ?? unknownService(rule);
  const port = values(part("port"));
  if (port.has("port")) return portRule(rule, `${port.get("port")}/${port.get("protocol")}`, context);
  const protocol = values(part("protocol")).get("value");
  return protocol === undefined ? [rule] : protocolRule(rule, protocol);
}
