import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { groupsOf } from "#core/registry/address-ranges.ts";

/**
 * The client that a request is counted for: its address, of which IPv6 counts the first 64 bits, which one customer has.
 * @param proxies how many reverse proxies stand in front and add the address they see to X-Forwarded-For. What a client
 *   writes there itself stands further left, and is never believed.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, "headers" | "socket">,
  proxies: number,
): string {
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const added = proxies === 0 ? undefined : forwarded.at(-proxies)?.trim();
  return network((added && withoutPort(added)) || socket.remoteAddress || "unknown");
}

/** Whether a browser came over https, if there is a proxy to say so. @param proxies how many stand in front */
export function cameOverHttps({ headers }: Pick<IncomingMessage, "headers">, proxies: number): boolean {
  const [scheme = ""] = [headers["x-forwarded-proto"] ?? []].flat();
  return proxies > 0 && /^\s*https\s*(?:,|$)/i.test(scheme);
}

/** Some proxies write the port of the connection too: `192.0.2.1:51234`, `[2001:db8::1]:51234`. */
function withoutPort(address: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([^:]*):\d+$/.exec(address)?.[1] ?? address;
}

/** IPv4 as it is, also where it is written as IPv6. */
function network(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  const groups = mapped === undefined && isIPv6(address) ? groupsOf(withoutZone(address).toLowerCase()) : null;
  if (groups === null) return mapped ?? address;
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${prefix.join(":")}::/64`;
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/s, "");
}
