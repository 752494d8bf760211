import { isContainerHead } from "#core/explain/readers/docker.ts";
import { isAddressHead, isPortHead, TABLE_HEADS } from "#core/explain/readers/head-table.ts";
import { isScanHead, mayHavePort } from "#core/explain/readers/port-states.ts";
import { isPowershellHead } from "#core/explain/readers/powershell.ts";

/** How table headers start. */
const HEADERS = indexPhrases(
  "Netid State|State Recv-Q|Recv-Q Send-Q|Proto|COMMAND PID|COMMAND TID|LocalAddress|LocalPort|CONTAINER ID|NAMES|NAME IMAGE",
  "NAME COMMAND|Name Command|NAME TYPE|NAMESPACE NAME|NAME ENDPOINTS|PORT STATE|sl local_address|NAME SERVICE|NAME STATUS",
  "Address Type|NAME PORTS|IMAGE PORTS|PORTS|OwningProcess|TCB|UDP: IPv4|UDP: IPv6|TCP: IPv4|TCP: IPv6|USER COMMAND|Prot Local|Socket Flowhash|PCB/ADDR|Protocol State/",
  "ID NAME|[INF]|USER PID|NAME CLUSTER-IP|NAMESPACE CLUSTER-IP|NAME LABELS|NAME CLUSTER_IP",
  ...TABLE_HEADS,
);
/** How headings, summaries and rows of sockets without ports start. */
const HEADINGS = indexPhrases(
  "Active Internet|Active Connections|Active UNIX|Active LOCAL|Active Multipath|(Not all|will not be|(No info|Starting Nmap",
  "Nmap scan report|Nmap done:|Host is|Not shown:|MAC Address:|Service Info:|All 1000 scanned|Other addresses|rDNS record",
  "Initiating|Completed|Scanning|NSE:|NSE Timing:|Read data|Raw packets|Scanned at|Increasing send|Nmap wishes|# Nmap|Aggressive OS",
  "No exact|OS CPE:|OS and Service|Host script|Uptime guess:|TCP Sequence|IP ID|TRACEROUTE|HOP RTT|nc: connect|Ncat: Version",
  "Ncat: 0|[~]|[>]|[!]|[INF]|WARNING:|SYN Stealth|Connect Scan|UDP Scan|Service scan|DNS resolution|Starting masscan",
  "Service detection|OS details:|Device type:|Running:|Network Distance:|Warning:|Aktive Verbindungen|Connexions actives",
  "Interesting ports|All ports|Nmap run|No ports|Nmap finished:|Conexiones activas|Local Address|Can not obtain|Total:|TCP:|Transport Total|registered: |Active sockets|udpl",
  "Active Internet6|Active connections|Total number|Context Send-Q",
);

/** A line of a listing that isn't a row, and what it tells about the lines below. */
export type NonRow =
  | { readonly kind: "header" /** Its words. */; readonly columns: readonly string[] }
  | {
      readonly kind: "command";
      /** Without the prompt; `""` for a prompt alone. */
      readonly command: string;
      /** The prompt before the command, with its host if it names one; null if there is none. */
      readonly prompt: { readonly host: string | null } | null;
    }
  | {
      /** A heading, a summary or a separator line. */
      readonly kind: "heading";
      /** The host in nmap's heading, else null. */
      readonly scannedHost: string | null;
    };

