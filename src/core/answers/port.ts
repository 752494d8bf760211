import type { CheckCommand } from "#core/answers/commands.ts";
import { checkCommands } from "#core/answers/commands.ts";
import type { PortQuery } from "#core/query/query.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import { portRangeOf, spanContains, spanSize } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySource } from "#core/registry/record.ts";
import type { Registry, State } from "#core/registry/registry.ts";

/** How many assigned numbers a card names on each side. */
const NEIGHBOURS = 3;

/** What is known of one port number. */
export interface PortAnswer {
  readonly kind: "port";
  readonly port: number;
  /** The transport that was asked for, or null. */
  readonly transport: Transport | null;
  readonly range: PortRange;
  readonly states: Readonly<Record<Transport, State>>;
  /** In IANA's order; the asked transport's first. */
  readonly assignments: readonly Assignment[];
  /** The run of unassigned numbers around this one, or null where it is not in one. */
  readonly block: (PortSpan & { readonly size: number }) | null;
  /** The nearest assigned numbers, the nearest first. */
  readonly nearby: { readonly below: readonly Neighbour[]; readonly above: readonly Neighbour[] };
  /** IANA reports that this number is used without an assignment. */
  readonly unauthorizedUse: boolean;
  readonly commands: readonly CheckCommand[];
  readonly registry: RegistrySource;
}

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

export interface Neighbour {
  readonly port: number;
  readonly distance: number;
  readonly assignments: readonly NamedAssignment[];
}

/** Works out everything the registry says of a port. Pure: the same query and registry give the same answer. */
export function answerPort({ port, transport }: PortQuery, registry: Registry): PortAnswer {
  const block = registry.blockAround(port);
  const state = (each: Transport) => registry.stateOf(port, each);
  return {
    kind: "port",
    port,
    transport,
    range: portRangeOf(port),
    states: { tcp: state("tcp"), udp: state("udp"), sctp: state("sctp"), dccp: state("dccp") },
    assignments: assignmentsAt(port, transport, registry),
    block: block === null ? null : { ...block, size: spanSize(block) },
    nearby: { below: neighbours(port, "below", registry), above: neighbours(port, "above", registry) },
    unauthorizedUse: registry
      .recordsAt(port)
      .some((record) => record.unauthorizedUse.some((span) => spanContains(span, port))),
    // Nothing can listen on port 0: binding it means "any number" (ip(7)).
    commands: port === 0 ? [] : checkCommands(port, transport),
    registry: registry.source,
  };
}

function assignmentsAt(port: number, asked: Transport | null, registry: Registry): Assignment[] {
  const all = registry.assignmentsAt(port).map((record) => ({
    ...named(record),
    span: record.span ?? { first: port, last: port },
    registered: record.registered,
    modified: record.modified,
    serviceCode: record.serviceCode,
    replaces: record.replaces,
    recordsUnassignedUse: record.recordsUnassignedUse,
  }));
  return asked === null ? all : all.toSorted((a, b) => Number(b.transport === asked) - Number(a.transport === asked));
}

function neighbours(port: number, side: "below" | "above", registry: Registry): Neighbour[] {
  return registry.nearestAssigned(port, side, NEIGHBOURS).map((near) => ({
    port: near,
    distance: Math.abs(near - port),
    assignments: registry.assignmentsAt(near).map(named),
  }));
}

function named({ serviceName, transport, description, references, aliasOf }: RegistryRecord): NamedAssignment {
  return { serviceName, transport, description, references, aliasOf };
}
