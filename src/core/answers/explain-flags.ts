import { everyAddress, isMulticast, MAX_LEADING } from "#core/answers/explain-exposure.ts";
import type { Flag, PortFacts } from "#core/answers/explain-flag.ts";
import { distinct } from "#core/collections.ts";
import { isSupervisor } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { EPHEMERAL_RANGES, FIRST_UNPRIVILEGED_PORT } from "#core/registry/os-ranges.ts";
import { spanContains } from "#core/registry/port.ts";
import { strictestReach } from "#core/software/known-use.ts";
import type { Program, Software } from "#core/software/software.ts";

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
  software: Software,
): readonly Flag[] {
  const program = listener.process === null ? null : software.programOf(listener.process);
  const open = everyAddress(listener, program, facts, software);
  const found: readonly (Flag | null)[] = [
    open,
    isClaimed || program === null ? null : processDiffers(listener, program, facts, software),
    twoProcesses(listener, program, others, software),
    isClaimed ? null : unassignedSystemPort(listener, program, facts),
    isClaimed ? null : ephemeral(listener, program, facts),
    open === null ? history(listener, program, facts) : null,
  ];
  return found.filter((flag) => flag !== null);
}

function processDiffers(
  { process, port, transport }: PastedListener,
  program: Program,
  { ranked }: PortFacts,
  software: Software,
): Flag | null {
  if (process === null || !program.isFullyListed || usesPort(program, port)) return null;
  const products = new Set(ranked.owning.map(({ product }) => product));
  const owners = software.programsOn(port, transport).filter(({ product }) => products.has(product));
  // HTTP software may use web ports, or act as a proxy in front of other HTTP software.
  if (owners.length === 0 || (program.isWeb && owners.some(({ isWeb }) => isWeb))) return null;
  const expected = distinct(ranked.leading.filter((use) => ranked.owning.includes(use)).map(({ product }) => product));
  const { product } = program;
  return {
    kind: "process-differs",
    weight: "look",
    check: "process-configuration",
    process,
    software: product,
    expected,
  };
}

/** A paste can list thousands of programs on one number; this many are enough to report. */
const MAX_COMPARED = 100;

function twoProcesses(
  listener: PastedListener,
  program: Program | null,
  others: readonly PastedListener[],
  software: Software,
): Flag | null {
  const { process } = listener;
  if (process === null || isSupervisor(process) || isMulticast(listener)) return null;
  const competing = others
    .slice(0, MAX_COMPARED)
    .filter(
      (other) =>
        isOtherProgram(other.process, process, program, software) &&
        haveSeparateSockets(listener, other) &&
        addressesOverlap(listener, other),
    )
    .map((other) => other.process ?? "");
  if (competing.length === 0) return null;
  return { kind: "two-processes", weight: "look", check: "both-processes", others: distinct(competing) };
}

function isOtherProgram(one: string | null, other: string, program: Program | null, software: Software): boolean {
  if (one === null || isSupervisor(one)) return false;
  const found = software.programOf(one);
  return !isSameName(one, other) && (found === null || found !== program);
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

function unassignedSystemPort(
  { port, process }: PastedListener,
  program: Program | null,
  { isAssigned, knownUses }: PortFacts,
): Flag | null {
  if (port === 0 || port >= FIRST_UNPRIVILEGED_PORT || isAssigned) return null;
  if ((program !== null && usesPort(program, port)) || knownUses.some(({ kind }) => kind !== "history")) return null;
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

function ephemeral(listener: PastedListener, program: Program | null, facts: PortFacts): Flag | null {
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
    check: mayBeClient(listener, program, facts) ? "client-socket" : "reserve-or-move",
    ranges,
  };
}

/** Client and server UDP sockets look the same; assume a client only if nothing suggests a server. */
function mayBeClient(
  { transport, service }: PastedListener,
  program: Program | null,
  { knownUses }: PortFacts,
): boolean {
  if (transport !== "udp" || service !== null || program !== null) return false;
  return !knownUses.some(({ kind, transports }) => kind !== "history" && transports.includes(transport));
}

/** One event is enough to say that a number is attacked, and none where a known program or any of many may listen. */
function history(listener: PastedListener, program: Program | null, facts: PortFacts): Flag | null {
  const { transport, scope } = listener;
  if (scope === "loopback" || program !== null || isMulticast(listener)) return null;
  const { leading, others } = facts.ranked;
  if (leading.length + others.length > MAX_LEADING || strictestReach(leading) === "internet") return null;
  const event = facts.knownUses.find(
    ({ kind, transports }) => kind === "history" && (transport === null || transports.includes(transport)),
  );
  if (event === undefined) return null;
  const { software, purpose, source } = event;
  return { kind: "history", weight: "note", check: "version-and-exposure", software, purpose, source };
}

function usesPort({ uses }: Program, port: number): boolean {
  return uses.some(({ span }) => spanContains(span, port));
}
