import {
  DEVICE,
  FUNCTION_WORD,
  LABEL,
  MONTH,
  NOT_A_PLURAL,
  SOURCE_ENDING,
  TRANSPORT,
  UNIT,
  VERSIONED,
} from "#core/query/find-ports/words.ts";
import { anyLanguage, spaced, spaceless } from "#core/query/languages.ts";

import { isStopWord } from "#core/query/stop-words.ts";

/**
 * Replaces the digits of numbers that aren't ports. It is neither a digit nor a letter, so no later pattern matches it.
 */
export const MASK = "¤";

/** A notation for numbers that aren't ports. */
export interface NonPortPattern {
  readonly label: string;
  /** Applied to `normalizeMessage` output. All repetition is bounded, so the time is linear in the text. */
  readonly pattern: RegExp;
  /** Example text in which this pattern masks every number except ports. */
  readonly example: string;
}

/** A Korean counter is attached to its number, and `分别` means respectively. */
const FOREIGN_UNIT = String.raw`(?:[ -]?${spaced("units")}(?![\p{L}\p{M}])|(?:\s(?!\p{scx=Hang}))?${spaceless("units")}(?![别別]))`;

const DAY = String.raw`\d{1,2}(?:st|nd|rd|th|\.|er)?`;
const YEAR = String.raw`(?:19|20)\d\d`;
const STATUS_VERB =
  "(?:got|gets?|getting|return(?:s|ed|ing)?|throws?|g[ai]ves?|responds?|responded|answer(?:s|ed)?|fail(?:s|ed)?)";

