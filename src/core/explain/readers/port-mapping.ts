import { isIp, parseRange, parseRangeWithTransport } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { listenerOn } from "#core/explain/reader.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spanSize } from "#core/registry/port.ts";

/** A published port or range on the host, and its target in the container. */
export interface Mapping {
  readonly address: string | null;
  readonly hostPorts: PortSpan;
  /** The transport is null where a table was written by hand without it. */
  readonly containerPorts: PortSpan & { readonly transport: Transport | null };
}

/** `0.0.0.0:8000-8010->8000-8010/tcp`, `[::]:443->443/tcp`, `:::443->443/tcp`; null for anything else. */
export function parseMapping(word: string): Mapping | null {
  const [host = "", container = "", more] = word.split("->", 3);
  const colon = host.lastIndexOf(":");
  const address = colon < 0 ? null : host.slice(0, colon);
  const hostPorts = parseRange(host.slice(colon + 1));
  const containerPorts = parseRangeWithTransport(container);
  const isMapping = hostPorts !== null && containerPorts !== null && more === undefined && (address?.length ?? 0) <= 60;
  return isMapping ? { address, hostPorts, containerPorts } : null;
}

/** The same in a table of containers, where somebody left the transport out: `0.0.0.0:8080->80`. */
export function parseTableMapping(word: string): Mapping | null {
  const [, host = "", target = ""] = BARE_MAPPING.exec(word) ?? [];
  const mapping = host === "" ? null : parseMapping(`${word}/tcp`);
  const containerPorts = parseRange(target);
  return mapping === null || containerPorts === null || !isIp(host)
    ? parseMapping(word)
    : { ...mapping, containerPorts: { ...containerPorts, transport: null } };
}

const BARE_MAPPING = /^([\d.]{7,15}|\[?[\da-f:]{2,45}\]?):[\d-]{1,11}->([\d-]{1,11})$/;

/** One listener per published port, up to the limit. */
export function expandMappings(
  mappings: readonly Mapping[],
  container: Pick<PastedListener, "service" | "image">,
  room: number,
) {
  const listeners: PastedListener[] = [];
  let leftOut = 0;
  for (const { address, hostPorts, containerPorts } of mappings) {
    // Of a service that publishes none yet.
    if (hostPorts.first === 0) continue;
    const taken = Math.min(spanSize(hostPorts), room - listeners.length);
    leftOut += spanSize(hostPorts) - taken;
    // Ranges of equal size are mapped number by number.
    const isEven = spanSize(hostPorts) === spanSize(containerPorts);
    for (let at = 0; at < taken; at++) {
      const target = isEven ? containerPorts.first + at : containerPorts.first;
      listeners.push({ ...listenerOn(hostPorts.first + at, containerPorts.transport, address), ...container, target });
    }
  }
  return { listeners, leftOut };
}

/** docker-compose 1 separates ports by commas without a space. */
export function splitMappings(word: string): readonly string[] {
  return word.split(",").filter((part) => part !== "");
}

export function isMapping(word: string): boolean {
  return word.includes("->") && word.length < 400 && splitMappings(word).some((part) => parseMapping(part) !== null);
}
