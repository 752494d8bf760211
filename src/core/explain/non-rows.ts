/** How the heads of tables begin. */
const HEADS = phrases(
  "Netid State|State Recv-Q|Recv-Q Send-Q|Proto|COMMAND PID|COMMAND TID|LocalAddress|LocalPort|CONTAINER ID|NAMES|NAME IMAGE",
  "NAME COMMAND|Name Command|NAME TYPE|NAMESPACE NAME|NAME ENDPOINTS|PORT STATE|sl local_address|NAME SERVICE|NAME STATUS",
  "NAME PORTS|IMAGE PORTS|PORTS|OwningProcess",
);
/** How headings and summaries begin, and rows of sockets without ports. */
const HEADINGS = phrases(
  "Active Internet|Active Connections|Active UNIX|Active LOCAL|Active Multipath|(Not all|will not be|(No info|Starting Nmap",
  "Nmap scan report|Nmap done:|Host is up|Not shown:|MAC Address:|Service Info:|All 1000 scanned|Other addresses|rDNS record",
  "Service detection|OS details:|Device type:|Running:|Network Distance:|Warning:|Aktive Verbindungen|Connexions actives",
  "Conexiones activas|Can not obtain|unix 2|unix 3|Total:|TCP:|Transport Total|registered: |Active sockets|udpl",
);

/** A line that belongs to a listing without being a row of it, and what it says about the lines below. */
export type NonRow =
  | { readonly kind: "head" /** Its words. */; readonly columns: readonly string[] }
  | {
      readonly kind: "command";
      /** Without its prompt; `""` for a prompt alone. */
      readonly command: string;
      /** The prompt that was pasted along, with the host where it names one; null for none. */
      readonly prompt: { readonly host: string | null } | null;
    }
  | {
      /** A heading, a summary or a rule. */
      readonly kind: "heading";
      /** The host that nmap names in it; else null. */
      readonly scannedHost: string | null;
    };

/** Null for any other line. @param line without blanks at its ends @param words its first words */
export function readNonRow(line: string, words: readonly string[]): NonRow | null {
  // No row of a table ends in a number that its head could end in.
  if (beginsWith(words, HEADS) && !/^\d+$/.test(words.at(-1) ?? "")) return { kind: "head", columns: words };
  if (beginsWith(words, HEADINGS)) return { kind: "heading", scannedHost: scannedHost(words) };
  if (/^[-=_+ ]{3,}$/.test(line)) return { kind: "heading", scannedHost: null };
  return readCommand(line, words);
}

/** `Nmap scan report for web.example (192.0.2.10)`. */
function scannedHost([first, second, ...rest]: readonly string[]): string | null {
  const isReport = first === "Nmap" && second === "scan";
  return isReport ? (rest.at(-1) ?? "").replace(/^\(|\)$/g, "").slice(0, 60) : null;
}

/** Characters of a command line that are kept. */
const MAX_COMMAND = 400;
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

function readCommand(line: string, [first = ""]: readonly string[]): NonRow | null {
  for (const pattern of MAY_BE_PROMPT.test(line) ? PROMPTS : []) {
    const prompt = pattern.exec(line);
    if (prompt === null) continue;
    const command = line.slice(prompt[0].length, MAX_COMMAND).trim();
    // Only the prompt with a host has a group.
    return { kind: "command", command, prompt: { host: prompt[1] ?? null } };
  }
  const isCommand = COMMANDS.has(first) || /^&? ?\{? ?Get-Net(?:TCP|UDP)/.test(line);
  return isCommand ? { kind: "command", command: line.slice(0, MAX_COMMAND), prompt: null } : null;
}

/** Words of heads and of nothing else: a wrapped head goes on with them. */
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