/** Parses a line that isn't a row; null for any other line. @param line trimmed @param words its first words */
export function readNonRow(line: string, words: readonly string[]): NonRow | null {
  // A line that ends in a number isn't a header.
  const isHead = () => HEAD_TESTS.some((test) => test(words));
  if (
    (startsWithPhrase(words, HEADERS) ||
      ((HAS_ADDRESS.test(line) || mayHavePort(line)) && isHead()) ||
      (line.includes(" PID ") && FUSER_HEAD.test(line))) &&
    !/^\d+$/.test(words.at(-1) ?? "")
  )
    return { kind: "header", columns: words };
  if (startsWithPhrase(words, HEADINGS)) return { kind: "heading", scannedHost: scannedHost(words) };
  const report = line.includes("Nmap") || line.includes("nmap") ? TRANSLATED_REPORT.exec(line)?.groups : undefined;
  if (report !== undefined)
    return { kind: "heading", scannedHost: report.before ?? report.address ?? report.host ?? null };
  if (
    line.startsWith("|") ||
    /^\(The \d{1,6} ports /.test(line) ||
    isSocketWithoutPort(line) ||
    /^[-=_+ ]{3,}$/.test(line)
  )
    return { kind: "heading", scannedHost: null };
  return readCommand(line, words);
}

/** In any language. */
const FUSER_HEAD = /^\p{Lu}[\p{Lu}._]{2,15} {2,20}PID \p{Lu}[^\d:]{3,40}$/u;
/** Heads whose columns may stand in any order. */
const HEAD_TESTS = [isQueryHead, isPortHead, isContainerHead, isPowershellHead, isAddressHead, isScanHead] as const;
/** The others have a word for a port, in some language. */
const HAS_ADDRESS = /local ?address/i;

/** The columns of a query in osquery, in any order. */
function isQueryHead(words: readonly string[]): boolean {
  if (!words.includes("port") || words.length < 2) return false;
  return words.includes("protocol")
    ? words.every((word) => /^[a-z_]{1,40}$/.test(word))
    : words.every((word) => QUERY_COLUMNS.has(word));
}

/** Of osquery's tables of listening ports and processes. */
const QUERY_COLUMNS: ReadonlySet<string> = new Set(
  "pid port family address fd socket path name cmdline username user uid parent".split(" "),
);

/** A Unix socket in netstat of Linux and of BSD systems. */
function isSocketWithoutPort(line: string): boolean {
  return /^unix +\d{1,6} |^[\da-f]{8,16} +(?:stream|dgram|seqpac) /.test(line.slice(0, 40));
}

/**
 * `Nmap scan report for web.example (192.0.2.10)`; before version 5, `Interesting ports on web.example (192.0.2.10):`.
 * A remark may stand behind it.
 */
function scannedHost([first, second, ...rest]: readonly string[]): string | null {
  const isReport = (first === "Nmap" && second === "scan") || (first === "Interesting" && second === "ports");
  if (!isReport) return null;
  const [, name = "", address] = HOST_AND_ADDRESS.exec(rest.slice(rest[0] === "report" ? 2 : 1).join(" ")) ?? [];
  return (address ?? name.replace(/:$/, "")).slice(0, 60);
}

/** The same in other languages: `Informe de escaneo de Nmap para 192.0.2.10`, `192.0.2.10 的 Nmap 扫描报告`. */
const TRANSLATED_REPORT =
  /^(?!nmap )(?:(?<before>[\d.]{7,15}) ?(?:에 대한|の|的|için) ?nmap ?\S{2,12}(?: \S{2,12}){0,2}|[^\d$>]{0,30}nmap(?:[^\d$#>]{0,30}? (?:para|für|pour|per|dla|для|voor|pro|untuk)| ?(?:扫描报告|掃描報告)[:：]?) (?<host>[\w.-]{1,253})(?: \((?<address>[^() ]{1,60})\))?)$/iu;

const HOST_AND_ADDRESS = /^([^\s()]{1,253}) ?(?:\(([^()]{1,60})\))?/;

/** In characters. */
const MAX_COMMAND = 400;
/** Prompts end in one of these. */
const MAY_BE_PROMPT = /[#$%>❯➜]/;
const PROMPTS: readonly RegExp[] = [
  /^(?:\([\w. -]{1,40}\) ?)?\[?[\w.-]{1,64}@([\w.-]{1,64})[^#$%>❯➜]{0,120}[#$%>❯➜](?: |$)/,
  // Cisco and Juniper: `R1#show udp`, `RP/0/RP0/CPU0:r1#sh tcp brief`, `fw/pri/act# sh asp table socket`.
  /^(?:RP\/\d\/\w{1,5}\/CPU\d:)?([\w.-]{1,63})(?:[/(][\w./()-]{0,40})?[#>] ?(?=sho?w? )/,
  // Remote shells put their own name before it: `*Evil-WinRM* PS C:\\Users> `.
  /^(?:\*?[\w-]{2,30}\*? )?(?:PS )?[A-Za-z]:\\[^>]{0,200}>/,
  /^(?:PS(?: \/[^>]{0,200})?> ?)/,
  /^msf\d?(?: \w{1,20}\([\w/.-]{1,100}\))? ?> ?/,
  /^[\w.-]{0,20}[#$%❯➜](?: |$)/,
];
const COMMANDS: ReadonlySet<string> = new Set(
  "ss netstat lsof nmap masscan rustscan naabu nc ncat fuser rpcinfo sockstat systemctl Test-NetConnection docker docker-compose podman kubectl cat sudo doas netsh firewall-cmd pfctl iptables-save ip6tables-save nft gcloud aws az terraform watch Get-NetTCPConnection Get-NetUDPEndpoint".split(
    " ",
  ),
);

/** `- Command: sudo ss -tlnp`, `Output of ss -tlnp:` */
const SAID_COMMAND =
  /^(?:[-*•] )?(?:command|output of|ran|running)\b:? (?:the command )?[$#]? ?(([\w-]{1,30})\b.{0,300}?):?$/i;

const SAID_STARTS: ReadonlySet<string> = new Set("- * • command command: output ran ran: running running:".split(" "));

function readCommand(line: string, [first = ""]: readonly string[]): NonRow | null {
  for (const pattern of MAY_BE_PROMPT.test(line) ? PROMPTS : []) {
    const prompt = pattern.exec(line);
    if (prompt === null) continue;
    const command = line.slice(prompt[0].length, MAX_COMMAND).trim();
    // Only the patterns with a host have a group.
    return { kind: "command", command, prompt: { host: prompt[1] ?? null } };
  }
  const said = SAID_STARTS.has(first.toLowerCase()) ? SAID_COMMAND.exec(line) : null;
  if (said !== null) return readCommand(said[1] ?? "", [said[2] ?? ""]);
  const isCommand = COMMANDS.has(first) || /^&? ?\{? ?Get-Net(?:TCP|UDP|Firewall)/.test(line);
  return isCommand ? { kind: "command", command: line.slice(0, MAX_COMMAND), prompt: null } : null;
}

/** Words that only occur in table headers, so that a wrapped header can be recognised. */
const HEADER_WORDS: ReadonlySet<string> = new Set(
  [
    "Netid State Recv-Q Send-Q Local Address:Port Address:PortProcess Peer Address Process PortProcess Port Foreign (state)",
    "PID/Program name PID Program User Inode Timer COMMAND USER FD TYPE DEVICE SIZE/OFF NODE NAME RemotePort RemoteAddress",
    "AppliedSetting OwningProcess IMAGE COMMAND CREATED STATUS PORTS NAMES SERVICE EXTERNAL-IP PORT(S) AGE CLUSTER-IP SELECTOR",
    "rhiwat shiwat pid epid state options process:pid gencnt flags flags1 usecnt rtncnt fltrs rxbytes txbytes uid timeout inode",
    "sl local_address Proto LocalAddress LocalPort CONTAINER ID NAMESPACE TYPE ENDPOINTS Name Command State Ports PORT",
    "tr tm->when retrnsmt ref pointer drops VERSION REASON tx_queue rx_queue st rem_address remote_address",
  ].flatMap((line) => line.split(" ")),
);

/** A table header joined with the line below if that is its rest; else null. */
export function restOfHeader(header: string, line: string): string | null {
  if (line.length > MAX_HEADER || header.length > MAX_HEADER) return null;
  return (
    [header + line, `${header} ${line}`].find((whole) => isHeader(whole.split(" ").filter((word) => word !== ""))) ??
    null
  );
}

const MAX_HEADER = 400;

/** The last word may be cut off. */
function isHeader(words: readonly string[]): boolean {
  return words.every((word, at) => (at < words.length - 1 ? HEADER_WORDS : HEADER_STARTS).has(word));
}

const HEADER_STARTS: ReadonlySet<string> = new Set(
  [...HEADER_WORDS].flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1))),
);

/** Line starts, indexed by their first word. */
type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

function startsWithPhrase(words: readonly string[], phrasesByWord: Phrases): boolean {
  const [first = ""] = words;
  return phrasesByWord.get(first)?.some((phrase) => phrase.every((word, at) => words[at] === word)) ?? false;
}

function indexPhrases(...lines: readonly string[]): Phrases {
  const all = lines.flatMap((line) => line.split("|")).map((phrase) => phrase.trim().split(" "));
  return Map.groupBy(all, ([first = ""]) => first);
}

/** What people write in place of rows: `...`, `[snip]`, `(12 more lines)`. */
const OMISSION = /^\W{0,9}(?:\.{2,9}|…|snip(?:ped)?\b|omitted\b|truncated\b|(?:\d{1,6} )?more (?:lines|rows)\b)/i;

export function isOmission(line: string): boolean {
  return OMISSION.test(line);
}
