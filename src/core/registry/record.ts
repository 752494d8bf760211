import type { PortSpan, Transport } from "#core/registry/port.ts";

/** What a registry row says of its numbers. `assigned` includes the few rows that give a use without a service name. */
export const CATEGORIES = ["unassigned", "withdrawn", "reserved", "assigned"] as const;
export type Category = (typeof CATEGORIES)[number];

/** One row of IANA's Service Name and Transport Protocol Port Number Registry, as facts. */
export interface RegistryRecord {
  /** The numbers the row covers; null for a service name registered without a port. */
  readonly span: PortSpan | null;
  /** Null where the registry leaves it blank: every transport for rows without a service, "not stated" for a service. */
  readonly transport: Transport | null;
  readonly category: Category;
  /** Null for rows that assign no service name. */
  readonly serviceName: string | null;
  /** One line with single blanks; may be empty. */
  readonly description: string;
  /** As IANA writes them, without brackets: `RFC5357`, `draft-…`, an address, a document's number. */
  readonly references: readonly string[];
  /** `YYYY-MM-DD` or `YYYY-MM`, or null. */
  readonly registered: string | null;
  readonly modified: string | null;
  /** DCCP service code (RFC 5595), or null. */
  readonly serviceCode: number | null;
  /** The numbers of this row for which IANA reports use without an assignment. */
  readonly unauthorizedUse: readonly PortSpan[];
  /** The service name this row is a historic alias of, or null. */
  readonly aliasOf: string | null;
  /** The malformed older name this row's well-formed name replaces, or null. */
  readonly replaces: string | null;
  /** The registry says of this row that it records a widespread use which IANA did not assign. */
  readonly isUnassignedUse: boolean;
}

/** Where a set of records comes from. */
export interface RegistrySource {
  /** `YYYY-MM-DD`: the registry's own date. */
  readonly updated: string;
  /** The number of records. */
  readonly records: number;
}

/** A registry as it is read from its source, in IANA's order. */
export interface RegistrySnapshot {
  readonly source: RegistrySource;
  readonly records: readonly RegistryRecord[];
}

/** The RFC a registry reference names, as its number, or null for any other kind of reference. */
export function rfcNumber(reference: string): number | null {
  const match = /^RFC(\d{1,5})\b(?!-)/.exec(reference);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The RFC Editor's page of an RFC. */
export function rfcUrl(rfc: number): string {
  return `https://www.rfc-editor.org/rfc/rfc${rfc}`;
}
