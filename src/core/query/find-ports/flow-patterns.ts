/**
 * A line of a log that says from where to where. The group `source` captures the client's port, which its system picked
 * for one connection, and `ports` the destination, which is what people ask about.
 */
export interface FlowPattern {
  readonly label: string;
  /** Applied to `normalizeMessage` output after `maskNonPorts`. All repetition is bounded. */
  readonly pattern: RegExp;
  readonly example: string;
  /** The numbers left in its example. */
  readonly finds: string;
}

const NUMBER = String.raw`\d{1,5}(?![\w¤]|[.:]\d)`;
/** An address, masked, in whole. */
const ADDRESS = "(?<![¤a-f.:])[¤a-f.:]{7,45}";
const HOST = String.raw`\[?[\w.¤:-]{1,80}\]?`;
const SOURCE = `(?<source>${NUMBER})`;
const PORTS = `(?<ports>${NUMBER})`;

export const FLOW_PATTERNS: readonly FlowPattern[] = [
  row(
    "host and port, arrow, host and port",
    String.raw`(?<=[\w¤\]][:.])${SOURCE} ?(?:-{1,2}>|=>|→|>) ?${HOST}[:.]${PORTS}`,
    "10.244.1.7:41522->10.96.0.10:53",
    "53",
  ),
  row(
    "source and destination with their names",
    String.raw`\b(?:spt|s(?:rc|ource)?_?port|id\.orig_p)['"]?[=: ] ?['"]?${SOURCE}[^\n]{0,120}?\b(?:dpt|d(?:e?st|estination)?_?port|id\.resp_p)['"]?[=: ] ?['"]?${PORTS}`,
    "SPT=44120 DPT=2376",
    "2376",
  ),
  row(
    "destination and source with their names",
    String.raw`\b(?:dpt|d(?:e?st|estination)?_?port)['"]?[=: ] ?['"]?${PORTS}[^\n]{0,40}?\b(?:spt|s(?:rc|ource)?_?port)['"]?[=: ] ?['"]?${SOURCE}`,
    "DPT=53 SPT=40122",
    "53",
  ),
  row(
    "source and destination address",
    String.raw`\b(?:s(?:rc|ource)?|from)[a-z_]{0,5}[=: ] ?${HOST}[:/]${SOURCE}[^\n]{0,60}?\b(?:d(?:e?st|estination)?|to)[a-z_]{0,5}[=: ] ?${HOST}[:/]${PORTS}`,
    "src=10.8.1.3:60111 dst=10.8.1.9:10250",
    "10250",
  ),
  row(
    "destination and source address",
    String.raw`\bd(?:e?st|estination)?[=: ]{1,2}${HOST}[:/]${PORTS}[^\n]{0,40}?\bs(?:rc|ource)?[=: ]{1,2}${HOST}[:/]${SOURCE}`,
    "Dst: 10.0.0.9:5060 {}, Src: 10.0.0.37:4353",
    "5060",
  ),
  row(
    "source and destination port on lines of their own",
    String.raw`\bsource port: {0,8}\t{0,4}${SOURCE}\s{1,8}[^\d]{0,80}[¤a-f.:]{0,45}\s{1,8}destination port: {0,8}\t{0,4}${PORTS}`,
    "Source Port: 58122\n Destination Address: 10.4.0.10\n Destination Port: 9389".toLowerCase(),
    "9389",
  ),
  row(
    "address/port, arrow, address/port",
    String.raw`${ADDRESS}\/${SOURCE} ?(?:-{1,2}>|→) ?[¤a-f.:]{7,45}\/${PORTS}`,
    "denied 10.77.12.9/51330->192.0.2.61/3260",
    "3260",
  ),
  row(
    "Cisco's address(port)",
    String.raw`${ADDRESS}\(${SOURCE}\) ?-> ?[¤a-f.:]{7,45}(?:,? [\w/]{1,20})?\(${PORTS}\)`,
    "203.0.113.6(40921) -> 10.7.0.20(3306)",
    "3306",
  ),
  row(
    "Cisco's interface:address/port",
    String.raw`\w:[¤a-f.:]{7,45}\/${SOURCE}[^\n]{0,60}? (?:to|dst) \w{1,30}:[¤a-f.:]{7,45}\/${PORTS}`,
    "Deny tcp src outside:203.0.113.7/51022 dst inside:10.0.0.9/5432",
    "5432",
  ),
  row(
    "two addresses and two ports",
    `${ADDRESS}[ ,]${ADDRESS}[ ,]${SOURCE}[ ,]${PORTS}(?=[ ,])`,
    "REJECT 203.0.113.12 172.31.16.21 40312 3389 6 1",
    "3389",
  ),
  row(
    "address and port twice",
    String.raw`${ADDRESS}\s${SOURCE}\s{1,8}${ADDRESS}\s${PORTS}(?!\S)`,
    "CHhAvV 10.0.0.5 51522 10.0.0.9 443 tcp",
    "443/tcp",
  ),
  row(
    "Palo Alto's traffic log",
    String.raw`,${SOURCE},${PORTS}(?=,[\d¤]{1,5},[\d¤]{1,5},[0¤]x[\da-f¤]{1,8},(?:tcp|udp),)`,
    "0,1,57201,3128,0,0,0x0,tcp,deny",
    "3128",
  ),
  row(
    "client's end of a connection",
    String.raw`(?:\bfrom (?:(?:authenticating |invalid )?user \S{1,40} )?${ADDRESS} port |\bclient[=: ]{1,2}${ADDRESS}:|(?<=\]: )${ADDRESS}:(?=\d{5} \[))(?<source>(?=[3-6]\d{4}|\d{4,5} (?:ssh|\[preauth))${NUMBER})`,
    "Accepted publickey for deploy from 203.0.113.77 port 50918 ssh2",
    "",
  ),
];

/** A text without the source ports of its flows, and where its destination ports begin. */
export interface Flows {
  readonly text: string;
  readonly destinations: readonly number[];
}

/** Hides the ports that clients picked. The length stays the same. @param mask replaces a digit */
export function hideSources(text: string, mask: string): Flows {
  const destinations: number[] = [];
  let left = text;
  for (const { pattern } of FLOW_PATTERNS) {
    for (const { indices } of left.matchAll(pattern)) {
      const { source, ports } = indices?.groups ?? {};
      if (source === undefined) continue;
      const isReply = ports !== undefined && isPicked(left.slice(...ports)) && !isPicked(left.slice(...source));
      const [hidden, kept] = isReply ? [ports, source] : [source, ports];
      left = left.slice(0, hidden[0]) + mask.repeat(hidden[1] - hidden[0]) + left.slice(hidden[1]);
      if (kept !== undefined) destinations.push(kept[0]);
    }
  }
  return { text: left, destinations };
}

/** Linux picks ports from 32768 on, everybody else from 49152 on. */
function isPicked(digits: string): boolean {
  return Number(digits) >= 32_768;
}

function row(label: string, pattern: string, example: string, finds: string): FlowPattern {
  return { label, pattern: new RegExp(pattern, "dgu"), example, finds };
}
