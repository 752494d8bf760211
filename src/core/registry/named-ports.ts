import type { Transport } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";

/** The port a service's name stands for; null where it stands for none or several. A null transport means any. */
export type PortNamed = (name: string, transport: Transport | null) => number | null;

/** For reading without a registry. */
export const NO_NAMES: PortNamed = () => null;

/** IANA's names, in any case; where it gave a name one number on that transport. The index is built on the first call. */
export function createPortNamed(registry: Registry): PortNamed {
  let index: NameIndex | null = null;
  return (name, transport) => {
    index ??= indexNames(registry);
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

type NameIndex = ReadonlyMap<string, readonly NamedPort[]>;

function indexNames({ records }: Registry): NameIndex {
  const named = records.flatMap(({ serviceName, span, transport }) =>
    serviceName === null || span === null || span.first !== span.last
      ? []
      : [{ name: serviceName.toLowerCase(), port: span.first, transport }],
  );
  return Map.groupBy(named, ({ name }) => name);
}
