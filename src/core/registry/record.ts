import type { PortSpan, Transport } from "#core/registry/port.ts";

/**
 * What a registry row says about its numbers. `assigned` includes the few rows that describe a use without a service
 * name.
 */
export const CATEGORIES = ["unassigned", "withdrawn", "reserved", "assigned"] as const;
export type Category = (typeof CATEGORIES)[number];

/** One row of IANA's Service Name and Transport Protocol Port Number Registry. */
export interface RegistryRecord {
  /** The numbers the row covers; null for a service name registered without a port. */
  readonly span: PortSpan | null;
  /** Null if the registry leaves it blank: any transport for rows without a service, not stated for a service. */
  readonly transport: Transport | null;
  readonly category: Category;
  /** Null for rows that assign no service name. */
  readonly serviceName: string | null;
  /** One line with single spaces; may be empty. */
  readonly description: string;
  /** The organisations or people that hold the assignment; often empty, mostly for rows that assign nothing. */
  readonly assignees: readonly string[];
  /** The organisations or people to ask about it, if others than the assignees. */
  readonly contacts: readonly string[];
  /** As IANA writes them, without brackets: `RFC5357`, `draft-…`, an address, a document number. */
  readonly references: readonly string[];
  /** `YYYY-MM-DD` or `YYYY-MM`, or null. */
  readonly registered: string | null;
  readonly modified: string | null;
  /** DCCP service code (RFC 5595), or null. */
  readonly serviceCode: number | null;
  /** The numbers of this row that IANA reports as used without an assignment. */
  readonly unauthorizedUse: readonly PortSpan[];
  /** The current service name if this is a historic alias, else null. */
  readonly aliasOf: string | null;
  /** The malformed older name replaced by this row's name, or null. */
  readonly replaces: string | null;
  /** Whether the registry notes that this is a widespread use that IANA did not assign. */
  readonly isUnassignedUse: boolean;
  /** IANA's note on the row in its own words, one line; null if there is none that is meant for people. */
  readonly note: string | null;
}

/** The version of a snapshot. */
export interface SnapshotVersion {
  /** The registry's own date, `YYYY-MM-DD`. */
  readonly updated: string;
  /** The number of records. */
  readonly records: number;
}

/** The version of the registry that answers come from. */
export interface RegistrySource extends SnapshotVersion {
  /** See {@link isOutdated}; cards say so. */
  readonly isOutdated: boolean;
}

/** Whether a registry's date is more than 180 days ago. @param now milliseconds since 1970 */
export function isOutdated({ updated }: SnapshotVersion, now: number): boolean {
  return now - Date.parse(`${updated}T00:00:00Z`) > MAX_AGE;
}

/** Milliseconds. Cards and the log call it 6 months. */
const MAX_AGE = 180 * 86_400_000;

/** Records in IANA's order, by row. An array of them is one, and so is a text whose lines are read when asked for. */
export interface RegistryRecords extends Iterable<RegistryRecord> {
  readonly length: number;
  at(row: number): RegistryRecord | undefined;
}

/** What indexes are made of. The typed arrays have an element for each row. */
export interface RecordColumns {
  /** The first number; an empty span for a row without numbers. */
  readonly first: Uint16Array;
  /** The last number. */
  readonly last: Uint16Array;
  /** The place in `TRANSPORTS`, or their number where the registry leaves it blank. */
  readonly transport: Uint8Array;
  /** The place in `CATEGORIES`. */
  readonly category: Uint8Array;
}

/** A registry as imported. */
export interface RegistrySnapshot {
  readonly source: SnapshotVersion;
  readonly records: RegistryRecords;
  /** What the records say that indexes are made of. */
  readonly columns: RecordColumns;
}

/** The number of the RFC in a registry reference; null for other references. */
export function rfcNumber(reference: string): number | null {
  const match = /^RFC(\d{1,5})\b(?!-)/.exec(reference);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The RFC Editor's page of an RFC. */
export function rfcUrl(rfc: number): string {
  return `https://www.rfc-editor.org/rfc/rfc${rfc}`;
}
