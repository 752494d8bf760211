import { distinct } from "#core/collections.ts";
import { isSupervisor } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import { EPHEMERAL_RANGES, FIRST_UNPRIVILEGED_PORT } from "#core/registry/os-ranges.ts";
import type { Transport } from "#core/registry/port.ts";
import { spanContains } from "#core/registry/port.ts";
import type { InternalReason } from "#core/software/internal-services.ts";
import { INTERNAL_SERVICES } from "#core/software/internal-services.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";
import type { Program } from "#core/software/programs.ts";
import { isDocumentedPort, programOf, programsServing } from "#core/software/programs.ts";

/** Why a listener may deserve a look, with evidence. `check` is what to check next. */
export type Flag =
  | {
      readonly kind: "every-address";
      readonly weight: "look" | "note";
      readonly check: "bind-address" | "firewall";
      readonly software: string;
      /** Whether the process name identifies the software, or only the number suggests it. */
      readonly by: "process" | "number";
      /** The container's port, if that is the one that suggests the software. */
      readonly inside: number | null;
      readonly reason: InternalReason;
      readonly source: string;
    }
  | {
      readonly kind: "process-differs";
      readonly weight: "look";
      readonly check: "process-configuration";
      readonly process: string;
      /** The software the process name stands for. */
      readonly software: string;
      /** The software that usually uses the number. */
      readonly expected: readonly string[];
    }
  | {
      readonly kind: "two-processes";
      readonly weight: "look";
      readonly check: "both-processes";
      /** Other processes on the same port with overlapping addresses. */
      readonly others: readonly string[];
    }
  | {
      readonly kind: "unassigned-system-port";
      readonly weight: "look";
      readonly check: "who-started-it" | "rpcinfo";
    }
  | {
      readonly kind: "ephemeral";
      readonly weight: "note";
      readonly check: "reserve-or-move" | "client-socket";
      readonly ranges: readonly EphemeralRange[];
    }
  | {
      readonly kind: "history";
      readonly weight: "note";
      readonly check: "version-and-exposure";
      readonly software: string;
      readonly fact: string;
      readonly source: string;
    };

/** Facts about a port, computed once per port and transport. */
export interface PortFacts {
  /** IANA's service names for the port and transport. */
  readonly services: readonly string[];
  readonly isAssigned: boolean;
  readonly knownUses: readonly KnownUse[];
}

/**
 * The flags of one listener, most important first.
 *
 * @param others the other listeners in the paste on its port and transport
 * @param isClaimed whether the asker's team has claimed the number, so that its use is expected
 */
export function flagsOf(
  listener: PastedListener,
  facts: PortFacts,
  others: readonly PastedListener[],
  isClaimed: boolean,
): readonly Flag[] {
  const found: readonly (Flag | null)[] = [
    everyAddress(listener),
    isClaimed ? null : processDiffers(listener, facts),
    twoProcesses(listener, others),
    isClaimed ? null : unassignedSystemPort(listener, facts),
    isClaimed ? null : ephemeral(listener, facts),
    ...facts.knownUses.map((use) => history(listener, use)),
  ];
  return found.filter((flag) => flag !== null);
}

function everyAddress({ scope, port, target, transport, process }: PastedListener): Flag | null {
  if (scope !== "every") return null;
  const program = process === null ? null : programOf(process);
  const service = INTERNAL_SERVICES.find((each) => {
    if (transport !== null && !each.transports.includes(transport)) return false;
    const isProcessMatch = program?.processes.some((name) => each.processes.includes(name)) === true;
    const isPortMatch = each.ports.includes(port) || (target !== null && each.ports.includes(target));
    // A process known to be another program isn't flagged just for its number.
    return isProcessMatch ? each.isOnAnyPort || isPortMatch : program === null && isPortMatch;
  });
  if (service === undefined) return null;
  const { software, reason, source } = service;
  const by = program === null ? "number" : "process";
  const inside = service.ports.includes(port) ? null : target;
  const flag = { kind: "every-address", software, by, inside, reason, source } as const;
  // The rest of the cluster needs to reach these, so being open is normal as long as a firewall limits it.
  return reason === "control-plane"
    ? { ...flag, weight: "note", check: "firewall" }
    : { ...flag, weight: "look", check: "bind-address" };
}

function processDiffers({ process, port, transport }: PastedListener, { services, knownUses }: PortFacts): Flag | null {
  const program = process === null ? null : programOf(process);
  if (process === null || program === null) return null;
  const uses = knownUses.filter((use) => isCurrentUse(use, transport)).flatMap(({ names }) => names);
  const names = [...services, ...uses];
  if (isExpectedOn(program, port, names)) return null;
  // HTTP software may use web ports, or act as a proxy in front of other HTTP software.
  const owners = programsServing(program.isWeb ? services : names);
  if (owners.length === 0 || (program.isWeb && owners.some(({ isWeb }) => isWeb))) return null;
  const expected = distinct(owners.map(({ software }) => software));
  const { software } = program;
  return { kind: "process-differs", weight: "look", check: "process-configuration", process, software, expected };
}

