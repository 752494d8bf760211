import type { Advice } from "#core/answers/advice.ts";
import { adviseOn } from "#core/answers/advice.ts";
import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { Assignment, NamedAssignment } from "#core/answers/assignment.ts";
import { onTransport } from "#core/answers/assignment.ts";
import { briefCommand, systemsFor } from "#core/answers/brief-command.ts";
import type { CheckCommand, System } from "#core/answers/commands.ts";
import { checkCommands } from "#core/answers/commands.ts";
import type { Reason } from "#core/answers/reasons.ts";
import { reasonsAt } from "#core/answers/reasons.ts";
import { overallState } from "#core/answers/state.ts";
import type { Usage } from "#core/answers/usage.ts";
import { rankUses, usageOf } from "#core/answers/usage.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { PortQuery } from "#core/query/query.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, onePort, portRangeOf, spanSize, TRANSPORTS } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySource } from "#core/registry/record.ts";
import type { Registry, State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse } from "#core/software/known-use.ts";
import type { Relative } from "#core/software/relative.ts";

/** How many assigned neighbours a card shows per side. */
const MAX_NEIGHBOURS = 3;
/** How many numbers the map shows per side. */
const MAP_RADIUS = 7;

/** Everything Portcall knows about one port number. */
export interface PortAnswer extends Usage {
  readonly kind: "port";
  readonly port: number;
  /** The requested transport, or null. */
  readonly transport: Transport | null;
  readonly range: PortRange;
  /** The state on the requested transport, or else the most important one. */
  readonly state: State;
  readonly states: Readonly<Record<Transport, State>>;
  /** The team's claims on it. */
  readonly claims: readonly Claim[];
  /** In IANA's order, the requested transport's first. */
  readonly assignments: readonly Assignment[];
  /** Why it is reserved, withdrawn or unassigned, where IANA says so. */
  readonly reasons: readonly Reason[];
  /** The run of unassigned numbers around this one; null if it isn't in one. */
  readonly block: (PortSpan & { readonly size: number }) | null;
  /** The nearest assigned numbers, nearest first. */
  readonly nearby: { readonly below: readonly Neighbour[]; readonly above: readonly Neighbour[] };
  /** IANA reports use of this number without an assignment. */
  readonly unauthorizedUse: boolean;
  /** Uses from outside the registry, those of this single number first. */
  readonly knownUses: readonly KnownUse[];
  /** Plain, secure and alternate numbers of the same service. */
  readonly relatives: readonly Relative[];
  /** The states of the numbers around this one, for the map. */
  readonly around: PortSpan & { readonly states: readonly State[] };
  /** The reasons for and against using it, most important first. */
  readonly advice: readonly Advice[];
  /** The command for the asker's system, short enough to type, and the systems that have one; null on port 0. */
  readonly check: { readonly command: CheckCommand; readonly systems: readonly System[] } | null;
  /** All of them, complete; those of the asker's system first. */
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
  { registry, software }: Knowledge,
  { book, system }: AnswerContext,
): PortAnswer {
  const assignments = assignmentsAt(port, transport, registry);
  const knownUses = software.usesOf(port);
  const unauthorizedUse = registry.hasUnauthorizedUse(port);
  const block = registry.blockAround(port);
  const claims = claimsIn(book, onePort(port), transport);
  const asked = onTransport(assignments, transport);
  const ranked = rankUses(port, null, assignments, knownUses);
  const stateOnAny = overallState(port, null, registry);
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
    reasons: reasonsAt(port, transport, registry),
    block: block === null ? null : { ...block, size: spanSize(block) },
    nearby: { below: neighbours(port, "below", registry), above: neighbours(port, "above", registry) },
    unauthorizedUse,
    knownUses,
    relatives: software.relativesOf(port),
    ...usageOf(transport === null ? ranked : rankUses(port, transport, asked, knownUses), asked),
    around: statesAround(port, registry),
    advice: adviseOn({ port, state: stateOnAny, assignments, ranked, unauthorizedUse, claimed: claimNames(claims) }),
    check:
      port === 0
        ? null
        : checkOn(
            system,
            port,
            transport === null
              ? usualTransports(
                  assignments,
                  knownUses.filter((use) => isCurrentUse(use, null)),
                )
              : [transport],
          ),
    // Nothing can listen on port 0: binding it means "any number" (ip(7)).
    commands: port === 0 ? [] : sortForSystem(system, checkCommands(port, transport)),
    registry: registry.source,
  };
}

function checkOn(preferred: System | null, port: number, transports: readonly Transport[]): PortAnswer["check"] {
  const systems = systemsFor(transports);
  const system = systems.find((each) => each === preferred) ?? systems[0];
  const command = system === undefined ? null : briefCommand(port, transports, system);
  return command === null ? null : { command, systems };
}

/** What is likely to listen: on tcp, on udp, on another transport alone, or on the first two where nothing says. */
function usualTransports(assignments: readonly Assignment[], knownUses: readonly KnownUse[]): readonly Transport[] {
  const used = [...assignments.map(({ transport }) => transport), ...knownUses.flatMap(({ transports }) => transports)];
  const usual = COMMON.filter((transport) => used.includes(transport));
  if (usual.length > 0) return usual;
  const others = TRANSPORTS.filter((transport) => used.includes(transport));
  return others.length > 0 ? others : COMMON;
}

const COMMON: readonly Transport[] = ["tcp", "udp"];

function sortForSystem(system: System | null, commands: readonly CheckCommand[]): readonly CheckCommand[] {
  return system === null
    ? commands
    : commands.toSorted((a, b) => Number(b.system === system) - Number(a.system === system));
}

function assignmentsAt(port: number, requested: Transport | null, registry: Registry): Assignment[] {
  const all = registry.assignmentsAt(port).map((record) => ({
    ...toNamed(record),
    span: record.span ?? onePort(port),
    registered: record.registered,
    modified: record.modified,
    serviceCode: record.serviceCode,
    replaces: record.replaces,
    assignees: record.assignees,
    contacts: record.contacts,
    note: record.note,
  }));
  return requested === null
    ? all
    : all.toSorted((a, b) => Number(b.transport === requested) - Number(a.transport === requested));
}

function statesAround(port: number, registry: Registry): PortAnswer["around"] {
  const first = Math.max(0, port - MAP_RADIUS);
  const last = Math.min(MAX_PORT, port + MAP_RADIUS);
  const states: State[] = [];
  for (let each = first; each <= last; each++) states.push(overallState(each, null, registry));
  return { first, last, states };
}

function neighbours(port: number, side: "below" | "above", registry: Registry): Neighbour[] {
  return registry.nearestAssigned(port, side, MAX_NEIGHBOURS).map((near) => ({
    port: near,
    distance: Math.abs(near - port),
    assignments: registry.assignmentsAt(near).map(toNamed),
  }));
}

function toNamed(record: RegistryRecord): NamedAssignment {
  const { serviceName, transport, description, references, aliasOf, isUnassignedUse } = record;
  return { serviceName, transport, description, references, aliasOf, isUnassignedUse };
}
