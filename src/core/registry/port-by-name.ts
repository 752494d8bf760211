import type { Transport } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";

/** Looks up a service's port; null if it has none or several. A null transport matches any. */
export type PortByName = (name: string, transport: Transport | null) => number | null;

/** Used if no registry is at hand. */
export const NO_PORT_NAMES: PortByName = () => null;

/**
 * Looks up IANA's names, ignoring case; null unless the name has exactly one port on that transport. The index is built
 * on the first call.
 */
export function createPortByName(registry: Registry): PortByName {
  let index: PortIndex | null = null;
  return (name, transport) => {
    index ??= indexPorts(registry);
    const named = index.get(name.toLowerCase()) ?? [];
    const ports = named.filter((each) => transport === null || each.transport === transport).map(({ port }) => port);
    const [port = null, ...others] = new Set(ports);
    return others.length === 0 ? port : null;
  };
}

interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly transport: Transport | null;
}

type PortIndex = ReadonlyMap<string, readonly NamedPort[]>;

function indexPorts({ records }: Registry): PortIndex {
  const named = records.flatMap(({ serviceName, span, transport }) =>
    serviceName === null || span === null || span.first !== span.last
      ? []
      : [{ name: serviceName.toLowerCase(), port: span.first, transport }],
  );
  return Map.groupBy(named, ({ name }) => name);
}
