import type { Endpoint } from "#core/explain/endpoint.ts";
import { isIp, parseEndpoint, portNumber } from "#core/explain/endpoint.ts";
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
import { transportOf } from "#core/explain/transport.ts";
import type { Transport } from "#core/registry/port.ts";

/** What a column holds. */
type Field =
  | "transport"
  | "port"
  | "address"
  | "endpoint"
  /** An address whose last two parts are the port (RFC 5665, section 5.2.3). */
  | "universal"
  | "peerPort"
  /** An address with its port. */
  | "peer"
  | "process"
  | "pid"
  /** Of a systemd socket: `Stream` or `Datagram`. */
  | "type"
  | "state"
  | "product";

/** A table is known by the first words of its head, and its columns by their place. */
interface TableFormat {
  readonly head: readonly string[];
  /** Whether a transport that it doesn't show may be told from what stands around. */
  readonly isOfOne?: boolean;
  readonly columns: Readonly<Partial<Record<Field, number>>>;
  /** The columns of texts, which may be empty. Rows of other tables have no empty cells. */
  readonly texts?: readonly number[];
}

const RPC_PORTS = table("program vers proto port", { transport: 2, port: 3, product: 4 });
const RPC_ADDRESSES = table("program version netid address", { transport: 2, universal: 3, product: 4 });
const UNITS = table("LISTEN UNIT", { endpoint: 0, product: 2 });
const TYPED_UNITS = table("LISTEN TYPE UNIT", { endpoint: 0, type: 1, product: 3 });
const CISCO_SOCKETS = table("Proto Remote Port Local Port", { transport: 0, peerPort: 2, address: 3, port: 4 });
const ASA_STATE_FIRST = table("Protocol Socket State", { transport: 0, state: 2, endpoint: 3, peer: 4 });
const ASA_STATE_LAST = table("Protocol Socket Local", { transport: 0, endpoint: 2, peer: 3, state: 4 });
const FORMATS: readonly TableFormat[] = [
  RPC_PORTS,
  RPC_ADDRESSES,
  UNITS,
  TYPED_UNITS,
  CISCO_SOCKETS,
  ASA_STATE_FIRST,
  ASA_STATE_LAST,
];

function table(head: string, columns: TableFormat["columns"]): TableFormat {
  return { head: head.split(" "), columns };
}

/** How the heads of these tables start, as phrases. */
export const TABLE_HEADS: readonly string[] = FORMATS.map(({ head }) => head.slice(0, 2).join(" "));

/** Rows of rpcinfo, `systemctl list-sockets`, Cisco's `show ip sockets` and osquery, below their head. */
export const headTable: Reader = {
  begins: (words, state) => readTable(words, state) !== null,
  read: readTable,
};

function readTable(words: readonly string[], state: ParseState): RowResult | null {
  const below = formatOf(state.header);
  const row = below === null ? null : readRow(words, below, state);
  const alone = row === null ? formatWithoutHead(words) : null;
  return alone === null ? row : readRow(words, alone, state);
}

function formatOf(header: readonly string[]): TableFormat | null {
  if (header.length === 0) return null;
  const formats = FORMATS_BY_WORD.get(header[0] ?? "") ?? [];
  return (
    formats.find(({ head }) => head.every((word, at) => header[at] === word)) ??
    osqueryFormat(header) ??
    (isPortHead(header) || isAddressHead(header) ? portFormat(header) : null)
  );
}

const FORMATS_BY_WORD = Map.groupBy(FORMATS, ({ head }) => head[0]);

const formatWithoutHead = (words: readonly string[]) =>
  rpcFormat(words) ?? unitFormat(words) ?? asaFormat(words) ?? listenFormat(words);

/** `systemctl status`: `Listen: 0.0.0.0:22 (Stream)`, and other addresses below it. */
function listenFormat(words: readonly string[]): TableFormat | null {
  const at = words[0] === "Listen:" ? 1 : 0;
  const isRow = words.length === at + 2 && /^\((?:Stream|Datagram)\)$/.test(words[at + 1] ?? "");
  return isRow ? { head: [], columns: { endpoint: at, type: at + 1 } } : null;
}

/** Cisco's ASA prints the state before or behind the addresses: `SSL 0001ebf8 LISTEN 192.0.2.1:443 0.0.0.0:*`. */
function asaFormat(words: readonly string[]): TableFormat | null {
  const [protocol = "", socket = "", third = ""] = words;
  if (words.length !== 5 || !/^(?:TCP|UDP|SSL|DTLS)$/.test(protocol) || !/^[\da-f]{8,16}$/.test(socket)) return null;
  return /^[A-Z]+$/.test(third) ? ASA_STATE_FIRST : ASA_STATE_LAST;
}

/** `systemctl list-sockets | grep ssh` prints no head: `[::]:22 ssh.socket ssh.service`. */
function unitFormat([, second = "", ...more]: readonly string[]): TableFormat | null {
  const hasType = SOCKET_TYPES.has(second);
  const [unit = second, ...activates] = hasType ? more : [second, ...more];
  if (!unit.endsWith(".socket") || !activates.every((word) => /^[\w@.:\\-]{1,100}\.service,?$/.test(word))) return null;
  return hasType ? TYPED_UNITS : UNITS;
}

