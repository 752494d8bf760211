import { distinct } from "#core/collections.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

/** A registry record that assigns a number, with the details a card shows. */
export interface Assignment extends NamedAssignment {
  /** The whole span that was assigned, including this number. */
  readonly span: PortSpan;
  readonly registered: string | null;
  readonly modified: string | null;
  readonly serviceCode: number | null;
  readonly replaces: string | null;
  /** The organisations or people it was assigned to; often empty. */
  readonly assignees: readonly string[];
  /** Whom to ask about it, if others than the assignees. */
  readonly contacts: readonly string[];
  /** IANA's note on it, in its own words, or null. */
  readonly note: string | null;
}

export interface NamedAssignment {
  /** Null for the few rows that describe a use without a service name. */
  readonly serviceName: string | null;
  /** Null if the registry doesn't state it. */
  readonly transport: Transport | null;
  readonly description: string;
  readonly references: readonly string[];
  /** The current service name if this is a historic alias, else null. */
  readonly aliasOf: string | null;
  /** The registry records this use although IANA has not assigned the number for it. */
  readonly isUnassignedUse: boolean;
}

type AssignmentName = Pick<NamedAssignment, "serviceName" | "description" | "aliasOf" | "isUnassignedUse">;

/**
 * The service names on a number, without historic aliases and merely recorded uses if there are others, and the uses
 * that have no name.
 */
export function namesInUse(assignments: readonly AssignmentName[]): {
  names: readonly string[];
  uses: readonly string[];
} {
  const named = assignments.filter(({ serviceName }) => serviceName !== null);
  const current = named.filter(({ aliasOf, isUnassignedUse }) => aliasOf === null && !isUnassignedUse);
  const names = (current.length > 0 ? current : named).map(({ serviceName }) => serviceName ?? "");
  const uses = assignments.filter(({ serviceName }) => serviceName === null).map(({ description }) => description);
  return { names: distinct(names), uses: distinct(uses) };
}

/** Whether a service's description says more than its name. */
export function isDescriptionUseful({ serviceName, description }: Pick<AssignmentName, "serviceName" | "description">) {
  return description !== "" && serviceName !== null && description.toLowerCase() !== serviceName.toLowerCase();
}

/** The rows for a transport. A row without a transport matches any. */
export function onTransport<Row extends { readonly transport: Transport | null }>(
  rows: readonly Row[],
  transport: Transport | null,
): readonly Row[] {
  return transport === null ? rows : rows.filter((row) => row.transport === null || row.transport === transport);
}

/** Short labels for a number: its service names, or else its recorded uses. */
export function labelsOf(assignments: readonly AssignmentName[]): readonly string[] {
  const { names, uses } = namesInUse(assignments);
  return names.length > 0 ? names : uses;
}
