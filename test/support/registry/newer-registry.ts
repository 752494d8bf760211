import { createSnapshot } from "#core/registry/create-snapshot.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { registry } from "./committed.ts";

/** A row as IANA adds it for a new service. */
export function newRow(port: number, serviceName: string, more: Partial<RegistryRecord> = {}): RegistryRecord {
  return {
    span: { first: port, last: port },
    transport: "tcp",
    category: "assigned",
    serviceName,
    description: `${serviceName} protocol`,
    assignees: [],
    contacts: [],
    references: [],
    registered: null,
    modified: null,
    serviceCode: null,
    unauthorizedUse: [],
    aliasOf: null,
    replaces: null,
    isUnassignedUse: false,
    note: null,
    ...more,
  };
}

/** The committed registry as of a later date, with more rows, and those that exist changed or, with null, removed. */
export function newerRegistry(
  updated: string,
  rows: readonly RegistryRecord[],
  change: (record: RegistryRecord) => RegistryRecord | null = (record) => record,
): Registry {
  const records = [...[...registry.records].map(change).filter((record) => record !== null), ...rows];
  return createRegistry(createSnapshot(updated, records));
}
