import { portNumber } from "#core/explain/endpoint.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isTransport } from "#core/registry/port.ts";

/** `8000` or `8000-8010`, in order; null for anything else. */
export function parseRange(text: string): PortSpan | null {
  const [low = "", high, more] = text.split("-", 3);
  const first = portNumber(low);
  const last = high === undefined ? first : portNumber(high);
  return first === null || last === null || more !== undefined || first > last ? null : { first, last };
}

/** A range with its transport behind a slash, as containers have them: `80/tcp`, `8000-8010/udp`, `443/TCP`. */
export function parseRangeWithTransport(text: string): (PortSpan & { readonly transport: Transport }) | null {
  const [numbers = "", protocol = "", more] = text.split("/", 3);
  const transport = protocol.toLowerCase();
  const span = parseRange(numbers);
  return span === null || more !== undefined || !isTransport(transport) ? null : { ...span, transport };
}
