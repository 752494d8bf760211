import { isIp, portNumber } from "#core/explain/endpoint.ts";
import type { Peers } from "#core/firewall/rule.ts";
import { ANYONE } from "#core/firewall/rule.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT } from "#core/registry/port.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";

/** What notations need besides the lines. */
export interface RuleContext {
  readonly portByName: PortByName;
}

/** More ports than this in one rule are cut. */
const MAX_SPANS = 200;
const MAX_WORDS = 200;
/** An IPv6 network in full. */
const MAX_NAME = 43;

/** `22`, `8000:8010`, `8000-8010`, `1024:`, `ssh`; null for anything else. */
export function portSpan(text: string, transport: Transport | null, { portByName }: RuleContext): PortSpan | null {
  const one = portNumber(text);
  if (one !== null) return { first: one, last: one };
  const [, low = "", high = ""] = /^(\d{0,5})[:-](\d{0,5})$/.exec(text) ?? [];
  if (low !== "" || high !== "") {
    const first = low === "" ? 0 : portNumber(low);
    const last = high === "" ? MAX_PORT : portNumber(high);
    return first === null || last === null || first > last ? null : { first, last };
  }
  const named = /^[a-z][\w+.-]{0,30}$/i.test(text) ? nameOrAlias(text, transport, portByName) : null;
  return named === null ? null : { first: named, last: named };
}

/** Names of /etc/services that IANA's registry has as aliases only. */
const ALIASES: Readonly<Record<string, number>> = { www: 80, "http-alt": 8080, ssh: 22, submissions: 465, smtps: 465 };

function nameOrAlias(name: string, transport: Transport | null, portByName: PortByName): number | null {
  return portByName(name, transport) ?? portByName(name, "tcp") ?? ALIASES[name.toLowerCase()] ?? null;
}

/** Ports separated by commas or blanks; null if one of them isn't a port. */
export function portSpans(text: string, transport: Transport | null, context: RuleContext): readonly PortSpan[] | null {
  const words = text.split(/[\s,]+/, MAX_SPANS).filter((word) => word !== "");
  const spans = words.map((word) => portSpan(word, transport, context));
  return spans.length === 0 || spans.includes(null) ? null : spans.filter((each) => each !== null);
}

const TRANSPORTS: ReadonlyMap<string, readonly Transport[] | null> = new Map([
  ...(["tcp", "udp", "sctp", "dccp"] as const).map((name) => [name, [name]] as const),
  ["6", ["tcp"]],
  ["17", ["udp"]],
  ["132", ["sctp"]],
  ...["all", "any", "*", "-1", "0", "ip", "ipv6"].map((name) => [name, null] as const),
]);

/** The transports of a protocol, null for all; undefined for one without ports, as ICMP is. */
export function transportsOf(protocol: string): readonly Transport[] | null | undefined {
  return TRANSPORTS.get(protocol.toLowerCase());
}

const ANY_SOURCE =
  /^(?:any|anywhere|all|internet|\*|::\/0|0\.0\.0\.0(?:\/0(?:\.0\.0\.0)?)?|0\/0|::|any4|any6)(?: \(v6\))?$/i;
const LOOPBACK = /^(?:127\.\d|::1(?:\/128)?$|localhost$)/i;

/** Whether a source is everybody. */
function isAnyone(source: string): boolean {
  return ANY_SOURCE.test(source.trim());
}

/** Whether an address or a network is the host's own. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}

/** An address, a network, or a range of addresses. */
export function isNetwork(text: string): boolean {
  const [address = "", length] = text.split("/", 2);
  return isIp(address) && (length === undefined || /^[\d.]{1,15}$/.test(length));
}

/** Those of the sources who aren't everybody; null if all are the host itself. */
export function peersOf(sources: readonly string[]): Peers | null {
  const names = sources.map((source) => source.trim().slice(0, MAX_NAME)).filter((source) => source !== "");
  if (names.length === 0 || names.some(isAnyone)) return ANYONE;
  const others = names.filter((name) => !isLoopback(name)).slice(0, MAX_WORDS);
  return others.length === 0 ? null : { kind: "only", names: others };
}

/** Splits at blanks, and keeps what is quoted together, without its quotes. */
export function quotedWords(line: string): readonly string[] {
  return Array.from(line.slice(0, 4000).matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), (match) => {
    const [, double, single, bare = ""] = match;
    return double ?? single ?? bare;
  });
}