/** Applied in this order, each to the output of the one before. */
export const NON_PORT_PATTERNS: readonly NonPortPattern[] = [
  row("chat markup", String.raw`<(?:[@#!]|t:|tel:|mailto:|id:|a?:\w)[^<>\n]{0,200}>`, "<#C0443|ops-22>"),
  row("user and password of a URL", String.raw`(?<=[\w.%-]:)[^\s/@:]{1,64}(?=@)`, "ftp://app:12345@files.example"),
  row("path of a URL", String.raw`(?<=:\/\/[^\s/?#<>|]{1,255})[/?#][^\s<>|]{0,2000}`, "http://x.example/443?d=80#22"),
  row(
    "path after a host name",
    String.raw`(?<=\w\.[a-z]{2,12})\/(?!\d{1,3}(?:\.\d{1,3}){3}:)[^\s<>|]{1,500}`,
    "x.example/pull/443",
  ),
  row("path after a host and port", String.raw`(?<=[\w\]]:\d{1,5})\/(?=[a-z])[^\s<>|,;)]{1,500}`, "db:8080/v2/443"),
  row("file path", String.raw`(?<![\w:${MASK}/.])(?:[.~]{0,2}\/|[a-z]:\\)[\w./\\-]{1,200}`, "/var/log/8080/app.443"),
  row(
    "UUID, hash",
    String.raw`\b(?=[\da-f]{0,40}[a-f])[\da-f]{7,64}(?:-[\da-f]{4,12}){0,4}\b`,
    "550e8400-e29b-4111-9716-446655440000",
  ),
  row("MAC address", String.raw`\b[\da-f]{2}(?:[:-][\da-f]{2}){5,13}\b`, "00:11:22:33:44:55"),
  row("MAC address in threes", String.raw`\b[\da-f]{4}(?:\.[\da-f]{4}){2}\b`, "0011.2233.4455"),
  row("IPv6 address in full", String.raw`(?<![\w:.])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}`, "2001:db8:1:2:3:4:5:443"),
  row(
    "IPv6 address or network",
    String.raw`(?<![\w:.])(?!:::|::1:\d{2,5}(?![\w:]))(?:(?:[\da-f]{1,4}:){1,7}|:)(?::[\da-f]{1,4}){1,7}(?:%\w{1,16})?(?:\/\d{1,3})?`,
    "2001:db8::443 fe80::1%eth0 ::1/128",
  ),
  row("IPv6 network", String.raw`(?<![\w:.])(?:[\da-f]{1,4}:){1,7}:(?:\/\d{1,3})?(?!\w)`, "2001:db8::/32"),
  row(
    "IPv4 address or network",
    String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w)(?:\/\d{1,2}(?!\w))?`,
    "10.0.0.5 198.51.100.0/24",
  ),
  row("peer of a listening socket", String.raw`(?<=[${MASK}\]*:]):0(?![\w.])`, "*:0 [::]:0"),
  row(
    "queue columns of ss and netstat",
    String.raw`\b(?:(?:tcp|udp)[46]?|listen|estab|unconn|[a-z]{3,6}-[a-z12]{4,5})\s{1,12}\d{1,6}\s{1,12}\d{1,6}(?=\s)`,
    "LISTEN 0 128 ",
  ),
  row(
    "date and time of a machine",
    String.raw`(?<![\w.])${YEAR}([-/.])\d{1,2}\1\d{1,2}(?:t\d\d[\d:.,]{2,16}(?:z|[-+]\d\d:?\d\d)?)?(?!\w)`,
    "2026-11-21 2026-11-21T03:15:22Z",
  ),
  row(
    "date in digits",
    String.raw`(?<![\w.])\d{1,2}(?:\.\d{1,2}\.(?:${YEAR}|\d\d)?|\/\d{1,2}\/(?:${YEAR}|\d\d))(?!\w)`,
    "21.11.2026, 21.11., 11/21/26",
  ),
  row(
    "date with a month",
    String.raw`\b(?:${MONTH} ${DAY}(?:,? ${YEAR})?|${DAY} (?:of |de )?${MONTH}(?: (?:de )?${YEAR})?)(?!\w)`,
    "Nov 21, 2026, 21 novembre 2026, 5. Mai",
  ),
  row(
    "year",
    String.raw`(?<=\b(?:in|since|until|till|by|of|year|before|after|seit|depuis|desde|jahr|fy|q[1-4])[ -])${YEAR}(?!\w)`,
    "since 2019",
  ),
  row(
    "time",
    String.raw`(?<!(?:-p|publish)[ =])(?<![\w.:${MASK}])(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?![\w:])`,
    "12:30 03:15:22.104 14h30",
  ),
  row(
    "hour",
    String.raw`(?<![\w.:])\d{1,2}\s?(?:[ap]m|[ap]\.m\.|uhr|h|o'clock)(?!\w)|\b(?:at|um) \d{1,2}(?![\w:.])`,
    "9 Uhr, 5pm, at 10",
  ),
  row(
    "version, decimal",
    String.raw`(?<![\w.${MASK}])v?\d{1,9}(?:\.\d{1,9}){1,5}(?![${MASK}\d])(?:[-+][\w.-]{1,20})?`,
    "v1.2.3 3.11-slim 0.867",
  ),
  row(
    "version of a system or a language",
    String.raw`\b(?:${VERSIONED}[ :]\d{1,2}|windows server (?:20\d\d))(?![\w.:/])`,
    "node 24, ubuntu:22",
  ),
  row("version of HTTP", String.raw`\bhttps?\/[1-3](?!\w)`, "HTTP/2"),
  row("amount with a unit", String.raw`(?<![\w.])\d{1,9}(?:[.,]\d{1,9})?[ -]?${UNIT}(?!\w)`, "512 MB, 30 s, 8080 rpm"),
  row(
    "amount with a unit in other languages",
    String.raw`(?<![\w.])\d{1,9}(?:[.,]\d{1,9})?${FOREIGN_UNIT}`,
    "300 рублей, 2026年11月21日",
  ),
  row("money before", String.raw`(?:[$€£¥]|\b(?:usd|eur|gbp|chf)) ?\d{1,9}(?:[.,]\d{1,9}){0,3}`, "$300"),
  row(
    "money after",
    String.raw`\d{1,9}(?:[.,]\d{1,9}){0,3} ?(?:[$€£¥]|(?:usd|eur|gbp|chf|euros?|dollars?|bucks)\b)`,
    "1.080,50 €",
  ),
  row("percentage, degrees", String.raw`\d{1,9}(?:[.,]\d{1,9})? ?[%‰°]`, "99,95 %, 22°C"),
  row("part of a whole", String.raw`(?<![\w.])\d{1,9} (?:out )?(?:of|von|sur) (?:the )?\d{1,9}(?!\w)`, "3 of 12"),
  row(
    "fraction, day and month",
    String.raw`(?<![\w.]|ports? )(?:(?:\d|1[0-2])\/\d{1,2}|\d{1,2}\/(?:\d|1[0-2]))(?![\w/])`,
    "2/3, 11/20, 20/11",
  ),
  row(
    "verb to port",
    String.raw`\b(?:will|we|i|they|you|must|should|could|would|can|to|help) port \d{1,5} (?!${NOT_A_PLURAL}\b)[a-z]{2,20}s\b`,
    "we port 22 dashboards",
  ),
  row(
    "count",
    String.raw`(?<![\w.:/=]|\b(?:port|puerto|tcp|udp):? |\b(?:ports|puertos)\b[^\p{L}\n]{1,60})\d{1,9}(?:[,.]\d{3}){0,3}\+? (?:more|others?|times|x|of|(?:(?!(?:${FUNCTION_WORD}|${NOT_A_PLURAL}|${TRANSPORT}) )\p{L}{2,12} )?(?!${NOT_A_PLURAL}\b)\p{L}{2,20}s)(?!\p{L})`,
    "5432 messages, 3 old brokers, 12 of them",
  ),
  row("multiple", String.raw`(?<![\w.])\d{1,5} ?[x×](?: ?\d{1,5})?(?!\w)|(?<!\w)[x×] ?\d{1,5}(?!\w)`, "5 x 10, 3x"),
  row("HTTP status line", String.raw`\bhttp\/[\d.${MASK}]{1,3} \d{3}\b`, "HTTP/1.1 200"),
  row(
    "HTTP status",
    String.raw`\b(?:${STATUS_VERB}|http|status|error|${spaced("error")})(?: (?:with|an?|us|me|mit|code|only|lots|some)){0,3} [1-5]\d\d(?!\w)`,
    "returned a 503, HTTP 404",
  ),
  row(
    "error in other languages",
    String.raw`${anyLanguage("error")}[ :=#-]{0,2}\d{1,10}(?!\w)|(?<!${spaceless("port")} ?|[\w.:])[1-5]\d\d ?${spaceless("error")}`,
    "ошибка 503, 500エラー",
  ),
  row(
    "labelled number",
    String.raw`\b${LABEL}[ :=#./-]{0,3}\d{1,10}(?!\w)(?:[:/]\d{1,5})?`,
    "pid 4321, exit 137, VLAN 80, RFC 6335, ticket 5432",
  ),
  row("number with a hash", String.raw`(?<!ports? ?|\w)#\d{1,7}(?!\w)`, "#443"),
  row(
    "identifier",
    String.raw`\b(?!(?:${TRANSPORT}|ports?)-)[a-z][a-z\d]{0,20}(?:[-_]\d{1,9}){1,2}(?!\w)`,
    "INC-4432, CVE-2021-44228, ops_22",
  ),
  row(
    "number of a socket's error",
    String.raw`\b(?:winerror|wsaerror|socketexception|errno|os error)[ :([]{1,3}\d{2,5}(?!\w)`,
    "[WinError 10048]",
  ),
  row(
    "name of an interface",
    String.raw`\b\w{0,20}(?:intf|iface|interface|devname)=['"]?[\w./-]{1,30}['"]?`,
    'srcintf="port3"',
  ),
  row("SQL error", String.raw`\berror \d{3,5} \(\w{5}\)`, "ERROR 1045 (28000)"),
  row("serial number", String.raw`(?<![\w.:/-])\d{2,10}(?:-\d{2,10}){2,5}(?![\w-])`, "8443-2210-0067"),
  row("phone number", String.raw`(?<![\w.])\+\d{1,3}[\d ()/-]{5,20}`, "+49 30 1234567"),
  row("file position", String.raw`\.${SOURCE_ENDING}:\d{1,6}(?::\d{1,5})?`, "main.ts:42:13"),
  row(
    "position in a stack trace",
    String.raw`(?<=\(|\bat |^|\n)node:[\w/]{1,40}:\d{1,6}(?::\d{1,5})?`,
    "(node:net:1555:16)",
  ),
  row(
    "interface",
    String.raw`(?<![\w.])(?:[a-z]{2,20}-?\d{1,3}|\d)\/\d{1,3}\/\d{1,3}(?:[.:]\d{1,4})?(?!\w)`,
    "ge-0/0/22, 1/0/24",
  ),
  row(
    "physical port",
    // Not the end of a host name, as in curl's `example.com port 443`; a device has fewer than a hundred ports.
    String.raw`(?<![\w.-])${DEVICE}(?:[ -][a-z]{0,3}\d{1,3})?[ -]?ports? #?\d{1,2}(?:(?:,|-|, | and | or )\d{1,2}){0,5}(?!\w)`,
    "switch port 12, usb ports 1 and 2",
  ),
  row("group of ports", String.raw`\b(?:port-?channel|port[ -]group|lag|bond|po|ae)[ -]?\d{1,4}(?!\w)`, "Po10"),
  row(
    "cron schedule",
    String.raw`(?<!\S)(?=[\d /,-]{0,24}\*)(?:[\d*][\d*/,-]{0,10} ){4}[\d*][\d*/,-]{0,10}(?!\S)`,
    "15 3 * * 1-5",
  ),
  row("process in a log line", String.raw`(?<=\w)\[\d{1,7}\]`, "sshd[4321]"),
];