/** `rpcinfo -p | grep nfs` prints no head: a program's number, its version, transport, port or address, name and owner. */
function rpcFormat([program = "", version = "", , port = "", name, , more]: readonly string[]): TableFormat | null {
  const isRow = /^\d{6,10}$/.test(program) && /^\d{1,3}$/.test(version) && name !== undefined && more === undefined;
  if (!isRow) return null;
  return isDigits(port) ? RPC_PORTS : RPC_ADDRESSES;
}

/** osquery's columns stand in the order of the query. */
function osqueryFormat(header: readonly string[]): TableFormat | null {
  const [transport, port] = [header.indexOf("protocol"), header.indexOf("port")];
  if (port < 0 || (transport < 0 && !header.includes("pid"))) return null;
  const places = {
    transport,
    pid: header.indexOf("pid"),
    process: header.indexOf("name"),
    address: header.indexOf("address"),
  };
  const present = Object.fromEntries(Object.entries(places).filter(([, place]) => place >= 0));
  const texts = header.flatMap((name, at) => (TEXT_COLUMNS.has(name) && header.length <= 12 ? [at] : []));
  return { head: header, texts, columns: { port, ...present } };
}

/** Of osquery, so far as they aren't numbers. */
const TEXT_COLUMNS: ReadonlySet<string> = new Set(["name", "path", "cmdline", "address", "username", "user", "state"]);

/**
 * Whether a head is that of a list of ports and their processes, as many small tools and scripts print it: `PORT PID
 * PROCESS`, in any order, with other columns.
 */
