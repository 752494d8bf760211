import { isHostName, isIp, portNumber } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import {
  isDigits,
  listenerOn,
  listenerRow,
  portOf,
  processId,
  scannedListener,
  unshownTransport,
} from "#core/explain/reader.ts";
import { endOf } from "#core/explain/readers/socket-ends.ts";
import { ownersOf, STATE } from "#core/explain/readers/socket-owners.ts";
import { transportOf } from "#core/explain/transport.ts";

/**
 * An address and a port with little else, below a command or a title that says that they listen or answered a scan:
 * `192.0.2.1:80`, `tcp 0.0.0.0:22 812/sshd`, `sshd *:22`, `- [::]:22 (sshd, pid 812)`.
 */
export const endpointRow: Reader = {
  mayContinue: true,
  begins: (words, state) => readEndpoint(words, state) !== null,
  read: readEndpoint,
};

function readEndpoint(words: readonly string[], state: ParseState): RowResult | null {
  // Most lines have nothing above them that says it. The last columns of ss say it themselves.
  const isOfSs = words[0]?.startsWith("users:((") === true;
  const isBelow = state.command !== "" || state.title !== "" || state.header.length > 0;
  if (words.length > MAX_WORDS || !(isOfSs || isBelow)) return null;
  const alone = words.length === 1 && isOfPorts(state) ? portNumber(words[0] ?? "") : null;
  if (alone !== null) return listenerRow([listenerOn(alone, unshownTransport(state), null)], true);
  const at = isOfSs ? words.length - 1 : words.findIndex((word, place) => place < MAX_BEFORE && hasPort(word));
  if (at < 0 || !ENDPOINT.test(words[at] ?? "")) return null;
  const written = (words[at] ?? "").replace(/[,;:/]$/, "");
  if (words.length === 1 && isScan(state)) return scanned(written);
  const isSaid = saysListening(state);
  if (!isOfSs && !isSaid) return null;
  const before = words.slice(0, at).filter((word, place) => place > 0 || !BULLET.test(word));
  const after = words.slice(at + 1);
  const said = transportOf(before[0] ?? "");
  const isFirst = before.length === (said === null ? 0 : 1);
  const owner = isOfSs
    ? ownerBehind(before)
    : isFirst
      ? ownerBehind(after)
      : after.length === 0
        ? ownerBefore(before, state)
        : null;
  const transport = said ?? (isSaid ? unshownTransport(state) : null);
  const end = endOf(written);
  const port = end === null ? null : portOf(end, transport, state);
  if (owner === null || end === null || port === null || !isListed(end.address)) return null;
  return listenerRow([{ ...listenerOn(port, transport, end.address), ...owner }], true);
}

/**
 * Whether what stands above says that the addresses below listen: a head without peers, a heading of these words and no
 * others, or a command that shows nothing else, with no other words since.
 */
function saysListening({ command, title, header }: ParseState): boolean {
  if (HEADING.test(title) || (header.includes("Local") && !header.some((word) => PEERS.has(word)))) return true;
  if (title !== "" && !RESULT.test(title)) return false;
  return LISTING.test(command) && !SHOWS_OTHERS.test(command);
}

