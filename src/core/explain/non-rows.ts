import type { ParseState } from "#core/explain/reader.ts";

/** How a listing's lines begin that list no port: heads of tables, headings, summaries. */
const HEADS = phrases(
  "Netid State|State Recv-Q|Recv-Q Send-Q|Proto|COMMAND PID|COMMAND TID|LocalAddress|LocalPort|CONTAINER ID|NAMES|NAME IMAGE",
  "NAME COMMAND|Name Command|NAME TYPE|NAMESPACE NAME|NAME ENDPOINTS|PORT STATE|sl local_address|NAME SERVICE|NAME STATUS",
  "NAME PORTS|IMAGE PORTS|PORTS|OwningProcess",
);
const NO_PORTS = phrases(
  "Active Internet|Active Connections|Active UNIX|Active LOCAL|Active Multipath|(Not all|will not be|(No info|Starting Nmap",
  "Nmap scan report|Nmap done:|Host is up|Not shown:|MAC Address:|Service Info:|All 1000 scanned|Other addresses|rDNS record",
  "Service detection|OS details:|Device type:|Running:|Network Distance:|Warning:|Aktive Verbindungen|Connexions actives",
  "Conexiones activas|Can not obtain|unix 2|unix 3|Total:|TCP:|Transport Total|registered: |Active sockets|udpl",
);

/** A line that takes part in a listing without being a row of it. */
export type NonRow = "head" | "command" | "other";

/** Whether a line is a head, a heading, a rule or a command line; what it says of the lines below goes into `setting`. */
export function readNonRow(line: string, words: readonly string[], setting: ParseState): NonRow | null {
  const [first = ""] = words;
  if (beginsWith(words, HEADS) && !/^\d+$/.test(words.at(-1) ?? "")) {
    // A table that a tool's heading names has its columns in the line below it.
    setting.head = words;
    return "head";
  }
  if (first === "Nmap" && words[1] === "scan") setting.host = hostOf(words);
  if (beginsWith(words, NO_PORTS)) return "other";
  if (/^[-=_+ ]{3,}$/.test(line)) return "other";
  const command = commandIn(line, first, setting);
  if (command === null) return null;
  setting.command = command;
  return "command";
}

/** `Nmap scan report for web.example (192.0.2.10)`. */
function hostOf(words: readonly string[]): string | null {
  const last = words.at(-1) ?? "";
  return last === "" ? null : last.replace(/^\(|\)$/g, "").slice(0, 60);
}

/** A prompt ends in one of these. */
const MAY_BE_PROMPT = /[#$%>❯➜]/;
const PROMPTS: readonly RegExp[] = [
  /^(?:\([\w. -]{1,40}\) ?)?\[?[\w.-]{1,64}@([\w.-]{1,64})[^#$%>❯➜]{0,120}[#$%>❯➜](?: |$)/,
  /^(?:PS )?[A-Za-z]:\\[^>]{0,200}>/,
  /^(?:PS(?: \/[^>]{0,200})?> ?)/,
  /^[\w.-]{0,20}[#$%❯➜](?: |$)/,
];
const COMMANDS: ReadonlySet<string> = new Set(
  "ss netstat lsof nmap docker docker-compose podman kubectl cat sudo doas watch Get-NetTCPConnection Get-NetUDPEndpoint".split(
    " ",
  ),
);

/** The command of a command line, whose prompt, of which the host goes into `setting`, may have been pasted along; `""` for a prompt alone; null for neither. */
function commandIn(line: string, first: string, setting: ParseState): string | null {
  for (const prompt of MAY_BE_PROMPT.test(line) ? PROMPTS : []) {
    const found = prompt.exec(line);
    if (found === null) continue;
    // Only the prompt with a host has a group.
    setting.promptHost = found[1] ?? null;
    return line.slice(found[0].length, 400).trim();
  }
  return COMMANDS.has(first) || /^&? ?\{? ?Get-Net(?:TCP|UDP)/.test(line) ? line.slice(0, 400) : null;
}

/** Words that stand in heads only: what is left of one that was broken at a width. */
const HEAD_WORDS: ReadonlySet<string> = new Set(
  [
    "Netid State Recv-Q Send-Q Local Address:Port Address:PortProcess Peer Address Process PortProcess Port Foreign (state)",
    "PID/Program name PID Program User Inode Timer COMMAND USER FD TYPE DEVICE SIZE/OFF NODE NAME RemotePort RemoteAddress",
    "AppliedSetting OwningProcess IMAGE COMMAND CREATED STATUS PORTS NAMES SERVICE EXTERNAL-IP PORT(S) AGE CLUSTER-IP SELECTOR",
    "rhiwat shiwat pid epid state options process:pid gencnt flags flags1 usecnt rtncnt fltrs rxbytes txbytes uid timeout inode",
    "sl local_address Proto LocalAddress LocalPort CONTAINER ID NAMESPACE TYPE ENDPOINTS Name Command State Ports PORT",
    "tr tm->when retrnsmt ref pointer drops VERSION REASON tx_queue rx_queue st rem_address remote_address",
  ].flatMap((line) => line.split(" ")),
);

/** A head with the line below it, where that is what is left of it; null where it is not. */
export function restOfHead(head: string, line: string): string | null {
  if (line.length > MAX_HEAD || head.length > MAX_HEAD) return null;
  return (
    [head + line, `${head} ${line}`].find((whole) => isHead(whole.split(" ").filter((word) => word !== ""))) ?? null
  );
}

const MAX_HEAD = 400;

/** The last word may be the beginning of one that was cut. */
function isHead(words: readonly string[]): boolean {
  return words.every((word, at) => (at < words.length - 1 ? HEAD_WORDS : HEAD_STARTS).has(word));
}

const HEAD_STARTS: ReadonlySet<string> = new Set(
  [...HEAD_WORDS].flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1))),
);

/** Beginnings of lines, by their first word. */
type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

function beginsWith(words: readonly string[], phrasesByWord: Phrases): boolean {
  const [first = ""] = words;
  return phrasesByWord.get(first)?.some((phrase) => phrase.every((word, at) => words[at] === word)) ?? false;
}

function phrases(...lines: readonly string[]): Phrases {
  const all = lines.flatMap((line) => line.split("|")).map((phrase) => phrase.trim().split(" "));
  return Map.groupBy(all, ([first = ""]) => first);
}
