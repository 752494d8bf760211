import type { RegistryRecord, RegistryRecords, RegistrySnapshot } from "#core/registry/record.ts";
import { matchRows } from "#core/registry/registry-change.ts";
import { formatSpan } from "./snapshot-record.ts";

/** The changes from one registry to the next, as lines for a maintainer, in counted and shortened groups. */
export function describeChanges(previous: RegistrySnapshot, next: RegistrySnapshot): string[] {
  const { added, removed, changed } = compare(previous.records, next.records);
  const groups = [
    group("New assignments", added.filter(isAssignment).map(describeAdded)),
    group("Removed assignments", removed.filter(isAssignment).map(describeRemoved)),
    group("Changed assignments", changed.filter(([, now]) => isAssignment(now)).map(describeChanged)),
    group("New other rows (unassigned, reserved, withdrawn)", added.filter(isOtherRow).map(describeAdded)),
    group("Removed other rows", removed.filter(isOtherRow).map(describeRemoved)),
    group("Changed other rows", changed.filter(([, now]) => isOtherRow(now)).map(describeChanged)),
  ];
  const lines = groups.flat();
  return lines.length > 0 ? lines : ["No record changed."];
}

/** The assignments of the first registry that the second doesn't have, by numbers, transport and service name. */
export function findRemovedAssignments(previous: RegistrySnapshot, next: RegistrySnapshot): RegistryRecord[] {
  return compare(previous.records, next.records).removed.filter(isAssignment);
}

const MAX_LINES_IN_GROUP = 40;

type Change = readonly [before: RegistryRecord, now: RegistryRecord];

function compare(before: RegistryRecords, now: RegistryRecords) {
  const { kept, ...rest } = matchRows(before, now);
  const changed = kept.filter(([partner, record]) => JSON.stringify(partner) !== JSON.stringify(record));
  return { ...rest, changed };
}

function group(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MAX_LINES_IN_GROUP);
  const rest = lines.length - shown.length;
  return [`${title} (${lines.length}):`, ...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function isAssignment(record: RegistryRecord): boolean {
  return record.category === "assigned";
}

function isOtherRow(record: RegistryRecord): boolean {
  return !isAssignment(record);
}

function describeAdded(record: RegistryRecord): string {
  return `+ ${subject(record)}: ${describeRow(record)}`;
}

function describeRemoved(record: RegistryRecord): string {
  const text = isAssignment(record) ? `no longer ${describeRow(record)}` : `row removed (${describeRow(record)})`;
  return `- ${subject(record)}: ${text}`;
}

function describeChanged([before, now]: Change): string {
  const name = now.serviceName === null ? "" : `${now.serviceName}, `;
  return `~ ${subject(now)}: ${name}${changedFacts(before, now).join("; ")}`;
}

function subject(record: RegistryRecord): string {
  const numbers = record.span === null ? "no port" : formatSpan(record.span);
  return record.transport === null ? numbers : `${numbers} ${record.transport}`;
}

function describeRow(record: RegistryRecord): string {
  if (record.category !== "assigned") {
    const plain = record.description.toLowerCase() === record.category;
    return plain ? record.category : `${record.category} (${record.description})`;
  }
  if (record.serviceName === null) return `in use without a service name (${record.description})`;
  const description = record.description === "" ? "" : ` (${record.description})`;
  return `${record.span === null ? "registered as" : "assigned to"} ${record.serviceName}${description}`;
}

function changedFacts(before: RegistryRecord, now: RegistryRecord): string[] {
  const facts: readonly (readonly [string, (record: RegistryRecord) => string])[] = [
    ["category", (record) => record.category],
    ["description", (record) => quote(record.description)],
    ["assignees", (record) => record.assignees.join(", ")],
    ["contacts", (record) => record.contacts.join(", ")],
    ["references", (record) => record.references.join(", ")],
    ["registered", (record) => record.registered ?? ""],
    ["modified", (record) => record.modified ?? ""],
    ["service code", (record) => record.serviceCode?.toString() ?? ""],
    ["reported unauthorized use", (record) => record.unauthorizedUse.map(formatSpan).join(", ")],
    ["alias of", (record) => record.aliasOf ?? ""],
    ["replaces", (record) => record.replaces ?? ""],
    ["widespread use without assignment", (record) => (record.isUnassignedUse ? "yes" : "")],
    ["note", (record) => quote(record.note ?? "")],
  ];
  return facts
    .filter(([, read]) => read(before) !== read(now))
    .map(([fact, read]) => `${fact} now ${read(now) || "none"}`);
}

function quote(text: string): string {
  return text === "" ? "" : `"${text}"`;
}
