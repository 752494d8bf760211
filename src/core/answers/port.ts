import type { Advice } from "#core/answers/advice.ts";
import { adviseOn } from "#core/answers/advice.ts";
import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { Assignment, NamedAssignment } from "#core/answers/assignment.ts";
import type { CheckCommand, System } from "#core/answers/commands.ts";
import { checkCommands } from "#core/answers/commands.ts";
import { overallState } from "#core/answers/state.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { PortQuery } from "#core/query/query.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, onePort, portRangeOf, spanSize } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySource } from "#core/registry/record.ts";
import type { Registry, State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { defaultSoftware, knownUsesOf } from "#core/software/known-use.ts";

/** How many assigned numbers a card names on each side. */
const NEIGHBOURS = 3;
/** How many numbers the map shows on each side. */
const MAP_REACH = 16;

/** Everything Portcall knows about one port number. */
export interface PortAnswer {
  readonly kind: "port";
  readonly port: number;
  /** The requested transport, or null. */
  readonly transport: Transport | null;
  readonly range: PortRange;
  /** The state on the requested transport, or else the one that matters most. */
  readonly state: State;
  readonly states: Readonly<Record<Transport, State>>;
  /** What the asker's team has claimed it for. */
  readonly claims: readonly Claim[];
  /** In IANA's order, those on the requested transport first. */
  readonly assignments: readonly Assignment[];
  /** The run of unassigned numbers around this one, or null where it is not in one. */
  readonly block: (PortSpan & { readonly size: number }) | null;
  /** The nearest assigned numbers, the nearest first. */
  readonly nearby: { readonly below: readonly Neighbour[]; readonly above: readonly Neighbour[] };
  /** IANA reports that this number is used without an assignment. */
  readonly unauthorizedUse: boolean;
  /** Uses beside the registry, those of this number alone first. */
  readonly knownUses: readonly KnownUse[];
  /** The programs with this number as their default, where the registry names none of them. */
  readonly defaultSoftware: readonly string[];
  /** The states of the numbers around this one, for the map. */
  readonly around: PortSpan & { readonly states: readonly State[] };
  /** The reasons for and against using it, the weightiest first. */
  readonly advice: readonly Advice[];
  /** Those of the asker's system first. */
  readonly commands: readonly CheckCommand[];
  readonly registry: RegistrySource;
}

export interface Neighbour {
  readonly port: number;
  readonly distance: number;
  readonly assignments: readonly NamedAssignment[];
}

/** Pure: the same query, knowledge and context give the same answer. */
export function answerPort(
  { port, transport }: PortQuery,
  { registry, knownUses: uses }: Knowledge,
  { book, system }: AnswerContext,
): PortAnswer {
  const assignments = assignmentsAt(port, transport, registry);
  const knownUses = knownUsesOf(port, uses);
  const unauthorizedUse = registry.hasUnauthorizedUse(port);
  const block = registry.blockAround(port);
  const claims = claimsIn(book, onePort(port), transport);
  const inBrief = overallState(port, null, registry);
  const state = (each: Transport) => registry.stateOf(port, each);
  return {
    kind: "port",
    port,
    transport,
    range: portRangeOf(port),
    state: overallState(port, transport, registry),
    states: { tcp: state("tcp"), udp: state("udp"), sctp: state("sctp"), dccp: state("dccp") },
    claims,
    assignments,
    block: block === null ? null : { ...block, size: spanSize(block) },
    nearby: { below: neighbours(port, "below", registry), above: neighbours(port, "above", registry) },
    unauthorizedUse,
    knownUses,
    defaultSoftware: defaultSoftware(knownUses, assignments, transport),
    around: around(port, registry),
    advice: adviseOn({ port, state: inBrief, assignments, knownUses, unauthorizedUse, claimed: claimNames(claims) }),
    // Nothing can listen on port 0: binding it means "any number" (ip(7)).
    commands: port === 0 ? [] : firstOn(system, checkCommands(port, transport)),
    registry: registry.source,
  };
}

function firstOn(system: System | null, commands: readonly CheckCommand[]): readonly CheckCommand[] {
  return commands.toSorted((a, b) => Number(b.system === system) - Number(a.system === system));
}

function assignmentsAt(port: number, asked: Transport | null, registry: Registry): Assignment[] {
  const all = registry.assignmentsAt(port).map((record) => ({
    ...named(record),
    span: record.span ?? onePort(port),
    registered: record.registered,
    modified: record.modified,
    serviceCode: record.serviceCode,
    replaces: record.replaces,
    isUnassignedUse: record.isUnassignedUse,
  }));
  return asked === null ? all : all.toSorted((a, b) => Number(b.transport === asked) - Number(a.transport === asked));
}

function around(port: number, registry: Registry): PortAnswer["around"] {
  const first = Math.max(0, port - MAP_REACH);
  const last = Math.min(MAX_PORT, port + MAP_REACH);
  const states = Array.from({ length: last - first + 1 }, (_, at) => overallState(first + at, null, registry));
  return { first, last, states };
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
