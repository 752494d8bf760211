import { CONNECTION_ROW, listenerOn, listenerRow, type ParseState, type Reader } from "#core/explain/reader.ts";

const LOCAL = /^([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4})$/;

/** States of `/proc/net/tcp` and `/proc/net/udp` (include/net/tcp_states.h of Linux). */
const LISTEN = "0A";
const CLOSE = "07";

/** `0: 0100007F:1F90 00000000:0000 0A …`: addresses in host byte order, assumed little-endian. */
export const procNet: Reader = {
  begins: ([number = "", local = ""]) => /^\d{1,7}:$/.test(number) && LOCAL.test(local),
  read: ([, local = "", peer = "", state = "", ...rest], parseState) => {
    const [, address = "", port = ""] = LOCAL.exec(local) ?? [];
    const peerEnd = LOCAL.exec(peer);
    if (peerEnd === null || !/^[\dA-F]{2}$/.test(state) || !rest.every((word) => /^[\dA-Fa-f:-]{1,40}$/.test(word)))
      return null;
    const isUdp = state === CLOSE && peerEnd[2] === "0000" && !isTcp(parseState);
    if (state !== LISTEN && !isUdp) return { ...CONNECTION_ROW, isWhole: rest.length >= 9 };
    const listener = listenerOn(Number.parseInt(port, 16), isUdp ? "udp" : "tcp", addressOf(address));
    return listenerRow([{ ...listener, system: "linux" }], rest.length >= 9);
  },
};

/** Only udp tables end in these columns. Closed tcp sockets and unconnected udp sockets have the same state. */
function isTcp({ header }: ParseState): boolean {
  return header.includes("local_address") && !header.includes("drops") && !header.includes("ref");
}

function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join(".");
  if (bytes.every((byte) => byte === "00")) return "::";
  const isMapped = bytes.slice(0, 10).every((byte) => byte === "00") && bytes[10] === "FF" && bytes[11] === "FF";
  if (isMapped)
    return `::ffff:${bytes
      .slice(12)
      .map((byte) => Number.parseInt(byte, 16))
      .join(".")}`;
  const groups = Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(`${bytes[at * 2]}${bytes[at * 2 + 1]}`, 16).toString(16),
  );
  return compress(groups);
}

/** Replaces the longest run of zero groups by `::` (RFC 5952, section 4.2). */
function compress(groups: readonly string[]): string {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === "0") length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.at).join(":")}::${groups.slice(best.at + best.length).join(":")}`;
}
