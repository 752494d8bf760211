import {
  AND,
  DEVICE,
  FUNCTION_WORD,
  NOT_A_PLURAL,
  PORT_WORD,
  PROTOCOL,
  TRANSPORT,
} from "#core/query/find-ports/words.ts";
import { spaced, spaceless } from "#core/query/languages.ts";

/** A number in a text and the index of its first digit. */
export interface NumberMatch {
  readonly digits: string;
  readonly start: number;
}

/** A notation in which a number is a port. The groups `ports` and `more` capture the numbers. */
export interface PortPattern {
  readonly label: string;
  /** Applied to `normalizeMessage` output after `maskNonPorts`. All repetition is bounded. */
  readonly pattern: RegExp;
  readonly example: string;
  /** The numbers this pattern finds in its example. */
  readonly finds: string;
}

const NUMBER = String.raw`\d{1,5}(?![\w¤]|\.\d)`;
/** Not the end of a longer token, as in `1.443` or `x443`. */
const UNATTACHED = String.raw`(?<![\w.:¤/#+-])`;
const ITEM = String.raw`['"]?:?${NUMBER}(?::${NUMBER})?['"]?(?: ?[/(] ?${TRANSPORT}\b\)?| ${TRANSPORT}\b)?`;
const SPACELESS_NUMBER = spaceless("number");
const SIGN = String.raw`(?:[,;|/&+~→•–—-]|->|=>|\.{2,3}|、|${SPACELESS_NUMBER}?${spaceless("and", "to")})`;
/** Arabic and Hebrew attach `and` to what follows. */
const ATTACHED_AND = String.raw`[وו]-?(?=\d)`;
/**
 * A comma, a dash or a word such as `and`, maybe followed by `port` or `tcp/`. No text may both end an item and start a
 * separator; otherwise matching would take exponential time on long lists.
 */
const SEPARATOR = String.raw`(?:\s{0,2}${SIGN}\s{0,2}|\s(?!['":]?\d|${TRANSPORT}))(?:${AND} |${ATTACHED_AND}){0,2}(?:(?:the )?${PORT_WORD} )?(?:(?<![/]\s{0,2})${TRANSPORT}[/: ])?`;
const LIST = `${ITEM}(?:${SEPARATOR}${ITEM}){0,20}`;
const PORTS = `(?<ports>${LIST})`;
/** A single space only separates numbers after words that introduce several. */
const SPACED_PORTS = String.raw`(?<ports>${ITEM}(?:(?:${SEPARATOR}| (?=['":]?\d))${ITEM}){0,20})`;
/** For phrases that may be counts: a one-digit number is more often an amount than a port. */
const LONGER_PORTS = String.raw`(?=\d\d)${PORTS}`;
/** With fewer than four digits the clause has to end here; otherwise the next word is what the number counts. */
const CLAUSE_END = String.raw`(?:(?<=\d{4})|(?=\s{0,2}(?:[?!,.;:)\]}¿…–—]|$|(?:${FUNCTION_WORD}|${NOT_A_PLURAL})(?!\p{L}))))`;