/** Whether this is a current use of this number on the transport, not history or a pool. */
function isCurrentUse(use: KnownUse, transport: Transport | null): boolean {
  return use.kind !== "history" && !isPool(use) && (transport === null || use.transports.includes(transport));
}

function isExpectedOn({ serves, ports }: Program, port: number, names: readonly string[]): boolean {
  return ports.includes(port) || names.some((name) => serves.includes(name));
}

/** Every program that joins a multicast group receives it (RFC 6762, section 15.1; SSDP and LLMNR do the same). */
const MULTICAST_PORTS: ReadonlySet<string> = new Set(["udp 5353", "udp 1900", "udp 5355", "udp 3702"]);

/** A paste can list thousands of programs on one number; this many are enough to report. */
const MAX_COMPARED = 100;

function twoProcesses(listener: PastedListener, others: readonly PastedListener[]): Flag | null {
  const { process, port, transport } = listener;
  if (process === null || isSupervisor(process) || MULTICAST_PORTS.has(`${transport} ${port}`)) return null;
  const competing = others
    .slice(0, MAX_COMPARED)
    .filter(
      (other) =>
        isOtherProgram(other.process, process) &&
        haveSeparateSockets(listener, other) &&
        addressesOverlap(listener, other),
    )
    .map((other) => other.process ?? "");
  if (competing.length === 0) return null;
  return { kind: "two-processes", weight: "look", check: "both-processes", others: distinct(competing) };
}

function isOtherProgram(one: string | null, other: string): boolean {
  if (one === null || isSupervisor(one)) return false;
  const program = programOf(one);
  return !isSameName(one, other) && (program === null || program !== programOf(other));
}

/** One tool may truncate a name that another shows in full. */
function isSameName(one: string, other: string): boolean {
  const [short = "", long = ""] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length);
  return short === long || (short.length >= 9 && long.startsWith(short));
}

/** Whether two listeners have different sockets on one host. Another listing may come from another host. */
function haveSeparateSockets(one: PastedListener, other: PastedListener): boolean {
  return one.listing === other.listing && !one.sockets.some((socket) => other.sockets.includes(socket));
}

function addressesOverlap(one: PastedListener, other: PastedListener): boolean {
  if (!one.families.some((family) => other.families.includes(family))) return false;
  return one.scope === "every" || other.scope === "every" || one.address === other.address;
}

function unassignedSystemPort({ port, process }: PastedListener, { isAssigned, knownUses }: PortFacts): Flag | null {
  if (port === 0 || port >= FIRST_UNPRIVILEGED_PORT || isAssigned) return null;
  const program = process === null ? null : programOf(process);
  if (program?.ports.includes(port) === true || knownUses.some(({ kind }) => kind !== "history")) return null;
  // Sun RPC programs bind any free system port when they start (bindresvport(3)).
  const isRpc = process !== null && /^rpc[.b]|^nfsd|^ypbind/.test(process);
  return { kind: "unassigned-system-port", weight: "look", check: isRpc ? "rpcinfo" : "who-started-it" };
}

const SYSTEMS: Readonly<Record<"linux" | "macos" | "windows", string>> = {
  linux: "Linux",
  macos: "macOS",
  windows: "Windows",
};

/**
 * Windows services use different RPC ports at each start (Microsoft, "Service overview and network port requirements").
 */
const WINDOWS_RPC: ReadonlySet<string> = new Set(["svchost", "lsass", "services", "spoolsv", "wininit", "system"]);

function ephemeral(listener: PastedListener, facts: PortFacts): Flag | null {
  const { port, transport, system, process } = listener;
  if (system === "cluster") return null;
  const isRpc = process === null || WINDOWS_RPC.has(process.toLowerCase().replace(/\.exe$/, ""));
  if (system === "windows" && transport === "tcp" && isRpc) return null;
  const systems = system === null ? Object.values(SYSTEMS) : [SYSTEMS[system]];
  const ranges = EPHEMERAL_RANGES.filter((range) => systems.includes(range.systems) && spanContains(range, port));
  if (ranges.length === 0) return null;
  return {
    kind: "ephemeral",
    weight: "note",
    check: mayBeClient(listener, facts) ? "client-socket" : "reserve-or-move",
    ranges,
  };
}

/** Client and server UDP sockets look the same; assume a client only if nothing suggests a server. */
function mayBeClient({ port, transport, process, service }: PastedListener, { knownUses }: PortFacts): boolean {
  if (transport !== "udp" || service !== null || isDocumentedPort(port)) return false;
  if (process !== null && programOf(process) !== null) return false;
  return !knownUses.some((use) => isCurrentUse(use, transport));
}

function history({ transport }: PastedListener, use: KnownUse): Flag | null {
  if (use.kind !== "history" || (transport !== null && !use.transports.includes(transport))) return null;
  const { software, fact, source } = use;
  return { kind: "history", weight: "note", check: "version-and-exposure", software, fact, source };
}
