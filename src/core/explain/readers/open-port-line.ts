import { isIp, portNumber } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerRow, processId, programName, scannedListener } from "#core/explain/reader.ts";
import { portState } from "#core/explain/readers/port-states.ts";
import { isTransport } from "#core/registry/port.ts";

/** How the lines start that name one open port each, and their patterns, which a line matches as a whole. */
const PATTERNS: ReadonlyMap<string, RegExp> = new Map([
  // nmap -v and masscan
  ["Discovered", /^Discovered open port (?<port>\d{1,5})\/(?<transport>\w{3,4}) on (?<host>\S{1,253})$/],
  // masscan --banners
  ["Banner", /^Banner on port (?<port>\d{1,5})\/(?<transport>\w{3,4}) on (?<host>\S{1,253}): \[.{0,900}$/],
  // RustScan
  ["Open", /^Open (?<host>[\w.:[\]-]{1,253}):(?<port>\d{1,5})$/],
  // masscan -oL
  ["open", /^open (?<transport>\w{3,4}) (?<port>\d{1,5}) (?<host>[\w.:]{1,64}) \d{9,11}$/],
  // nc -zv of OpenBSD, which Linux and macOS have
  [
    "Connection",
    /^Connection to (?<host>\S{1,253})(?: \((?<address>[\w.:%]{1,64})\))?,?(?: port)? (?<port>\d{1,5})(?: port)? \[(?<transport>tcp|udp)(?:\/[^\]]{1,30})?\] succeeded(?:[!.,;:].{0,200})?$/,
  ],
  // an older one of Metasploit
  ["TCP", /^TCP OPEN (?<host>[\w.:-]{1,253}):(?<port>\d{1,5})$/],
  // telnet of Cisco
  ["Trying", /^Trying (?<host>[\w.:-]{1,253}), (?<port>\d{1,5}) \.\.\. Open$/],
  // Nmap's ncat
  ["Ncat:", /^Ncat: (?:Connected|SSL connection) to (?<host>[\w.:[\]-]{1,253}):(?<port>\d{1,5})\.$/],
]);
/** The traditional nc: `web.example [192.0.2.10] 22 (ssh) open`; GNU's without the address. Both have translations. */
const TRADITIONAL =
  /^(?<host>[\w.-]{1,253}|\(\p{Lu}{3,20}\))(?: [[(](?<address>[\d.]{7,15})[\])])? (?<port>\d{1,5}) \([\w?+.-]{1,40}\) [\p{Ll}\p{Lo}]+$/u;
/** BusyBox: `web.example (192.0.2.10:22) open`. */
const BUSYBOX = /^(?<host>[\w.-]{1,253})(?::\d{1,5})? \(\[?(?<address>[\d.a-f:]{2,45}?)\]?:(?<port>\d{1,5})\) open$/;
/** `portscan/tcp` of Metasploit: `[+] 192.0.2.1: - 192.0.2.1:22 - TCP OPEN`. */
const TCP_OPEN = /^(?:\S{1,80}: +- )?(?<host>[\w.:-]{1,253}):\[?(?<port>\d{1,5})\]? - TCP OPEN$/;
/** `80/tcp: 27814 29621`, and with -v a user, an access and a command; `ssh/tcp: 812` if it was asked by name. */
const FUSER =
  /^(?:(?<port>\d{1,5})|(?<service>[a-z][\w-]{0,30}))\/(?<transport>tcp|udp): (?:[a-z_][\w-]{0,31} )?(?<pid>\d{1,10})[a-zA-Z]{0,5}(?: \d{1,10}[a-zA-Z]{0,5}){0,99}(?: [FfcremM.]{5} (?<process>\S{1,60}))?$/;
/** In characters; nothing longer is such a line. */
const MAX_LINE = 1000;

/** A line of a scanner, of netcat or of fuser, which names one port. What is refused or failed is left out. */
export const openPortLine: Reader = {
  namesHost: true,
  begins: (words, { command }) => patternOf(words, command) !== null,
  read: (words, { command, portByName }) => {
    const groups = patternOf(words, command)?.exec(words.join(" "))?.groups;
    if (groups === undefined) return null;
    // Only these tools leave the transport out, and they connect with tcp.
    const transport = groups.transport ?? "tcp";
    if (!isTransport(transport)) return EMPTY_ROW;
    const { service } = groups;
    const port = service === undefined ? portNumber(groups.port ?? "") : portByName(service, transport);
    if (port === null) return null;
    const host = groups.address ?? groups.host ?? null;
    const process = groups.process === undefined ? null : programName(groups.process);
    return listenerRow([{ ...scannedListener(host, port, transport), process, pid: processId(groups.pid) }], true);
  },
};

function patternOf(words: readonly string[], command: string): RegExp | null {
  const [first = ""] = words;
  const pattern =
    PATTERNS.get(first) ??
    (words.length <= 6 && portState(words.at(-1) ?? "") === "open"
      ? words.at(-2) === "TCP"
        ? TCP_OPEN
        : words.length === 3
          ? BUSYBOX
          : TRADITIONAL
      : /^\d{1,5}\/(?:tcp|udp):$/.test(first) ||
          (/^[a-z][\w-]{0,30}\/(?:tcp|udp):$/.test(first) && /\bfuser\b/.test(command))
        ? FUSER
        : null);
  if (pattern === null) return null;
  const line = words.join(" ");
  if (line.length > MAX_LINE || !pattern.test(line)) return null;
  return pattern !== TRADITIONAL || isHost(first) || ASKED.test(command) ? pattern : null;
}

/** `Rule 12 (ssh) open` looks the same as netcat's rows. */
const isHost = (word: string) => /\.|^localhost$|^\(/.test(word);
const ASKED = /\b(?:nc|ncat|netcat)\b/;

/** `rustscan -g`: `192.0.2.9 -> [22,80]`. */
export const portList: Reader = {
  begins: ([host = "", arrow, ...list]) =>
    arrow === "->" && isIp(host) && /^\[\d{1,5}(?:,\d{1,5}){0,999}\]$/.test(list.join("")),
  read: ([host = "", , ...list]) => {
    const ports = list.join("").slice(1, -1).split(",").map(portNumber);
    return listenerRow(
      ports.flatMap((port) => (port === null ? [] : [scannedListener(host, port, "tcp")])),
      true,
    );
  },
};