export const PORT_PATTERNS: readonly PortPattern[] = [
  row(
    "the word port",
    String.raw`(?<![\p{L}\d])${PORT_WORD}(?:[ -]?(?:range|numbers?|num|no\.?|nr\.?|n°|${spaced("number")}))?(?: (?:is|are|was|were|eq|in|like|between|from|of|${spaced("between", "beforeNumber")})){0,2}[\s:=#*_~'"({\[•]{0,6}(?:- )?${SPACED_PORTS}`,
    "which ports are 80, 443/tcp and 8000-8010",
    "80 443 8000 8010",
  ),
  row(
    "port in scripts without spaces",
    String.raw`${spaceless("port")} ?${SPACELESS_NUMBER}?${spaceless("beforeNumber")}?[\s:]{0,3}${PORTS}`,
    "ポート8080と9090",
    "8080 9090",
  ),
  row(
    "number before the word port",
    String.raw`${UNATTACHED}${PORTS}(?:\s?${SPACELESS_NUMBER})?(?: ?${spaceless("portAfterNumber")}|(?<=\d\d)(?:[ -]${spaced("number")})?[ -]${spaced("portAfterNumber")}(?![\p{L}\p{M}]| ?\d)|[ -]port\b(?! \d| ${DEVICE}\b)|(?<=\d\D{1,10}\d{2,5}) ports\b)`,
    "3306番ポート, the 8080 port",
    "3306 8080",
  ),
  row(
    "key that ends in port",
    String.raw`(?<!\b(?:ex|im|re|sup|trans|pass|rap|air|tele))ports?['"]? ?(?:[:=]|=>) ?\[?${PORTS}`,
    'nodePort: 30080, "port":"443"',
    "30080 443",
  ),
  row("dport and sport", String.raw`\b[ds]p(?:or)?ts?[ =:!{]{1,4}${PORTS}`, "DPT=23 dport 22", "23 22"),
  row(
    "number with a transport",
    String.raw`${UNATTACHED}(?<ports>${NUMBER})(?: ?[/(] ?| )${TRANSPORT}\b`,
    "53 udp",
    "53",
  ),
  row(
    "transport with a number",
    String.raw`\b${TRANSPORT}(?:[/:]|[ -])(?:${PORT_WORD} )?${PORTS}`,
    "tcp:443, UDP 500",
    "443 500",
  ),
  row(
    "host and port",
    String.raw`:(?<=[a-z¤][\w.-]{0,79}:)(?<ports>(?=\d\d)${NUMBER}(?::${NUMBER})?)`,
    "db01.example:5432",
    "5432",
  ),
  row(
    "SQL Server's host and port",
    String.raw`\b(?:server|data source|address)=(?:tcp:)?[\w.\\¤-]{1,80},(?<ports>${NUMBER})`,
    "Server=tcp:sql01.example.net,1433;Database=erp",
    "1433",
  ),
  row("address in brackets, wildcard, and port", String.raw`[\]*]:(?<ports>${NUMBER})`, "[::1]:8443 *:80", "8443 80"),
  row(
    "IPv6 loopback and port",
    String.raw`(?<![\w:])::1:(?<ports>(?=\d\d)${NUMBER})(?![\w:])`,
    "ECONNREFUSED ::1:27018",
    "27018",
  ),
  row(
    "ports from a number on",
    String.raw`\bports? (?:above|over|from|higher than|greater than|below|under|up to) (?<ports>${NUMBER})(?![\w.:/])`,
    "all ports above 49152",
    "49152",
  ),
  row("IPv6 wildcard and port", `:::(?<ports>${NUMBER})`, ":::22", "22"),
  row(
    "IPv4 address, a full stop, and port",
    String.raw`(?<![\w.])(?:¤{1,3}\.){4}(?<ports>${NUMBER})`,
    "¤¤.¤.¤.¤.443",
    "443",
  ),
  row(
    "colon and port",
    String.raw`(?<=(?:^|[\s(=,<>/])['"]?|:['"]):(?<ports>(?=\d\d)${NUMBER})(?!:)`,
    "lsof -i :8080",
    "8080",
  ),
  row(
    "Go's network errors",
    String.raw`\b(?:listen|dial|accept) (?:tcp|udp)[46]? [\w.\-[\]¤]{0,60}:(?<ports>${NUMBER})(?=: )`,
    "listen tcp :8081: bind: address already in use",
    "8081",
  ),
  row(
    "number instead of another",
    String.raw`${UNATTACHED}(?<ports>(?=\d{2})${NUMBER}) (?:instead of|rather than) (?:port )?(?<more>${NUMBER})`,
    "9300 instead of 9200",
    "9300 9200",
  ),
  row(
    "Python's host and port",
    String.raw`\('[^'\n]{0,60}', ?(?<ports>${NUMBER})\)`,
    "Connection in use: ('0.0.0.0', 8002)",
    "8002",
  ),
  row(
    "two mapped ports",
    String.raw`(?<![\w.:¤-])(?<ports>(?=\d\d)${NUMBER}:(?=\d\d)${NUMBER})(?!:)`,
    "8080:80",
    "8080 80",
  ),
  row("arrow to a port", `-> ?(?<ports>${NUMBER})`, "->5432", "5432"),
  row(
    "forwarding flag of ssh",
    String.raw`(?<=^|\s)-[lrd] ?(?:[\w.*¤-]{1,60}:)?(?<ports>${NUMBER})(?:$|\s|:[\w.¤-]{1,60}:(?<more>${NUMBER}))`,
    "ssh -L 8080:web:80 -D 1080",
    "8080 80 1080",
  ),
  row("port flag", String.raw`(?<=^|\s)-p[ =]?${PORTS}`, "nmap -p 22,80", "22 80"),
  row(
    "host and port of a command",
    String.raw`(?<=^|[\s/])(?:nc|ncat|netcat|telnet|tcping|nping|http\.server)(?: [\w.¤-]{1,60}){0,5}? (?<ports>${NUMBER}(?:-${NUMBER})?)(?=\s|$|[?!,])`,
    "nc -vz db01 5432",
    "5432",
  ),
  row(
    "firewall action",
    String.raw`\b(?:ufw limit|listen|(?:allow|open|block|unblock|expose|forward|reject|drop|whitelist)(?:s|ed|ing)?|den(?:y|ies)|permit|closes?)(?: (?:in|out|up|on|to)){0,2} ${LONGER_PORTS}`,
    "ufw allow 22, then close 80 and 81",
    "22 80 81",
  ),
  row(
    "comparison in a rule",
    String.raw`\b(?:n?eq|[gl][te]|range) ${SPACED_PORTS}`,
    "range 49152 65535",
    "49152 65535",
  ),
  row("direction", String.raw`\b(?:inbound|outbound|ingress|egress) (?:on |to )?${PORTS}`, "outbound 443", "443"),
  row(
    "verb of listening",
    String.raw`\b(?:listen(?:s|ing|ed)?|bind(?:s|ing)?|bound|runs?|running|serv(?:es?|ing)|expos(?:es?|ed|ing)|reach(?:able)?|sits?|lives?|speaks?|talks?|answers?|available|connect(?:s|ed|ing)?|escucha) (?:on|to|at|over|via|en) ${LONGER_PORTS}${CLAUSE_END}`,
    "who listens to 443 here",
    "443",
  ),
  row("on a number", String.raw`\b(?:on|via|${spaced("on")}) ${LONGER_PORTS}${CLAUSE_END}`, "what is on 867?", "867"),
  row(
    "use of a number",
    String.raw`(?:\b(?:why|what|who|which)\b[^.?!\n]{0,60}|(?=[a-z]{3,8} \d{4}))\b(?:use[sd]?|using|owns?|needs?|requires?) ${LONGER_PORTS}`,
    "why does k8s use 30000–32767?",
    "30000 32767",
  ),
  row(
    "protocol and number",
    String.raw`\b${PROTOCOL}(?: ?[(/=:] ?| (?:is |over |= )?)${LONGER_PORTS}`,
    "rdp (3389), https/8443, ldaps 636",
    "3389 8443 636",
  ),
  row(
    "name and number in brackets",
    String.raw`\((?<=\p{L}{2} \()(?!(?:19|20)\d\d\))(?<ports>\d{4,5})\)`,
    "postgres (5432)",
    "5432",
  ),
  row(
    "number on a host",
    String.raw`${UNATTACHED}(?<ports>${NUMBER}) on (?:the )?[a-z][a-z-]{1,30}[\d¤]`,
    "is 8080 on web-3 in use",
    "8080",
  ),
  row(
    "move from a number to another",
    String.raw`\b(?:mov|chang|switch|migrat|redirect|(?:re)?map)[a-z]{0,4}\b[^.?!\n]{0,30}? from (?<ports>(?=\d{4})${NUMBER}) to (?<more>${NUMBER})`,
    "moved grafana from 3000 to 3001",
    "3000 3001",
  ),
  row(
    "end of a sentence about a number",
    String.raw`(?<=\b(?:with|about|behind|at) )(?<more>(?=\d{4})${NUMBER})(?=[!. ]{0,3}$)|(?<=^|\p{L} )${LONGER_PORTS}(?<=\d{4})(?= ?\?{1,3}\s{0,2}$)`,
    "is the default 8080?",
    "8080",
  ),
  row(
    "state of a number",
    String.raw`${UNATTACHED}${LONGER_PORTS} (?:is |are |was )?(?:still |already |always |now )?(?:open|closed|blocked|filtered|taken|in use|reachable|listening|reserved|exposed)\b`,
    "is 8443 open",
    "8443",
  ),
];

/** All numbers matched by any of the patterns. */
export function findPortNumbers(text: string): readonly NumberMatch[] {
  return PORT_PATTERNS.flatMap(({ pattern }) => numbersIn(text, pattern));
}

/** The numbers captured by one pattern. */
export function numbersIn(text: string, pattern: RegExp): readonly NumberMatch[] {
  return [...text.matchAll(pattern)].flatMap(({ indices }) => {
    const { ports, more } = indices?.groups ?? {};
    return [ports, more]
      .filter((region) => region !== undefined)
      .flatMap(([from, to]) =>
        [...text.slice(from, to).matchAll(/\d{1,5}/g)].map((digits) => ({
          digits: digits[0],
          start: from + digits.index,
        })),
      );
  });
}

function row(label: string, pattern: string, example: string, finds: string): PortPattern {
  return { label, pattern: new RegExp(pattern, "dgu"), example, finds };
}
