import type { PortSpan } from "#core/registry/port.ts";
import { TRANSPORTS } from "#core/registry/port.ts";
import type { RecordColumns, RegistryRecord, RegistrySnapshot } from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";

/** A span that no number is in. */
export const NO_NUMBERS: PortSpan = { first: 1, last: 0 };

/** For a row that states no transport. */
export const ANY_TRANSPORT = TRANSPORTS.length;

/** A snapshot of records that are at hand. @param updated `YYYY-MM-DD` */
export function createSnapshot(updated: string, records: readonly RegistryRecord[]): RegistrySnapshot {
  return {
    source: { updated, records: records.length },
    records,
    columns: columnsOf(records),
  };
}

function columnsOf(records: readonly RegistryRecord[]): RecordColumns {
  const spans = records.map(({ span }) => span ?? NO_NUMBERS);
  return {
    first: Uint16Array.from(spans, ({ first }) => first),
    last: Uint16Array.from(spans, ({ last }) => last),
    transport: Uint8Array.from(records, ({ transport }) =>
      transport === null ? ANY_TRANSPORT : TRANSPORTS.indexOf(transport),
    ),
    category: Uint8Array.from(records, ({ category }) => CATEGORIES.indexOf(category)),
  };
}
