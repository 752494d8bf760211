import { TRANSPORTS } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";

/** How many there are of each thing, by its name as SOURCE.md prints it. */
export type RegistryCounts = Readonly<Record<string, number>>;

/** Counts the rows of each kind, the distinct numbers with a service, and the rows of each transport. */
export function countRecords(records: readonly RegistryRecord[]): RegistryCounts {
  const count = (matches: (record: RegistryRecord) => boolean) => records.filter(matches).length;
  return {
    records: records.length,
    "assigned, with a port": count((row) => row.serviceName !== null && row.span !== null),
    "service names only, no port": count((row) => row.serviceName !== null && row.span === null),
    "unassigned rows": count((row) => row.category === "unassigned"),
    "reserved rows": count((row) => row.category === "reserved"),
    "withdrawn rows": count((row) => row.category === "withdrawn"),
    "uses without a service name": count((row) => row.category === "assigned" && row.serviceName === null),
    "distinct numbers with a service": numbersWithService(records),
    ...Object.fromEntries(TRANSPORTS.map((name) => [`${name} rows`, count((row) => row.transport === name)])),
    "rows without a transport": count((row) => row.transport === null),
  };
}

function numbersWithService(records: readonly RegistryRecord[]): number {
  const numbers = new Set<number>();
  for (const { serviceName, span } of records) {
    if (serviceName === null || span === null) continue;
    for (let port = span.first; port <= span.last; port++) numbers.add(port);
  }
  return numbers.size;
}
