import type { ListItemQuery, PortQuery, ServiceQuery, SpanQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort, isTransport, MAX_PORT, TRANSPORTS } from "#core/registry/port.ts";

const TRANSPORT = TRANSPORTS.join("|");
const PORT = new RegExp(`^(?:port )?[:#]?(\\d+)(?:[/ -]?(${TRANSPORT}))?$`);
const TRANSPORT_FIRST = new RegExp(`^(${TRANSPORT})[/: ](?:port )?:?(\\d+)$`);
const SPAN = /^(?:ports? )?(\d+)( ?(?:-|–|—|\.\.\.?|~|->|→|:) ?| (?:up )?(?:to|through|thru|until|till) )(\d+)$/;
/** Downwards, these map one port to another. */
const MAPS = /:|->|→/;
const TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;
/** `6000+`, `6000-`: all from there. */
const OPEN_SPAN = /^(?:ports? )?(\d+) ?[+-]$/;
/** A span is the same on every transport. */
const TRANSPORT_OF_SPAN = new RegExp(`^(?:${TRANSPORT})[/: ](?=.*\\d\\D+\\d)|(?<=\\d\\D+\\d+)[/ ]?(?:${TRANSPORT})$`);
/** Covers IANA's names and program names: letters, digits and a few signs, at least one letter. */
const NAME = /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{N}\p{M} ._+*/&'#-]*$/u;
const MAX_NAME_LENGTH = 60;

/** Parses one number, span or name; null for anything else. @param plain lower case, digits as 0–9, single spaces */
export function parseItem(plain: string): ListItemQuery | null {
  return parsePort(plain) ?? parseSpanQuery(plain) ?? parseServiceName(plain);
}

/** `8000-9000`, `8000..9000`, `8000~9000`, `8000 to 9000`, in either order; `8000:9000` upwards only. */
export function parseSpan(plain: string): PortSpan | null {
  const [, one, sign = "", other] = SPAN.exec(plain) ?? [];
  if (MAPS.test(sign) && (Number(one) >= Number(other) || TIME.test(plain))) return null;
  const ends = [Number(one), Number(other)].sort((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  return isPort(first) && isPort(last) ? { first, last } : null;
}

/** `867`, `867/udp`, `tcp 867`; null for anything else. @param plain as in `parseItem` */
export function parsePort(plain: string): PortQuery | null {
  const [, digits, after] = PORT.exec(plain) ?? [];
  const [, before, digitsAfter] = TRANSPORT_FIRST.exec(plain) ?? [];
  const port = Number(digits ?? digitsAfter);
  const transport = after ?? before ?? "";
  return isPort(port) ? { kind: "port", port, transport: isTransport(transport) ? transport : null } : null;
}

function parseSpanQuery(plain: string): SpanQuery | PortQuery | null {
  const open = Number(OPEN_SPAN.exec(plain)?.[1]);
  if (open < MAX_PORT) return { kind: "span", first: open, last: MAX_PORT };
  const span = parseSpan(plain.replace(TRANSPORT_OF_SPAN, ""));
  if (span === null) return null;
  return span.first === span.last ? { kind: "port", port: span.first, transport: null } : { kind: "span", ...span };
}

/** Parses a service or program name; null if it isn't a valid name. @param plain as in `parseItem` */
export function parseServiceName(plain: string): ServiceQuery | null {
  if (plain.length > MAX_NAME_LENGTH || !NAME.test(plain) || NOT_A_NAME.test(plain)) return null;
  return { kind: "service", name: plain };
}

/** Whether an item is words of a sentence rather than a name: `443 please`, `636 towards the dcs`. */
export function isSentence(item: ListItemQuery): boolean {
  return item.kind === "service" && item.name.includes(" ") && hasSeparateNumber(item.name);
}

/** Names don't contain one. */
export function hasSeparateNumber(text: string): boolean {
  return /(?<![\w.-])\d+(?![\w.-])/.test(text);
}

/** Whether a text would be another query with this name at its start: `set, ldaps`. */
export function isVerb(name: string): boolean {
  return VERB.test(name);
}

const VERB = /^(?:claim|release|book|undo|settings|set|feedback|forget|explain|watch|unwatch|watches)(?![\w.-])/;

/** Meant as a number but invalid (`70000/tcp`, `22/quic`, `port -1`), or the start of another query. */
const NOT_A_NAME = new RegExp(
  [
    `^(?:ports? )?[\\d ,–—.-]+[/ ]?(?:${TRANSPORT})$`,
    `^\\d+/[a-z]+$`,
    `^(?:${TRANSPORT}|ports?)[/: ]-?[\\d–—.-]+$`,
    "^(?:help|random|thanks|news|explain|(?:free|search|more)(?: .*)?|.* (?:more|in use))$",
    // Queries for a team's data: a name on a button must not change anything.
    "^(?:(?:claim|release|book|feedback|forget|watch|unwatch)(?:[^\\w.-].*)?|undo(?: [\\w.-]{1,60})?|settings|watches|set[ =:,].+)$",
  ].join("|"),
);
