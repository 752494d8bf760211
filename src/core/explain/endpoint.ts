import type { Scope } from "#core/explain/listener.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, isTransport } from "#core/registry/port.ts";

/** An address and a port, as one column of a listing. */
export interface Endpoint {
  /** As pasted. */
  readonly address: string;
  /** Null for any port (`*`). */
  readonly port: number | null;
  /** A service name, which tools print without `-n`; null if there is a number. */
  readonly name: string | null;
}

/** No valid endpoint is longer. */
const MAX_LENGTH = 300;
const IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
/** People hide parts of an address: `192.0.2.x`, `xxx.xxx.xxx.xxx`. */
const MASKED = /^(?:(?:\d{1,3}|[xX]{1,4}|[*]{1,3})\.){3}(?:\d{1,3}|[xX]{1,4}|[*]{1,3})$/;
/** Or put a word for it: `<server-ip>`, `$HOST`. */
const PLACEHOLDER = /^(?:<[\w. -]{1,40}>|\$\{?\w{1,40}\}?|\{\{ ?[\w.]{1,40} ?\}\}|\*{2,16}|[xX█]{3,16})$/;
const IPV6 = /^[\da-f:.]{2,45}$/i;
const HOST = /^[A-Za-z\d_][\w.-]{0,252}$/;
const NAME = /^[A-Za-z][\w+.-]{0,30}$|^\d{1,3}[a-z][\w+.-]{0,30}$/;

/** `0.0.0.0:22`, `[::1]:22`, `:::22`, `*:ssh`, `fe80::1%eth0:546`: the port follows the last colon. */
export function parseEndpoint(word: string): Endpoint | null {
  return splitEndpoint(word, word.lastIndexOf(":"));
}

/** `*.22`, `127.0.0.1.22`, `::1.22`, the BSD notation: the port follows the last dot. */
export function parseDottedEndpoint(word: string): Endpoint | null {
  const endpoint = splitEndpoint(word, word.lastIndexOf("."));
  if (endpoint === null) return null;
  const { address } = endpoint;
  // A plain IPv4 address also ends in a dot and digits.
  return address.includes(":") || address === "*" || isIp(address) || /^[a-z]/i.test(address) ? endpoint : null;
}

function splitEndpoint(word: string, at: number): Endpoint | null {
  if (at < 0 || word.length > MAX_LENGTH) return null;
  const address = word.slice(0, at);
  const port = word.slice(at + 1);
  if (!isAddress(address)) return null;
  if (port === "*") return { address, port: null, name: null };
  const number = portNumber(port);
  if (number !== null) return { address, port: number, name: null };
  return NAME.test(port) ? { address, port: null, name: port } : null;
}

/** A port number in decimal digits; null for anything else. */
export function portNumber(text: string): number | null {
  return /^\d{1,5}$/.test(text) && isPort(Number(text)) ? Number(text) : null;
}

/** Whether it is an IP address, with or without brackets and a zone. */
export function isIp(text: string): boolean {
  const bare = bareAddress(text);
  return IPV4.test(bare) || (bare.includes(":") && IPV6.test(bare)) || MASKED.test(bare);
}

/** Whether it is a host's name with a domain, or `localhost`. */
export function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

const HOST_NAME = /^(?=.{0,250}[a-z])(?:[\w-]{1,63}\.){1,9}[a-z][\w-]{1,62}$|^localhost$/i;

function isAddress(text: string): boolean {
  if (text === "*" || text === "") return true;
  const bare = bareAddress(text);
  return bare === "*" || isIp(text) || bare === "::" || HOST.test(bare) || PLACEHOLDER.test(text);
}

/** The address without brackets and zone. */
function bareAddress(text: string): string {
  if (text.length > MAX_LENGTH) return "";
  const plain = text.includes("[") || text.includes("]") ? text.replace(/[[\]]/g, "") : text;
  const zone = plain.indexOf("%");
  return zone < 0 ? plain : plain.slice(0, zone);
}

/** Host names and `*` may be either. */
const BOTH: readonly Family[] = ["ipv4", "ipv6"];

/** The address families of an address. IPv4-mapped IPv6 addresses count as IPv4 (RFC 4291, section 2.5.5.2). */
export function familiesOf(address: string | null): readonly Family[] {
  const bare = address === null ? "" : bareAddress(address).toLowerCase();
  if (IPV4.test(bare) || bare.startsWith("::ffff:")) return ["ipv4"];
  return bare.includes(":") ? ["ipv6"] : BOTH;
}

const WILDCARDS: ReadonlySet<string> = new Set(["", "*", "0.0.0.0", "::", "0000:0000:0000:0000:0000:0000:0000:0000"]);
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "ip6-localhost", "ip6-loopback", "localhost6"]);

/** Who can reach a listener on an address (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5). */
export function scopeOf(address: string | null): Scope {
  if (address === null) return "unknown";
  const bare = bareAddress(address).toLowerCase();
  // A wildcard with a zone only covers one interface.
  if (WILDCARDS.has(bare)) return address.includes("%") ? "address" : "every";
  const v4 = bare.startsWith("::ffff:") ? bare.slice(7) : bare;
  if (v4.startsWith("127.") || bare === "::1" || LOOPBACK_NAMES.has(bare)) return "loopback";
  if (bare.startsWith("localhost.")) return "loopback";
  return "address";
}

/** `8000` or `8000-8010`, ascending; null for anything else. */
export function parseRange(text: string): PortSpan | null {
  const [low = "", high, more] = text.split("-", 3);
  const first = portNumber(low);
  const last = high === undefined ? first : portNumber(high);
  return first === null || last === null || more !== undefined || first > last ? null : { first, last };
}

/** A range followed by its transport, as container tools print it: `80/tcp`, `8000-8010/udp`, `443/TCP`. */
export function parseRangeWithTransport(text: string): (PortSpan & { readonly transport: Transport }) | null {
  // Asked of many words, of which few have a slash.
  if (!text.includes("/")) return null;
  const [numbers = "", protocol = "", more] = text.split("/", 3);
  const transport = protocol.toLowerCase();
  const span = parseRange(numbers);
  return span === null || more !== undefined || !isTransport(transport) ? null : { ...span, transport };
}
