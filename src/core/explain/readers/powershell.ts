import { isIp, portNumber } from "#core/explain/endpoint.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  listenerOn,
  listenerRow,
  processId,
  programName,
  unshownTransport,
} from "#core/explain/reader.ts";
import { readTest } from "#core/explain/readers/tested-port.ts";
import { transportOf } from "#core/explain/transport.ts";
import { wordsOf } from "#core/explain/words.ts";
import type { Transport } from "#core/registry/port.ts";

const TCP_COLUMNS = "LocalAddress LocalPort RemoteAddress RemotePort State AppliedSetting OwningProcess".split(" ");
/** Values of AppliedSetting, which is blank in most rows. */
const APPLIED_SETTINGS: ReadonlySet<string> = new Set([
  "Internet",
  "InternetCustom",
  "Datacenter",
  "DatacenterCustom",
  "Compat",
]);

/** Tables of `Get-NetTCPConnection` and `Get-NetUDPEndpoint`, with any selection of columns. */
export const powershellTable: Reader = {
  begins: (words, { header }) => {
    if (header.includes("TcpTestSucceeded")) return isTestHead(header) && /^(?:True|False)$/.test(words.at(-1) ?? "");
    if (!header.includes("LocalPort")) return isWholeTcpRow(words);
    if (header.length < TCP_COLUMNS.length - 2 || !header.includes("RemotePort")) {
      return portNumber(words[header.indexOf("LocalPort")] ?? "") !== null && hasAddress(words, header);
    }
    return hasAddress(words, header) && isDigits(words[header.indexOf("LocalPort")]) && words.length > 2;
  },
  read: (words, state) => {
    const { header } = state;
    const columns = header.includes("LocalPort") || isTestHead(header) ? header : TCP_COLUMNS;
    const fields = fieldsOf(withPlaceholders(words), columns);
    return readTest(fields) ?? readFields(fields, columns, state);
  },
};

/** Whether a head is one of PowerShell's, with the columns that somebody chose. */
export function isPowershellHead(words: readonly string[]): boolean {
  const isNamed = words.includes("LocalPort") || isTestHead(words);
  return (
    isNamed && words.length > 1 && words.length < 16 && words.every((word) => /^\p{Lu}[\p{L}\d]{1,40}$/u.test(word))
  );
}

/** `Test-NetConnection` as a table. */
const isTestHead = (words: readonly string[]) => words.includes("TcpTestSucceeded") && words.includes("RemotePort");

/** With each placeholder as one word: `<the PID>`. */
function withPlaceholders(words: readonly string[]): readonly string[] {
  if (!words.some((word) => word.startsWith("<"))) return words;
  return (words.join(" ").match(/<[^<>]{0,80}>|\S+/g) ?? []).map(String);
}

/** Without a head, only a row with both addresses and a state is told from other text. */
function isWholeTcpRow([address = "", port, peer = "", peerPort, state = ""]: readonly string[]): boolean {
  return isIp(address) && isDigits(port) && isIp(peer) && isDigits(peerPort) && /^[A-Z][A-Za-z\d]{3,14}$/.test(state);
}

function hasAddress(words: readonly string[], columns: readonly string[]): boolean {
  const at = columns.indexOf("LocalAddress");
  return at < 0 ? columns.length > 1 : isIp(words[at] ?? "");
}

function fieldsOf(words: readonly string[], columns: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  for (const [place, column] of columns.entries()) {
    const word = words[at];
    if (word === undefined) break;
    // Sockets of udp have none.
    if (column === "State" && words.length < columns.length && isUdp(fields)) continue;
    if (column === "AppliedSetting" && !APPLIED_SETTINGS.has(word)) continue;
    const isLast = place === columns.length - 1;
    fields.set(column, isLast ? words.slice(at).join(" ") : word);
    at++;
  }
  return fields;
}

const transportIn = (fields: ReadonlyMap<string, string>) =>
  transportOf(fields.get("Protocol") ?? fields.get("Proto") ?? "");
const isUdp = (fields: ReadonlyMap<string, string>) => transportIn(fields) === "udp";

