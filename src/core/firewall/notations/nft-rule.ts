import type { Conditions } from "#core/firewall/notations/conditions.ts";
import {
  doubt,
  exclude,
  narrow,
  noConditions,
  setDestination,
  setPeers,
  setPorts,
  setProtocol,
  setStates,
  setVia,
} from "#core/firewall/notations/conditions.ts";
import type { FirewallRule, RuleAction } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** What names in rules stand for. */
export interface NftNames {
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly context: RuleContext;
}

/** The rules in one statement: several if it maps ports to verdicts, none if it isn't about new connections. */
export function readNftRule(text: string, names: NftNames): readonly FirewallRule[] {
  const tokens = text.match(/"[^"]*"|[{},]|[^\s{},"]+/g) ?? [];
  const given = noConditions();
  const cursor = { at: 0 };
  while (cursor.at < tokens.length) {
    const action = actionAt(tokens, cursor.at);
    if (action !== null) {
      return given.isOfInterest ? [{ ...given.rule, action }] : [];
    }
    const map = mapAt(tokens, cursor.at);
    if (map !== null) return given.isOfInterest ? mappedRules(map, given, names) : [];
    readMatch(tokens, cursor, given, names);
  }
  return [];
}

function actionAt(tokens: readonly string[], at: number): RuleAction | null {
  const [word, chain = ""] = tokens.slice(at, at + 2);
  switch (word) {
    case "accept":
      return { kind: "allow" };
    case "drop":
    case "reject":
      return { kind: "deny" };
    case "return":
      return { kind: "return" };
    case "jump":
    case "goto":
      return { kind: "jump", chain, returns: word === "jump" };
    default:
      return null;
  }
}

interface VerdictMap {
  readonly key: string;
  readonly protocol: string;
  /** `22 : accept`, as tokens. */
  readonly items: readonly (readonly string[])[];
}

/** `tcp dport vmap { 22 : accept, 80 : jump web }` */
function mapAt(tokens: readonly string[], at: number): VerdictMap | null {
  const vmap = tokens.indexOf("vmap", at);
  if (vmap < 0 || vmap > at + 2 || tokens[vmap + 1] !== "{") return null;
  const inside = tokens.slice(vmap + 2, tokens.indexOf("}", vmap));
  const items: string[][] = [[]];
  for (const token of inside) {
    if (token === ",") items.push([]);
    else items.at(-1)?.push(token);
  }
  return { protocol: tokens[at] ?? "", key: tokens[vmap - 1] ?? "", items };
}

