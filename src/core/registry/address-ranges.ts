/** An address family. Sockets of different families may share a port (RFC 3493, section 5.3). */
export type Family = "ipv4" | "ipv6";

/** From where an address can be reached. */
export type AddressReach = "anywhere" | "network" | "host" | "none";

/** A block of special addresses, in CIDR notation, with the RFC that set it aside. */
interface AddressRange {
  readonly block: string;
  readonly reach: AddressReach;
  readonly rfc: number;
}

/** The first block that contains an address decides. Addresses for documentation stand for the public ones they imitate. */
const RANGES: readonly AddressRange[] = [
  { block: "127.0.0.0/8", reach: "host", rfc: 1122 },
  { block: "0.0.0.0/8", reach: "none", rfc: 1122 },
  { block: "10.0.0.0/8", reach: "network", rfc: 1918 },
  { block: "172.16.0.0/12", reach: "network", rfc: 1918 },
  { block: "192.168.0.0/16", reach: "network", rfc: 1918 },
  { block: "100.64.0.0/10", reach: "network", rfc: 6598 },
  { block: "169.254.0.0/16", reach: "network", rfc: 3927 },
  { block: "198.18.0.0/15", reach: "network", rfc: 2544 },
  { block: "224.0.0.0/4", reach: "network", rfc: 5771 },
  { block: "240.0.0.0/4", reach: "network", rfc: 1112 },
  { block: "0.0.0.0/0", reach: "anywhere", rfc: 791 },
  { block: "::1/128", reach: "host", rfc: 4291 },
  { block: "64:ff9b::/96", reach: "anywhere", rfc: 6052 },
  { block: "fc00::/7", reach: "network", rfc: 4193 },
  { block: "fe80::/10", reach: "network", rfc: 4291 },
  { block: "fec0::/10", reach: "network", rfc: 3879 },
  { block: "ff00::/8", reach: "network", rfc: 4291 },
  { block: "2000::/3", reach: "anywhere", rfc: 4291 },
  { block: "::/0", reach: "none", rfc: 4291 },
];

/**
 * From where an IP address can be reached; null for anything else, such as a name.
 *
 * @param address without brackets and zone. The end may be missing: some tools cut addresses to fit a column.
 */
export function reachOfIp(address: string): AddressReach | null {
  const groups = groupsOf(address.toLowerCase());
  if (groups === null) return null;
  return BLOCKS.find((block) => contains(block, groups))?.reach ?? null;
}

/** Whether a network in CIDR notation contains an address or another network; false where one of them is neither. */
export function containsNetwork(network: string, other: string): boolean {
  const [outer, inner] = [networkOf(network), networkOf(other)];
  return outer !== null && inner !== null && outer.bits <= inner.bits && contains(outer, inner.groups);
}

/**
 * The eight 16-bit groups of an address, an IPv4 address as an IPv4-mapped one; null for anything else.
 *
 * @param address in lower case, without brackets and zone
 */
export function groupsOf(address: string): readonly number[] | null {
  if (!address.includes(":")) {
    const pair = ipv4Groups(address);
    return pair === null ? null : [...MAPPED, ...pair];
  }
  const [head = "", tail, more] = address.split("::", 3);
  const before = ipv6Groups(head);
  const after = ipv6Groups(tail ?? "");
  if (before === null || after === null || more !== undefined || before.length + after.length > GROUPS) return null;
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after];
}

const CIDR = /^([\da-f:.]{2,45})(?:\/(\d{1,3}))?$/;

function networkOf(text: string): Omit<Block, "reach"> | null {
  const [, address = "", length] = CIDR.exec(text.toLowerCase()) ?? [];
  const groups = groupsOf(address);
  if (groups === null) return null;
  const bits = length === undefined ? GROUPS * BITS : Number(length) + prefixBits(address);
  return { groups, bits };
}

/** How many bits are before an IPv4 address in its IPv6 form. */
function prefixBits(address: string): number {
  return address.includes(":") ? 0 : MAPPED.length * BITS;
}

interface Block {
  readonly groups: readonly number[];
  /** How many leading bits it has in common with its addresses. */
  readonly bits: number;
  readonly reach: AddressReach;
}

const GROUPS = 8;
const BITS = 16;
/** Where IPv4 addresses are in IPv6's (RFC 4291, section 2.5.5.2). */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];

const BLOCKS: readonly Block[] = RANGES.map(({ block, reach }) => {
  const [address = "", length = "0"] = block.split("/", 2);
  const bits = Number(length) + prefixBits(address);
  return { groups: groupsOf(address) ?? [], bits, reach };
});

function contains({ groups, bits }: Omit<Block, "reach">, address: readonly number[]): boolean {
  for (let at = 0; at * BITS < bits; at++) {
    const ignored = Math.max(0, (at + 1) * BITS - bits);
    if ((groups[at] ?? 0) >> ignored !== (address[at] ?? 0) >> ignored) return false;
  }
  return true;
}

function ipv6Groups(text: string): readonly number[] | null {
  // A tool may have cut the address behind a colon.
  const parts = text.split(":").filter((part) => part !== "");
  const groups = parts.map((part, at) => {
    if (part.includes(".")) return at === parts.length - 1 ? ipv4Groups(part) : null;
    return /^[\da-f]{1,4}$/.test(part) ? [Number.parseInt(part, 16)] : null;
  });
  return groups.includes(null) ? null : groups.flatMap((each) => each ?? []);
}

function ipv4Groups(text: string): readonly number[] | null {
  if (!/^\d{1,3}(?:\.\d{0,3}){1,3}$/.test(text)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return Math.max(a, b, c, d) > 255 ? null : [a * 256 + b, c * 256 + d];
}