/** Other words may say the opposite: `Failed to listen on:`, `no open ports:`. */
const HEADING =
  /^\W*(?:(?:all|current|local|network|open|tcp|udp|the|following) ){0,3}(?:listening(?: (?:addresses|on|ports?|services|sockets?))?|listeners|open(?: (?:tcp|udp|network))? ports|ports à l'écoute|puertos en escucha|lauschende Ports|прослушиваемые порты|监听端口)(?: \((?:tcp|udp)\))?\W*$/i;
const RESULT = /^\W*(?:results?|output|stdout|exit code|tcp|udp|ipv[46])\b[^.!?]{0,12}$/i;
const LISTING =
  /\b(?:ss|netstat)(?:\.exe)?(?: .{0,100})? -(?![A-Za-z]*a)[A-Za-z46]*l[A-Za-z46]*\b|\bss .{0,80}\bstate (?:listen|unconn)|\bnetstat\b.{0,80}\| ?(?:grep|find(?:str)?|sls|awk) .{0,12}listen|\blsof .{0,200}LISTEN|\bsockstat .{0,40}-\w*l/i;
/** Peers, or what is left without the listeners; or the rest is a sentence. */
const SHOWS_OTHERS = /grep -\w*v|ESTAB|netstat.{0,200}\$5|\b(?:shows?|says|finds?|isn|not|nothing|no)\b/i;
const PEERS: ReadonlySet<string> = new Set(["Foreign", "Peer", "Remote"]);

/** Whether only the port of each socket is left: `ss -tln | cut -d: -f2`, `Get-NetTCPConnection … | select LocalPort`. */
function isOfPorts({ header, command }: ParseState): boolean {
  return (header.length === 1 && header[0] === "LocalPort") || (PORTS_ONLY.test(command) && !/\bwc\b/.test(command));
}

const PORTS_ONLY =
  /\b(?:ss|netstat)(?= ).{0,40} -[a-z46]*l.{0,80}(?:-[dF] ?["'\\]?:|s[/|,#][^/|,#]{0,12}:|:\\K)|Get-NetTCP.{0,60} Listen\b.{0,20}LocalPort/;

type Owner = Pick<PastedListener, "process" | "pid">;

const MAX_WORDS = 16;
const MAX_BEFORE = 4;
const ENDPOINT = /^\S{1,80}[:.][\w-]{1,30}[,;:/]?$/;
/** Whether a word may end in one, told quickly. */
function hasPort(word: string): boolean {
  const at = Math.max(word.lastIndexOf(":", word.length - 2), word.lastIndexOf("."));
  return at > 0 && at < word.length - 1;
}

const BULLET = /^(?:[-*•+]|\d{1,2}[.)])$/;
const isListed = (address: string) => isIp(address) || address === "*" || address === "localhost";
const NOBODY: Owner = { process: null, pid: null };

/** `sshd 812` before the address, as awk prints it of lsof's rows. */
function ownerBefore([process = "", pid, more]: readonly string[], { command }: ParseState): Owner | null {
  if (more === undefined && pid === undefined && /^\d{1,10}\/\w/.test(process)) return ownerBehind([process, "("]);
  if (more !== undefined || !/\b(?:lsof|sockstat) /.test(command)) return null;
  if (!/^[A-Za-z_][\w.+@\\-]{0,60}$/.test(process)) return null;
  return pid === undefined || isDigits(pid) ? { process, pid: processId(pid) } : null;
}

/** `(sshd, pid 812)`, `-> sshd`, `812/sshd (web)`, `users:(("sshd",pid=812,fd=3))`; null for any other words. */
function ownerBehind(words: readonly string[]): Owner | null {
  const rest = words.slice(words.findIndex((word) => !/^[-:=|,>]{1,3}$/.test(word)));
  const [first = "", second = "("] = rest;
  if (rest.some((word) => DENIES.test(word))) return null;
  if (first === "" || /^[-:=|,>]{1,3}$/.test(first)) return NOBODY;
  const { process, pid } = NOTE.exec(rest.join(" "))?.groups ?? {};
  if (process !== undefined) return { process, pid: processId(pid) };
  if (STATE.test(first) || !(second.startsWith("(") || first.startsWith("users:"))) return null;
  const tail = first.startsWith("users:") ? rest : [first.replace(/:$/, "")];
  const owners = ownersOf({ style: "ss", transport: null, before: [], tail, header: [], isJoined: false });
  return owners === null ? null : (owners.users[0] ?? NOBODY);
}

/** Words that say that nothing listens there, or somebody is connected. */
const DENIES =
  /^\W{0,3}(?:closed?|refused|time(?:d|out)|timed_out|filtered|down|unreachable|fail(?:ed|s)?|no|not|none|never|denied|errors?|dead|offline|blocked|established|estab|bound|time_wait|close_wait|syn_\w+|fin_\w+|last_ack)\b/i;

const NOTE =
  /^\((?!LISTEN)(?<process>[A-Za-z_][\w.+@-]{0,40})(?=[,;)]| pid| \d)(?:[^()]{0,80}?\bpid[ =:]{0,2}(?<pid>\d{1,10}))?[^()]{0,80}\)/;

/** Scanners print an address and a port on each line, or awk does from their lines. */
function isScan({ header, command, title }: ParseState): boolean {
  return header[0] === "[INF]" || (SCANNERS.test(command) && !SENTENCE.test(command) && !SENTENCE.test(title));
}

/** Words about a scan, not its command or its banner. */
const SENTENCE = /:\s*$|\b(?:says?|finds?|found|these|are|failed|isn|not|no)\b/i;

const SCANNERS = /\b(?:naabu|rustscan|masscan|nmap|httpx|zmap)\b/;

function scanned(written: string): RowResult | null {
  const [, host = "", number = ""] = /^(?:https?:\/\/)?(\S+):(\d{1,5})$/.exec(written) ?? [];
  const port = isHostName(host) || isIp(host) ? portNumber(number) : null;
  return port === null ? null : listenerRow([scannedListener(host, port, "tcp")], true);
}