function mappedRules(
  { protocol, key, items }: VerdictMap,
  given: Conditions,
  { context }: NftNames,
): readonly FirewallRule[] {
  return items.slice(0, 200).flatMap((item) => {
    const colon = item.indexOf(":");
    const action = actionAt(item, colon + 1);
    const value = item.slice(0, colon).join(" ");
    const own: Conditions = { rule: given.rule, isOfInterest: true };
    if (action === null || colon < 1) return [];
    if (key === "dport") {
      setProtocol(own, protocol === "th" ? "all" : protocol, false);
      setPorts(own, value, false, context);
    } else if (key === "state") setStates(own, value, false);
    else if (key === "iifname" || key === "iif") setVia(own, value.replace(/"/g, ""), false);
    else if (key === "l4proto" || key === "protocol") setProtocol(own, value, false);
    else if (key === "saddr") setPeers(own, [value], false);
    else doubt(own);
    return own.isOfInterest ? [{ ...own.rule, action }] : [];
  });
}

interface Cursor {
  at: number;
}

/** A value behind a key: one, a list in braces, or a named set; and whether it is negated. */
function valueAt(tokens: readonly string[], cursor: Cursor, { sets }: NftNames) {
  let isNegated = false;
  while (tokens[cursor.at] === "!=" || tokens[cursor.at] === "==") {
    isNegated = tokens[cursor.at] === "!=";
    cursor.at++;
  }
  const first = tokens[cursor.at] ?? "";
  cursor.at++;
  if (first !== "{") {
    const name = first.startsWith("@") ? first.slice(1) : null;
    const values = name === null ? [first, ...listed(tokens, cursor)] : (sets.get(name) ?? null);
    return { isNegated, set: name, values: values?.map(bare) ?? null };
  }
  const end = tokens.indexOf("}", cursor.at);
  const inside = tokens.slice(cursor.at, end < 0 ? tokens.length : end).filter((token) => token !== ",");
  cursor.at = end < 0 ? tokens.length : end + 1;
  return { isNegated, set: null, values: inside.map(bare) };
}

/** Further items of a list without braces: `established,related`. */
function listed(tokens: readonly string[], cursor: Cursor): readonly string[] {
  const more: string[] = [];
  while (tokens[cursor.at] === ",") {
    more.push(tokens[cursor.at + 1] ?? "");
    cursor.at += 2;
  }
  return more;
}

function bare(text: string): string {
  return text.replace(/"/g, "");
}

const PORT_PROTOCOLS: ReadonlySet<string> = new Set(["tcp", "udp", "sctp", "dccp", "th", "udplite"]);
const SKIPPED: Readonly<Record<string, number>> = {
  counter: 0,
  packets: 1,
  bytes: 1,
  comment: 1,
  name: 1,
  meta: 0,
  burst: 1,
  handle: 1,
};

function readMatch(tokens: readonly string[], cursor: Cursor, given: Conditions, names: NftNames): void {
  const [word = "", key = ""] = tokens.slice(cursor.at, cursor.at + 2);
  cursor.at++;
  const skipped = Object.hasOwn(SKIPPED, word) ? SKIPPED[word] : undefined;
  if (skipped !== undefined) cursor.at += skipped;
  else if (PORT_PROTOCOLS.has(word)) {
    cursor.at++;
    if (word !== "th") setProtocol(given, word, false);
    readHeader(key, tokens, cursor, given, names);
  } else if (word === "ip" || word === "ip6") {
    cursor.at++;
    narrow(given, { families: [word === "ip" ? "ipv4" : "ipv6"] });
    readHeader(key, tokens, cursor, given, names);
  } else if (word === "l4proto" || word === "protocol") setProtocols(given, valueAt(tokens, cursor, names));
  else if (word === "nfproto") {
    const { values } = valueAt(tokens, cursor, names);
    narrow(given, { families: values?.includes("ipv6") === true ? ["ipv6"] : ["ipv4"] });
  } else if (/^(?:iifname|iif|iifgroup)$/.test(word)) setInterfaces(given, valueAt(tokens, cursor, names));
  else if (/^oif/.test(word) || word === "icmp" || word === "icmpv6" || word === "pkttype" || word === "igmp")
    exclude(given);
  else if (word === "ct") {
    cursor.at++;
    const { values, isNegated } = valueAt(tokens, cursor, names);
    if (key === "state") setStates(given, values?.join(" ") ?? "", isNegated);
    else doubt(given);
  } else if (word === "fib") readFib(tokens, cursor, given);
  else if (word === "limit") readLimit(tokens, cursor, given);
  else if (word === "log") readLog(tokens, cursor);
  else if (word === "with") cursor.at = tokens.length;
  else if (/^(?:queue|dnat|snat|redirect|masquerade|tproxy|notrack|synproxy)$/.test(word)) exclude(given);
  else if (word === "mark" || word === "update" || word === "add" || word === "socket" || word === "quota")
    doubt(given);
}

function readHeader(key: string, tokens: readonly string[], cursor: Cursor, given: Conditions, names: NftNames): void {
  const value = valueAt(tokens, cursor, names);
  const { values, set, isNegated } = value;
  if (key === "dport") {
    if (values === null || values.length === 0) doubt(given);
    else setPorts(given, values.join(" "), isNegated, names.context);
  } else if (key === "saddr") {
    setPeers(given, values === null || values.length === 0 ? [`set ${set}`] : values, isNegated);
  } else if (key === "daddr") setDestination(given, values?.[0] ?? `set ${set}`, isNegated);
  else if (key === "protocol" || key === "nexthdr") setProtocols(given, value);
  else if (key === "flags") readFlags(tokens, cursor, given, values ?? [], isNegated);
  else doubt(given);
}

/** `flags syn` and `flags & (fin|syn|rst|ack) == syn` are how a connection begins. */
function readFlags(
  tokens: readonly string[],
  cursor: Cursor,
  given: Conditions,
  values: readonly string[],
  isNegated: boolean,
): void {
  const rest: string[] = [];
  while (/^[&()|/=!]|^(?:fin|syn|rst|psh|ack|urg)\b/.test(tokens[cursor.at] ?? ""))
    rest.push(tokens[cursor.at++] ?? "");
  const wanted = rest.at(-1) ?? values[0] ?? "";
  if (isNegated || rest.includes("!=") || !/^\(?syn\)?$/.test(wanted)) exclude(given);
}

interface Value {
  readonly isNegated: boolean;
  readonly values: readonly string[] | null;
}

function setProtocols(given: Conditions, { values, isNegated }: Value): void {
  if (values === null) doubt(given);
  else setProtocol(given, values.join(","), isNegated);
}

function setInterfaces(given: Conditions, { values, isNegated }: Value): void {
  if (values === null) {
    doubt(given);
    return;
  }
  const others = values.filter((name) => !/^lo\d*$/.test(name));
  if (others.length > 0) narrow(given, { via: `${isNegated ? "!" : ""}${others.join("+").slice(0, 40)}` });
  else if (!isNegated) exclude(given);
}

/** `fib daddr type local` is about the host itself; other lookups are not decided by the text. */
function readFib(tokens: readonly string[], cursor: Cursor, given: Conditions): void {
  const rest = tokens.slice(cursor.at);
  const isLocal = rest.includes("type") && rest.includes("local") && !rest.includes("!=");
  if (!isLocal) exclude(given);
  const used = rest.findIndex((word) => /^(?:local|missing|exists|broadcast|multicast|anycast|unicast|\})$/.test(word));
  cursor.at += used < 0 ? 1 : used + 1;
}

/** `limit rate over 10/second` is about too many of them, which the first connection isn't. */
function readLimit(tokens: readonly string[], cursor: Cursor, given: Conditions): void {
  if (tokens[cursor.at + 1] === "over") exclude(given);
  else narrow(given, { condition: "rate" });
  while (/^(?:rate|over|burst|packets|bytes|\d.*|\w+\/\w+)$/.test(tokens[cursor.at] ?? "")) cursor.at++;
}

function readLog(tokens: readonly string[], cursor: Cursor): void {
  while (/^(?:prefix|level|flags|group|snaplen|queue-threshold|all|tcp|ip|skuid|ether)$/.test(tokens[cursor.at] ?? ""))
    cursor.at += 2;
}