export function isPortHead(words: readonly string[]): boolean {
  if (words.length > 12) return false;
  const names = new Set(words.map((word) => word.toUpperCase()));
  const has = (...some: readonly string[]) => some.some((name) => names.has(name));
  const isOfSockets =
    has("PROTO", "PROTOCOL") && (has("STATE", "STATUS") || (has("ADDRESS") && has("PROCESS", "PROGRAM")));
  return has("PORT") && (has("PID") || isOfSockets) && words.every((word) => /^[A-Z][\w/()#%-]{0,24}$/.test(word));
}

/** Whether a head names a local and a remote address, whatever the order: `PCB VRF-ID Recv-Q Send-Q Local Address …`. */
export function isAddressHead(words: readonly string[]): boolean {
  const text = words.length > 12 ? "" : words.join(" ");
  return / Local\b/i.test(text) && /\b(?:Foreign|Remote|Peer|State)\b/i.test(text) && IS_HEAD.test(text);
}

const IS_HEAD = /^(?:\(?[A-Z][\w/()#%:-]{0,24}(?: |$))+$/;

/** Columns with two words in the head have one in each row. */
const TWO_WORDS = /\b(PROCESS|LOCAL|REMOTE|FOREIGN|PROGRAM|SERVICE|COMMAND|USER) (NAME|ADDRESS|PORT|LINE|ID)\b/g;
const NAMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  port: ["PORT", "LOCAL-PORT"],
  pid: ["PID"],
  process: ["PROCESS", "PROCESS-NAME", "PROCESSNAME", "PROGRAM", "PROGRAM-NAME", "COMMAND", "NAME", "APP"],
  transport: ["PROTO", "PROTOCOL", "PROT", "TRANSPORT"],
  address: ["ADDRESS", "LOCAL-ADDRESS", "IP", "BIND", "HOST"],
  state: ["STATE", "STATUS", "(STATE)"],
};
/** In heads that have no column for the port. */
const ENDS: typeof NAMES = {
  ...NAMES,
  port: [],
  address: [],
  endpoint: ["LOCAL-ADDRESS", "LOCALADDRESS", "LOCAL"],
  peer: ["FOREIGN", "REMOTE", "PEER"].flatMap((name) => [name, `${name}-ADDRESS`, `${name}ADDRESS`]),
};

function portFormat(header: readonly string[]): TableFormat {
  const names = header.join(" ").toUpperCase().replace(TWO_WORDS, "$1-$2").split(" ");
  const fields = isPortHead(header) ? NAMES : ENDS;
  const places = Object.entries(fields).map(([field, own]) => [field, names.findIndex((name) => own.includes(name))]);
  const columns = Object.fromEntries(places.filter(([, place]) => place !== -1));
  return { head: header, isOfOne: true, columns };
}

/** A program's name may have blanks. */
function readRow(words: readonly string[], format: TableFormat, state: ParseState): RowResult | null {
  const { process } = format.columns;
  const more = words.length - format.head.length;
  if (more < 0 && more >= -MAX_BLANK && format.texts !== undefined) return readWithBlanks(words, format, state);
  const row = readCells(words, format, state);
  if (row !== null || process === undefined || more < 1 || more > 4) return row;
  const name = words.slice(process, process + more + 1).join(" ");
  return readCells([...words.slice(0, process), name, ...words.slice(process + more + 1)], format, state);
}

/** How many cells of a row may be empty. */
const MAX_BLANK = 3;

/** A row whose empty cells left no trace: they are where the other cells have the look of their columns. */
function readWithBlanks(words: readonly string[], format: TableFormat, state: ParseState): RowResult | null {
  const { head, texts = [], columns } = format;
  const mayBeBlank = [...texts, ...(columns.pid === undefined ? [] : [columns.pid])];
  for (const blanks of choicesOf(mayBeBlank, head.length - words.length)) {
    let next = 0;
    const cells = head.map((_, at) => (blanks.includes(at) ? "" : (words[next++] ?? "")));
    const isText = texts.every((at) => !isDigits(cells[at]) && (at === columns.address || !isIp(cells[at] ?? "")));
    const row = isText ? readCells(cells, format, state) : null;
    if (row !== null) return row;
  }
  return null;
}

/** The ways to choose so many of them, earlier ones first. */
function choicesOf(items: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return items.flatMap((item, at) => choicesOf(items.slice(at + 1), count - 1).map((rest) => [item, ...rest]));
}

function readCells(words: readonly string[], { columns, isOfOne }: TableFormat, state: ParseState): RowResult | null {
  // Cisco leaves the remote port of a listener blank.
  const cells = words.flatMap((word, at) =>
    word === "--listen--" ? (words[at + 1] === "--" ? [word] : [word, "0"]) : [word === "--" ? "0" : word],
  );
  const cell = (field: Field) => cells[columns[field] ?? -1];
  const isOfTcp = isOfOne !== true || columns.peer === undefined || columns.state !== undefined;
  const transport = transportIn(cell) ?? (isOfOne !== true ? null : isOfTcp ? unshownTransport(state) : "udp");
  if (columns.transport !== undefined && transportIn(cell) === null) return null;
  const end = endOf(columns, cell);
  // systemd's sockets may be files, or the kernel's.
  if (columns.endpoint !== undefined && end === null && cell("product")?.includes(".") === true) return EMPTY_ROW;
  if (end === null || end.port === null) return null;
  if (columns.pid !== undefined && !isDigits(cell("pid")) && !NO_PID.has(cell("pid") ?? "")) return null;
  const peer = columns.peer === undefined ? null : parseEndpoint(cell("peer") ?? "");
  if (columns.peer !== undefined && peer === null) return null;
  if ((cell("peerPort") ?? "0") !== "0" || (peer?.port ?? 0) > 0) return CONNECTION_ROW;
  if (end.port === 0) return EMPTY_ROW;
  if (columns.state !== undefined && !/^(?:LISTEN(?:ING)?|OPEN)$/i.test(cell("state") ?? "")) return CONNECTION_ROW;
  const listener = listenerOn(end.port, transport, end.address === "" ? null : end.address);
  const process = cell("process") === undefined ? null : programName(cell("process") ?? "");
  const product = cell("product");
  const isNamed = product !== undefined && !product.startsWith("#") && product !== "-";
  return listenerRow([{ ...listener, process, pid: processId(cell("pid")), product: isNamed ? product : null }], true);
}

/** osquery prints the second one where it may not see the process. */
const NO_PID: ReadonlySet<string> = new Set(["-", "-1", ""]);

function transportIn(cell: (field: Field) => string | undefined): Transport | null {
  const name = cell("transport") ?? "";
  return transportOf(name) ?? SOCKET_TYPES.get(name) ?? SOCKET_TYPES.get(cell("type") ?? "") ?? null;
}

const SOCKET_TYPES: ReadonlyMap<string, Transport> = new Map([
  ["Stream", "tcp"],
  ["Datagram", "udp"],
  ["(Stream)", "tcp"],
  ["(Datagram)", "udp"],
  ["SSL", "tcp"],
  ["DTLS", "udp"],
]);

function endOf(columns: TableFormat["columns"], cell: (field: Field) => string | undefined): Endpoint | null {
  if (columns.endpoint !== undefined) return parseEndpoint(cell("endpoint") ?? "");
  if (columns.universal !== undefined) return universalEnd(cell("universal") ?? "");
  const address = cell("address") ?? "";
  const port = portNumber((cell("port") ?? "").replace(/^:/, ""));
  const isAddress = address === "" || isIp(address) || address === "--any--" || address === "*";
  return port === null || !isAddress ? null : { address: address === "--any--" ? "*" : address, port, name: null };
}

/** `0.0.0.0.0.111`, `::.0.111`; somebody may have put a name for the address, which then isn't known. */
function universalEnd(text: string): Endpoint | null {
  const [, address = "", high = "", low = ""] = /^([\w.:*-]{2,100})\.(\d{1,3})\.(\d{1,3})$/.exec(text) ?? [];
  const port = portNumber(`${Number(high) * 256 + Number(low)}`);
  if (port === null || !(isIp(address) || /[a-z]/i.test(address))) return null;
  return { address: isIp(address) ? address : "", port, name: null };
}
