import type { Transport } from "#core/registry/port.ts";
import { MAX_REGISTERED_PORT, spanContains } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySnapshot } from "#core/registry/record.ts";
import { formatSpan } from "./snapshot-record.ts";

/**
 * The reasons why a registry is implausible, in sentences: a number from 0 to 49151 without a row, or a missing row that
 * has been there for decades. Unknown transports are refused earlier, when the source is parsed.
 */
export function findImplausible(snapshot: RegistrySnapshot): string[] {
  const records = [...snapshot.records];
  return [...findGaps(records), ...findMissingRows(records)];
}

const EXPECTED_SERVICES: readonly (readonly [number, Transport, string])[] = [
  [22, "tcp", "ssh"],
  [53, "udp", "domain"],
  [443, "tcp", "https"],
  [873, "tcp", "rsync"],
];

const EXPECTED_RESERVED = [0, MAX_REGISTERED_PORT];

function findMissingRows(records: readonly RegistryRecord[]): string[] {
  const holds = (port: number, matches: (record: RegistryRecord) => boolean) =>
    records.some((record) => record.span !== null && spanContains(record.span, port) && matches(record));
  const services = EXPECTED_SERVICES.filter(
    ([port, transport, name]) => !holds(port, (row) => row.transport === transport && row.serviceName === name),
  ).map(([port, transport, name]) => `Port ${port} ${transport} is no longer assigned to ${name}.`);
  const reserved = EXPECTED_RESERVED.filter((port) => !holds(port, (row) => row.category === "reserved"));
  return [...services, ...reserved.map((port) => `Port ${port} is no longer reserved.`)];
}

function findGaps(records: readonly RegistryRecord[]): string[] {
  const covered = new Uint8Array(MAX_REGISTERED_PORT + 1);
  for (const { span } of records) if (span !== null) covered.fill(1, span.first, span.last + 1);
  const gaps: string[] = [];
  for (let first = covered.indexOf(0); first >= 0; ) {
    const next = covered.indexOf(1, first);
    const last = (next < 0 ? covered.length : next) - 1;
    gaps.push(formatSpan({ first, last }));
    first = covered.indexOf(0, last + 1);
  }
  if (gaps.length === 0) return [];
  const more = gaps.length > MAX_GAPS_SHOWN ? ` and ${gaps.length - MAX_GAPS_SHOWN} more gaps` : "";
  return [`No row covers ${gaps.slice(0, MAX_GAPS_SHOWN).join(", ")}${more}.`];
}

const MAX_GAPS_SHOWN = 10;
