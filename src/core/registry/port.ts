/** The registry's transports, in display order (RFC 6335, section 1). */
export const TRANSPORTS = ["tcp", "udp", "sctp", "dccp"] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const MAX_PORT = 65_535;

/** An interval of port numbers, both ends included. */
export interface PortSpan {
  readonly first: number;
  readonly last: number;
}

/** One of the three ranges of RFC 6335, section 6; no other interval is called a range. */
export interface PortRange extends PortSpan {
  readonly name: "system" | "user" | "dynamic";
}

const SYSTEM_PORTS: PortRange = { name: "system", first: 0, last: 1023 };
const USER_PORTS: PortRange = { name: "user", first: 1024, last: 49_151 };
const DYNAMIC_PORTS: PortRange = { name: "dynamic", first: 49_152, last: MAX_PORT };

export const PORT_RANGES: readonly PortRange[] = [SYSTEM_PORTS, USER_PORTS, DYNAMIC_PORTS];

/** The highest number with a registry row; everything above is dynamic. */
export const MAX_REGISTERED_PORT = USER_PORTS.last;

export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_PORT;
}

export function isTransport(value: string): value is Transport {
  return (TRANSPORTS as readonly string[]).includes(value);
}

/** The range a port number lies in. */
export function portRangeOf(port: number): PortRange {
  if (port <= SYSTEM_PORTS.last) return SYSTEM_PORTS;
  return port <= USER_PORTS.last ? USER_PORTS : DYNAMIC_PORTS;
}

export function spanSize(span: PortSpan): number {
  return span.last - span.first + 1;
}

/** The span of a single number. */
export function onePort(port: number): PortSpan {
  return { first: port, last: port };
}

/** The span as people type it: `8867`, `8900-8910`. */
export function spanText({ first, last }: PortSpan): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** Whether the spans have a number in common. */
export function spansOverlap(a: PortSpan, b: PortSpan): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Every number of the span, ascending. */
export function numbersIn({ first, last }: PortSpan): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

export function spanContains(span: PortSpan, port: number): boolean {
  return port >= span.first && port <= span.last;
}

export function isSameSpan(a: PortSpan, b: PortSpan): boolean {
  return a.first === b.first && a.last === b.last;
}

/** The common part of two spans that overlap. */
export function intersection(a: PortSpan, b: PortSpan): PortSpan {
  return { first: Math.max(a.first, b.first), last: Math.min(a.last, b.last) };
}
