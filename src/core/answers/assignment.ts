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
  readonly recordsUnassignedUse: boolean;
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
