import type { ParseState } from "#core/explain/reader.ts";
import { socketRow } from "#core/explain/readers/socket-row.ts";
import { wordsOf } from "#core/explain/words.ts";

/** A local and a remote address, behind the state and the queues of a socket. */
const ENDS =
  "(?:\\d{1,10} {1,40}){0,2}[^ ]{0,100}[:.][\\w*+-]{1,30} {1,100}[^ ]{0,100}[:.][\\w*+-]{1,30}(?= |$|[^\\w ])";
const SOCKET = new RegExp(
  `(?<![\\w./=-])(?:(?:tcp|udp|sctp)(?:4|6|46)? {1,20}(?:[A-Z][A-Z-]{1,12}\\d? {1,20})?|(?:LISTEN|UNCONN) {1,20}(?=\\d))${ENDS}`,
  "i",
);
const SOCKETS = new RegExp(SOCKET, "gi");
/** Rows of other tools that are as distinct, and that no sentence contains, by what all of them have. */
const OTHERS: readonly (readonly [string, RegExp])[] = [
  // lsof
  [
    " IPv",
    /(?<![^\s\])}>:"'|])[^\s"'|]{1,60} {1,40}\d{1,10} {1,40}[^\s]{1,40} {1,40}\d{1,6}[a-zA-Z]{0,3} {1,40}IPv[46] /,
  ],
  // nmap, in quotation marks, or without words before it
  [
    "/tcp ",
    /(?<=^[^A-Za-z]{1,20}|["'`])\d{1,5}\/tcp {1,20}(?:open|closed|filtered|abierto|ouvert|offen|aberto) {1,20}/,
  ],
  ["/udp ", /(?<=^[^A-Za-z]{1,20}|["'`])\d{1,5}\/udp {1,20}(?:open|closed|filtered) {1,20}/],
  // docker port
  [" -> ", /(?<![\w/.:>-])\d{1,5}\/(?:tcp|udp|sctp) -> (?=[\d[*:])/],
  // nc
  [" succeeded", /(?<!\w)Connection to \S{1,253} .{0,60}succeeded/],
];
/** Nothing stands before these. */
const ROW_START = /^ {0,80}(?:tcp|udp|LISTEN|UNCONN)/i;
/** In characters; what follows a row that no pattern above reaches is prose. */
const MAX_LINE = 1500;

/**
 * The row inside a line that is none itself, wherever it begins, without what stands behind it: `HIGH: open - tcp LISTEN
 * 0 128 …`, `--->636:tcp 0 0 …`, `"tcp 0 0 …",`. Null if there is none that is complete.
 */
export function innerRow(line: string, isListed: (line: string) => boolean, state: ParseState): string | null {
  if (line.length > MAX_LINE || ROW_START.test(line) || !INSIDE.some((word) => line.includes(word))) return null;
  const socket = SOCKET.exec(line);
  if (socket !== null) {
    const row = withoutClosing(quotedFrom(line, socket.index));
    return isWhole(row, state) ? row : null;
  }
  for (const [part, pattern] of OTHERS) {
    const match = line.includes(part) ? pattern.exec(line) : null;
    if (match === null || match.index === 0) continue;
    const row = withoutClosing(quotedFrom(line, match.index));
    if (isListed(row)) return row;
  }
  return null;
}

/** The row up to the end of the quotation: `write(1, "tcp 0 0 …\n", 80) = 80`, `It shows "tcp 0 0 …" here.` */
function quotedFrom(line: string, at: number): string {
  const row = line.slice(at);
  const end = line[at - 1] === '"' ? row.search(CLOSING_QUOTE) : -1;
  return end < 0 ? row : row.slice(0, end).replaceAll('\\"', '"').trimEnd();
}

/** Not one of those around the names that ss prints. */
const CLOSING_QUOTE = /(?:\\r)?\\n"|"(?=[.,;:!?)\]]{0,3}(?: |$))/;

/** A state, or the queues. */
const SAYS_STATE = /^\S+ +(?:[A-Z]{3}|\d+ +\d+ )| \p{Lu}{4,12}(?: |$)/u;

function isWhole(row: string, state: ParseState): boolean {
  const words = wordsOf(row);
  if (!SAYS_STATE.test(row)) return false;
  return socketRow.begins(words, state) && socketRow.read(words, state) !== null;
}

/** Without the quotes or marks that close what was opened before the row. */
function withoutClosing(row: string): string {
  return row.replace(
    /(?: {0,80}["'`]\)?[,;]? {0,8}(?:\},?)?| {0,8}(?:\*\/|-\}|-->)|'{2,3}|\*{2}| {1,80}\|) {0,8}$/,
    "",
  );
}

const QUOTED = /^ {0,80}[bru]?(["'])(.{3,3000}?) {0,80}\1,? {0,8}$/;

/** What a line of a program's list of texts holds, if that is a row or a head: `"Proto Recv-Q Send-Q …",`. */
export function quotedRow(line: string, isListed: (line: string) => boolean): string | null {
  const inside = QUOTED.exec(line)?.[2];
  return inside !== undefined && isListed(inside) ? inside.replaceAll('\\"', '"').replace(/(?:\\r)?\\n$/, "") : null;
}

/** Rows in the text of a JSON value or of a log: `"stdout": "…\ntcp 0 0 …\ntcp6 …"`. */
const ESCAPED = new RegExp(
  `(?:\\\\r)?\\\\n(?= {0,8}(?:${[
    "(?:tcp|udp|sctp)[46]{0,2}(?: |\\\\t)",
    "(?:TCP|UDP|LISTEN|UNCONN) ",
    "\\d{1,5}\\/(?:tcp|udp|sctp) +(?:->|open) ",
    "[\\w.-]{1,40} +\\d{1,10} +\\S{1,30} +\\d{1,5}[a-z]? +IPv[46]",
    "[\\da-f]{12} +\\S+ .{0,200}->",
    "[\\w.-]{1,63} +(?:ClusterIP|NodePort|LoadBalancer) ",
  ].join("|")}))`,
);

/** Where another row of `docker port` begins on a line. */
const NEXT_PORT = /(?<=:\d{1,5})[,;]? {1,9}(?=\d{1,5}\/(?:tcp|udp|sctp) -> )/;

/** Tabs of `nmap -oG` in the text of a JSON value. */
const GREPPABLE_TABS = ["\\tPorts: ", "\\tStatus: "];

/** One line for each row where line breaks were lost, or were written as `\n`. */
export function separateRows(line: string): readonly string[] {
  if (GREPPABLE_TABS.some((tab) => line.includes(tab))) return [line.replace(/\\t(?=[A-Z])/g, " ")];
  if (line.includes("\\n") && ESCAPED.test(line)) {
    const [head = "", ...rows] = line.split(ESCAPED);
    const end = /(?<!\\)["']/.exec(rows.at(-1) ?? "")?.index;
    const cut = rows.map((row, at) => (at === rows.length - 1 ? row.slice(0, end) : row));
    return [head, ...cut].map((row) =>
      row
        .replace(/\\t/g, " ")
        .replaceAll('\\"', '"')
        .replace(/(?:\\r)?\\n.*$/, ""),
    );
  }
  if (
    line.length > MIN_ROW &&
    line.length < MAX_SCAN &&
    OF_SCANS.some((part) => line.includes(part)) &&
    SCANNED.test(line)
  )
    return line.split(SCANNED);
  if (line.includes(" -> ")) return line.split(NEXT_PORT);
  if (!NAMES.some((name) => line.indexOf(name, MIN_ROW) > 0)) return [line];
  const starts = Array.from(line.matchAll(SOCKETS), ({ index }) => index);
  return starts.length < 2 ? [line] : [0, ...starts].map((from, at) => line.slice(from, starts[at]));
}

/** What stands in a line that has all that a scanner printed. */
const OF_SCANS = ["Nmap", "PORT ", "Discovered open"];
/** Where one of its rows, or what stands around them, begins. */
const SCANNED =
  / {1,80}(?=(?:\d{1,5}\/(?:tcp|udp) +(?:open|closed|filtered|unfiltered)|PORT +STATE|Nmap scan report for|Discovered open port|MAC Address:|Service Info:|Nmap done:|Not shown:) )/;

const NAMES = ["tcp", "udp", "TCP", "UDP"];
/** One of these stands in every row that is looked for. */
const INSIDE = [...NAMES, "LISTEN", "UNCONN", "IPv"];
/** In characters. */
const MAX_SCAN = 20_000;
/** In characters; a second row on a line begins behind the first. */
const MIN_ROW = 40;
