import { parseEndpoint } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  listenerOn,
  listenerRow,
  portOf,
  programName,
} from "#core/explain/reader.ts";
import type { Transport } from "#core/registry/port.ts";

/** ss's names for socket types (ss(8) and misc/ss.c of iproute2); null for types without ports. */
const NETIDS: Readonly<Record<string, Transport | null>> = {
  ...{ tcp: "tcp", mptcp: "tcp", udp: "udp", sctp: "sctp", dccp: "dccp" },
  ...{ raw: null, icmp6: null, p_raw: null, p_dgr: null, nl: null, u_str: null, u_dgr: null, u_seq: null, "???": null },
  ...{ v_str: null, v_dgr: null, ti_st: null, ti_dg: null, ti_rd: null, ti_sq: null, xdp: null, unknown: null },
};
const STATES: ReadonlySet<string> = new Set(
  "LISTEN UNCONN ESTAB SYN-SENT SYN-RECV NEW-SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSE-WAIT LAST-ACK CLOSING".split(
    " ",
  ),
);

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))`; the first and last columns are optional. */
export const ss: Reader = {
  begins: (words) => {
    const [first = ""] = words;
    const [state = "", receive, send, local = ""] = Object.hasOwn(NETIDS, first) ? words.slice(1) : words;
    return STATES.has(state) && isDigits(receive) && isDigits(send) && (state !== first || local.includes(":"));
  },
  read: (words, parseState) => {
    const [first = ""] = words;
    const columns = Object.hasOwn(NETIDS, first) ? words.slice(1) : words;
    const transport = Object.hasOwn(NETIDS, first) ? NETIDS[first] : undefined;
    if (transport === null) return columns.length >= 4 ? EMPTY_ROW : null;
    return readColumns(columns, transport, parseState);
  },
};

function readColumns(words: readonly string[], netid: Transport | undefined, parseState: ParseState): RowResult | null {
  const [state = "", receive, send, local = "", peer = "", ...rest] = words;
  const localEnd = parseEndpoint(local);
  const peerEnd = parseEndpoint(peer);
  if (!isDigits(receive) || !isDigits(send) || localEnd === null || peerEnd === null) return null;
  const tail = rest.join(" ");
  if (!isTail(tail)) return null;
  // Without a first column only one type was listed: only tcp listens, only udp is unconnected.
  const transport = netid ?? (state === "LISTEN" ? "tcp" : "udp");
  const isListening = state === "LISTEN" || (state === "UNCONN" && transport === "udp" && peerEnd.port === null);
  if (!isListening) return state === "UNCONN" && peerEnd.port === null ? EMPTY_ROW : CONNECTION_ROW;
  const port = portOf(localEnd, transport, parseState);
  if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
  const base: PastedListener = { ...listenerOn(port, transport, localEnd.address), system: "linux" };
  const users = usersOf(tail);
  return listenerRow(users.length === 0 ? [base] : users.map((user) => ({ ...base, ...user })), users.length > 0);
}

const USERS = "users:((";

/** What may follow the addresses: the processes, and `name:value` fields of options like `-e`, `-o` and `-Z`. */
function isTail(tail: string): boolean {
  if (tail === "" || USERS.startsWith(tail)) return true;
  const processes = tail.startsWith(USERS) ? endOfUsers(tail) : 0;
  return tail
    .slice(processes)
    .split(" ")
    .every((word) => word === "" || word === "<->" || word === "-->" || word === "<--" || /^[\w-]{1,20}:/.test(word));
}

function endOfUsers(tail: string): number {
  const end = tail.indexOf("))");
  return end < 0 ? tail.length : end + 2;
}

/** The programs that share the socket, without duplicates: `users:(("nginx",pid=2,fd=6),("nginx",pid=1,fd=6))`. */
function usersOf(tail: string): readonly Pick<PastedListener, "process" | "pid">[] {
  const found = new Map<string, Pick<PastedListener, "process" | "pid">>();
  const users = tail.startsWith(USERS) ? tail.slice(USERS.length - 1, endOfUsers(tail)) : "";
  for (const user of users.split('("').slice(1)) {
    const [name = "", fields = ""] = user.split('"', 2);
    const process = user.includes('"') ? programName(name) : null;
    const pid = /pid=(\d{1,10})/.exec(fields)?.[1];
    if (process !== null && !found.has(process))
      found.set(process, { process, pid: pid === undefined ? null : Number(pid) });
  }
  return [...found.values()];
}
