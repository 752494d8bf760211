import { parseDottedEndpoint } from "#core/explain/endpoint.ts";
import type { Family, PastedListener } from "#core/explain/listener.ts";
import type { Reader } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  listenerOn,
  listenerRow,
  portOf,
  processId,
  programName,
} from "#core/explain/reader.ts";

/** `tcp4 0 0 *.22 *.* LISTEN 131072 131072 123 0 …`: BSD systems separate the port with a dot. */
export const netstatMacos: Reader = {
  begins: ([protocol = "", receive, send, local = ""]) =>
    /^(?:tcp|udp)(?:4|6|46)?$/.test(protocol) &&
    isDigits(receive) &&
    isDigits(send) &&
    local.lastIndexOf(".") > local.lastIndexOf(":") &&
    parseDottedEndpoint(local) !== null,
  read: (words, parseState) => {
    const [protocol = "", , , local = "", peer = "", ...rest] = words;
    const transport = protocol.startsWith("tcp") ? "tcp" : "udp";
    const localEnd = parseDottedEndpoint(local);
    const peerEnd = parseDottedEndpoint(peer);
    if (localEnd === null || peerEnd === null) return null;
    const [state = ""] = rest;
    const hasState = /^[A-Z][A-Z_\d]{2,11}$/.test(state);
    if (transport === "tcp" && !hasState) return null;
    const isListening = hasState ? state === "LISTEN" : peerEnd.port === null && peerEnd.name === null;
    if (!isListening) return CONNECTION_ROW;
    const port = portOf(localEnd, transport, parseState);
    if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
    const columns = hasState ? rest.slice(1) : rest;
    const base = listenerOn(port, transport, localEnd.address);
    const families = localEnd.address === "*" ? (FAMILIES[protocol.slice(3)] ?? base.families) : base.families;
    const listener: PastedListener = { ...base, families, system: "macos" };
    return listenerRow([{ ...listener, ...ownerOf(columns, parseState.header) }], columns.length !== 1);
  },
};

/** The suffix of the transport; `46` accepts both families. */
const FAMILIES: Readonly<Record<string, readonly Family[]>> = { 4: ["ipv4"], 6: ["ipv6"] };

/** A number under `pid` before macOS 14; `program:pid` since then, where the name may contain spaces. */
function ownerOf(columns: readonly string[], header: readonly string[]): Pick<PastedListener, "process" | "pid"> {
  const named = columns.findIndex((word) => /^\D.*:\d{1,10}$|^.*\D:\d{1,10}$/.test(word) && !word.startsWith("0x"));
  if (named >= 0) {
    const numbers = columns.findLastIndex((word, at) => at < named && isDigits(word));
    const text = columns.slice(numbers + 1, named + 1).join(" ");
    const colon = text.lastIndexOf(":");
    return { process: programName(text.slice(0, colon)), pid: processId(text.slice(colon + 1)) };
  }
  const state = header.indexOf("(state)");
  const pid = header.indexOf("pid");
  return { process: null, pid: state >= 0 && pid > state ? processId(columns[pid - state - 1]) : null };
}