/** A row printed as a list: one `Name : value` per line. */
export const powershellList: Reader = {
  begins: ([first = "", second = ""]) =>
    isListKey(first, second) || /^(?:ComputerName|Remote(?:Address|Port)):$/.test(first),
  read: (words, state) => {
    const fields = new Map<string, string>();
    for (const [at, word] of words.entries()) {
      const next = words[at + 2];
      if (words[at + 1] === ":")
        fields.set(word, next === undefined || (words[at + 3] === ":" && KEYS.has(next)) ? "" : next);
    }
    return readTest(fields) ?? readFields(fields, [...fields.keys()], state);
  },
  // A row continues while its lines are distinct properties.
  readLines: (lines, from, parseState) => {
    const seen = new Set<string>();
    const words: string[] = [];
    let end = from;
    for (; end < lines.length; end++) {
      const line = lines[end] ?? "";
      // A list of values goes on below the first, and web pages put blank lines between all others.
      if (end > from && /^(?: {6,60}\S+)? *$/.test(line)) continue;
      // `PingReplyDetails (RTT) : 17 ms`, `NetRoute (NextHop) : 192.0.2.1`
      const [key = "", colon = "", ...value] = wordsOf(
        line.replace(/ \(\w{1,20}\)/, "").replace(/^( *\w{1,40}): /, "$1 : "),
      );
      const isProperty = colon === ":" && /^[A-Za-z]{1,40}$/.test(key);
      if (!isProperty || seen.has(key)) break;
      seen.add(key);
      if (isListKey(key, colon)) words.push(key, colon, ...value.slice(0, 1));
    }
    return { row: powershellList.read(words, parseState), end };
  },
};

const KEYS: ReadonlySet<string> = new Set([
  ...["LocalAddress", "LocalPort", "RemoteAddress", "RemotePort", "State", "AppliedSetting", "OwningProcess"],
  ...["CreationTime", "OffloadState", "Process", "ProcessName", "ComputerName", "TcpTestSucceeded"],
]);

/** Whether two words start a list line: a property name and the colon. */
function isListKey(first: string, second: string): boolean {
  return second === ":" && KEYS.has(first);
}

function readFields(
  fields: ReadonlyMap<string, string>,
  columns: readonly string[],
  state: ParseState,
): RowResult | null {
  const local = fields.get("LocalPort") ?? "";
  const port = portNumber(local);
  const address = fields.get("LocalAddress") ?? null;
  if (port === null || (address !== null && !isIp(address))) return null;
  const said = fields.get("State");
  const isTcp = !isUdp(fields) && (columns.includes("State") || columns.includes("RemotePort"));
  if (isTcp && said === undefined && fields.get("RemotePort") !== "0") return null;
  if (said !== undefined && !/^[A-Za-z]\w{2,14}$|^\d{1,3}$/.test(said)) return null;
  // Raw objects have numeric states (MSFT_NetTCPConnection: 2 is Listen).
  const isListening = !isTcp || said === undefined || /^(?:listen(?:ing)?|2)$/i.test(said);
  if (!isListening) return said === "Bound" ? EMPTY_ROW : CONNECTION_ROW;
  const process = fields.get("ProcessName") ?? fields.get("Process") ?? null;
  const listener = listenerOn(
    port,
    isTcp ? "tcp" : (transportIn(fields) ?? requestedTransport(columns, state)),
    address,
  );
  return listenerRow(
    [
      {
        ...listener,
        process: process === null ? null : programName(process),
        pid: processId(PID_KEYS.map((key) => fields.get(key)).find((id) => id !== undefined)),
        system: "windows",
      },
    ],
    true,
  );
}

/** As scripts name it. */
const PID_KEYS = ["OwningProcess", "PID", "ProcessId", "ProcessID", "Id"];

/** Get-NetUDPEndpoint has no state and, if no columns are chosen, prints only two. */
function requestedTransport(columns: readonly string[], state: ParseState): Transport | null {
  const isDefault = columns.every((column) => column === "LocalAddress" || column === "LocalPort");
  return isDefault && !/tcp/i.test(state.command + state.title) ? "udp" : unshownTransport(state);
}
