import { parseEndpoint } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { JoinedRow, ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerOn, portOf, programName, unshownTransport } from "#core/explain/reader.ts";
import type { Transport } from "#core/registry/port.ts";

/** Fields of lsof that are read: process, command, file, protocol, TCP state, name; others are skipped. */
const FIELD = /^[acdDfFgGiklLnNoPprRsStTuzZ0]/;

/** `lsof -F`: one field on each line, named by its first letter; `p` starts a process and `f` a file. */
export const lsofFields: Reader = {
  begins: ([first = "", more]) => more === undefined && /^p\d{1,10}$/.test(first),
  // A process alone says nothing about ports.
  read: () => null,
  readLines: (lines, from, state) => readProcess(lines, from, state),
};

interface OpenFile {
  readonly transport: Transport | null;
  /** Whether it is known not to listen. */
  readonly isClosed: boolean;
  /** Whether it is no socket of the internet. */
  readonly isOther: boolean;
}

const NEW_FILE: OpenFile = { transport: null, isClosed: false, isOther: false };

function readProcess(lines: readonly string[], from: number, state: ParseState): JoinedRow {
  const pid = Number((lines[from] ?? "").slice(1));
  let file = NEW_FILE;
  let process: string | null = null;
  const listeners: PastedListener[] = [];
  let [connections, named, end] = [0, 0, from + 1];
  for (; end < lines.length; end++) {
    const line = (lines[end] ?? "").trim();
    const [letter = ""] = line;
    const value = line.slice(1);
    if (!FIELD.test(line) || letter === "p") break;
    if (letter === "c") process = programName(value);
    if (letter === "f") file = NEW_FILE;
    if (letter === "t") file = { ...file, isOther: !/^(?:IPv[46]|inet6?|sock)$/.test(value) };
    if (letter === "P") file = { ...file, transport: value === "TCP" ? "tcp" : value === "UDP" ? "udp" : null };
    if (letter === "T" && value.startsWith("ST=")) file = { ...file, isClosed: value !== "ST=LISTEN" };
    if (letter !== "n") continue;
    // Of all files of a process, only sockets have an address.
    if (file.isOther || value.startsWith("/")) continue;
    const found = file.isClosed ? EMPTY_ROW : socketNamed(value, file.transport ?? unshownTransport(state), state);
    if (found === null) break;
    named++;
    connections += found.connections;
    listeners.push(...found.listeners.map((each) => ({ ...each, process, pid })));
    if (listeners.length > state.room) break;
  }
  return { row: named === 0 ? null : { ...EMPTY_ROW, listeners, connections }, end };
}

/** `*:22`; a name with an arrow is a connection. */
function socketNamed(name: string, transport: Transport | null, state: ParseState): RowResult | null {
  if (name.includes("->")) return { ...EMPTY_ROW, connections: 1 };
  const end = parseEndpoint(name);
  if (end === null) return null;
  const port = portOf(end, transport, state);
  return port === null ? EMPTY_ROW : { ...EMPTY_ROW, listeners: [listenerOn(port, transport, end.address)] };
}
