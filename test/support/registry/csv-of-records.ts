import type { PortSpan } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";

/** Records as IANA's CSV has them, without notes and aliases, with further rows below. */
export function csvOfRecords(records: Iterable<RegistryRecord>, moreRows: readonly string[]): string {
  return [HEADER, ...Array.from(records, rowOf), ...moreRows, ""].join("\r\n");
}

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";

function rowOf(record: RegistryRecord): string {
  const references = record.references.map((reference) => `[${reference}]`).join("");
  return [
    record.serviceName ?? "",
    record.span === null ? "" : numbers(record.span),
    record.transport ?? "",
    `"${record.description.replaceAll('"', '""')}"`,
    "",
    "",
    record.registered ?? "",
    record.modified ?? "",
    `"${references}"`,
    record.serviceCode ?? "",
    "",
    "",
  ].join(",");
}

function numbers({ first, last }: PortSpan): string {
  return first === last ? `${first}` : `${first}-${last}`;
}
