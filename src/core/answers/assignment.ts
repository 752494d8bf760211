import { distinct } from "#core/collections.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

/** A registry record that assigns a number, with what a card says of it. */
export interface Assignment extends NamedAssignment {
  /** The numbers assigned together, this one among them. */
  readonly span: PortSpan;
  readonly registered: string | null;
  readonly modified: string | null;
  readonly serviceCode: number | null;
  readonly replaces: string | null;
  /** The registry records this use without having assigned the number for it. */
  readonly isUnassignedUse: boolean;
}

export interface NamedAssignment {
  /** Null for the few rows that give a use without a service name. */
  readonly serviceName: string | null;
  /** Null where the registry does not state it. */
  readonly transport: Transport | null;
  readonly description: string;
  readonly references: readonly string[];
  /** The service name this one is a historic alias of, or null. */
  readonly aliasOf: string | null;
}

type Named = Pick<Assignment, "serviceName" | "description" | "aliasOf"> & { readonly isUnassignedUse?: boolean };

/**
 * The service names on a number, historic aliases and uses that IANA only records left out where there is another; and
 * the uses that have no name.
 */
export function namesInUse(assignments: readonly Named[]): { names: readonly string[]; uses: readonly string[] } {
  const named = assignments.filter(({ serviceName }) => serviceName !== null);
  const current = named.filter(({ aliasOf, isUnassignedUse }) => aliasOf === null && isUnassignedUse !== true);
  const names = (current.length > 0 ? current : named).map(({ serviceName }) => serviceName ?? "");
  const uses = assignments.filter(({ serviceName }) => serviceName === null).map(({ description }) => description);
  return { names: distinct(names), uses: distinct(uses) };
}

/** The rows for a transport; a row without a transport may mean any. */
export function onTransport<Row extends { readonly transport: Transport | null }>(
  rows: readonly Row[],
  transport: Transport | null,
): readonly Row[] {
  return transport === null ? rows : rows.filter((row) => row.transport === null || row.transport === transport);
}

/** A short label for a number: its services' names, or else its recorded uses. */
export function labelsOf(assignments: readonly Named[]): readonly string[] {
  const { names, uses } = namesInUse(assignments);
  return names.length > 0 ? names : uses;
}