/** Replaces the digits of numbers that aren't ports with `MASK`. The length stays the same. */
export function maskNonPorts(text: string): string {
  return NON_PORT_PATTERNS.reduce(
    (left, { pattern }) => left.replace(pattern, (match) => match.replace(/\d/g, MASK)),
    text,
  );
}

/** `postgres 16`, `redis:7` */
const PROGRAM_VERSION = /(?<![\w.:/-])([a-z][a-z\d.+-]{1,30})[ :](\d{1,2})(?![\w.:/])/g;
/** Ports of two digits that people write after any name: `nginx 80`. */
const TWO_DIGIT_PORTS: ReadonlySet<string> = new Set(["21", "22", "23", "25", "53", "67", "69", "80", "88"]);

/** Hides the versions of programs. @param isProgram whether software has the name, and not a protocol */
export function maskVersions(text: string, isProgram: (name: string) => boolean): string {
  return text.replace(PROGRAM_VERSION, (match: string, name: string, digits: string) => {
    const isVersion = !TWO_DIGIT_PORTS.has(digits) && !isStopWord(name) && isProgram(name);
    return isVersion ? `${match.slice(0, -digits.length)}${MASK.repeat(digits.length)}` : match;
  });
}

function row(label: string, pattern: string, example: string): NonPortPattern {
  return { label, pattern: new RegExp(pattern, "gu"), example };
}
