import type { Transport } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";
import { portInServicesFile } from "#core/registry/services-file-names.ts";

/** Looks up a service's port; null if it has none or several. A null transport matches any. */
export type PortByName = (name: string, transport: Transport | null) => number | null;

/** Used if no registry is at hand. */
export const NO_PORT_NAMES: PortByName = () => null;

/**
 * Looks up IANA's names, ignoring case, and those that only services files have; null unless the name has exactly one
 * port on that transport.
 */
export function createPortByName(registry: Registry): PortByName {
  return (name, transport) => {
    const ports = new Set<number>();
    for (const record of registry.recordsNamed(name)) {
      const { span } = record;
      const isOn = transport === null || record.transport === transport;
      if (isOn && span !== null && span.first === span.last) ports.add(span.first);
    }
    const [port = null, ...others] = ports;
    return (others.length === 0 ? port : null) ?? portInServicesFile(name, transport);
  };
}
