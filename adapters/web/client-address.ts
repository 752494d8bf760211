import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

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
  return network(added || socket.remoteAddress || "unknown");
}

/** IPv4 as it is, also where it is written as IPv6. */
function network(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = address.split("%", 1).join("").split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => "0");
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
