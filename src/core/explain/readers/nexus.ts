import { portNumber } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import { CONNECTION_ROW, EMPTY_ROW, listenerOn, listenerRow } from "#core/explain/reader.ts";
import { transportOf } from "#core/explain/transport.ts";
import { wordsOf } from "#core/explain/words.ts";

/** `[host]: tcp(4/6) LISTEN 0 *(22)`; sockets of udp have no state. */
const FIRST =
  /^(?:\[[\w-]{1,20}\]: )?(?<transport>tcp|udp)(?:6|\(4\/6\))?(?: (?<state>[A-Z][A-Z_-]{2,14}))? \d{1,10} (?<address>\*|[\da-f.:]{2,45})\((?<port>\d{1,5}|\*)\)$/;
/** The line below has the VRF, the other queue and the peer: `Wildcard 0 *(*)`. */
const SECOND = /^ *[\w:.-]{1,40} +\d{1,10} +(?:\*|[\da-f.:]{2,45})\((?<port>\d{1,5}|\*)\) *$/;

/** Rows of `show sockets connection` of Cisco's NX-OS, which take two lines. */
export const nexusSockets: Reader = {
  begins: (words) => words.length <= 5 && words.at(-1)?.endsWith(")") === true && FIRST.test(words.join(" ")),
  read: () => null,
  readLines: (lines, from) => {
    const groups = FIRST.exec(wordsOf(lines[from] ?? "").join(" "))?.groups;
    if (groups === undefined) return { row: null, end: from + 1 };
    const below = SECOND.exec(lines[from + 1] ?? "")?.groups;
    const end = below === undefined ? from + 1 : from + 2;
    const { transport = "", state, address = "", port: number = "" } = groups;
    const port = portNumber(number);
    const isOpen = below === undefined || below.port === "*" || below.port === "0";
    if (state === undefined ? !isOpen : state !== "LISTEN") return { row: CONNECTION_ROW, end };
    if (port === null || port === 0) return { row: EMPTY_ROW, end };
    return { row: listenerRow([listenerOn(port, transportOf(transport), address)], true), end };
  },
};
