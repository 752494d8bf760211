import { ephemeral } from "#core/answers/explain-ephemeral.ts";
import { exposed, isMulticast, MAX_LEADING } from "#core/answers/explain-exposure.ts";
import type { Flag, PortFacts } from "#core/answers/explain-flag.ts";
import { rowOf } from "#core/answers/explain-flag.ts";
import type { Neighbours } from "#core/answers/explain-neighbours.ts";
import { twoProcesses } from "#core/answers/explain-neighbours.ts";
import { isShell, isStandIn, programBehind, usesPort } from "#core/answers/explain-process.ts";
import { reachOf } from "#core/answers/explain-reach.ts";
import { distinct } from "#core/collections.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { FIRST_UNPRIVILEGED_PORT } from "#core/registry/os-ranges.ts";
import { strictestReach } from "#core/software/known-use.ts";
import type { Program } from "#core/software/program.ts";
import type { Software } from "#core/software/software.ts";

/**
 * The flags of one listener, most important first.
 *
 * @param neighbours what the paste shows on its port and transport
 * @param isClaimed whether the asker's team has claimed the number, so that its use is expected
 */
export function flagsOf(
  listener: PastedListener,
  facts: PortFacts,
  neighbours: Neighbours,
  isClaimed: boolean,
  software: Software,
): readonly Flag[] {
  const shown = programBehind(listener, software);
  const program = shown?.program ?? null;
  // A container in the same paste says what the process in front of it stands for.
  const isTold = isStandIn(listener.process) && neighbours.publishedOn.has(listener.host);
  const open = isTold ? null : exposed(listener, shown, facts, software);
  const found: readonly (Flag | null)[] = [
    open,
    shell(listener),
    isClaimed || program === null ? null : processDiffers(listener, program, facts, software),
    twoProcesses(listener, program, neighbours),
    isClaimed ? null : unassignedSystemPort(listener, program, facts),
    isClaimed ? null : ephemeral(listener, program, facts),
    open === null ? history(listener, program, facts) : null,
  ];
  const flags = found.filter((flag) => flag !== null);
  return flags.sort((one, other) => WEIGHTS[one.weight] - WEIGHTS[other.weight]);
}

const WEIGHTS: Readonly<Record<Flag["weight"], number>> = { look: 0, note: 1 };

function processDiffers(
  { process, port, transport }: PastedListener,
  program: Program,
  { ranked }: PortFacts,
  software: Software,
): Flag | null {
  if (process === null || ranked.owning.length === 0) return null;
  if (isStandIn(process) || !program.isFullyListed || usesPort(program, port)) return null;
  const products = new Set(ranked.owning.map(({ product }) => product));
  const owners = software.programsOn(port, transport).filter(({ product }) => products.has(product));
  // HTTP software may use web ports, or act as a proxy in front of other HTTP software.
  if (owners.length === 0 || (program.isWeb && owners.some(({ isWeb }) => isWeb))) return null;
  const expected = distinct(ranked.leading.filter((use) => ranked.owning.includes(use)).map(({ product }) => product));
  const { product } = program;
  const [owner] = ranked.owning;
  return {
    kind: "process-differs",
    weight: "look",
    check: "process-configuration",
    process,
    software: product,
    expected,
    row: owner === undefined ? null : rowOf(owner),
  };
}

/** On loopback too: somebody may be tunnelled to it. */
function shell({ process }: PastedListener): Flag | null {
  if (process === null || !isShell(process)) return null;
  return { kind: "shell", weight: "look", check: "who-started-it", process, row: null };
}

function unassignedSystemPort(
  { port, process }: PastedListener,
  program: Program | null,
  { isAssigned, knownUses }: PortFacts,
): Flag | null {
  if (port === 0 || port >= FIRST_UNPRIVILEGED_PORT || isAssigned) return null;
  if ((program !== null && usesPort(program, port)) || knownUses.some(({ kind }) => kind !== "history")) return null;
  // Sun RPC programs bind any free system port when they start (bindresvport(3)).
  const isRpc = process !== null && /^rpc\.|^nfsd|^ypbind/.test(process);
  const found = { kind: "unassigned-system-port", row: null } as const;
  // rpcbind's own extra socket isn't a program that rpcinfo lists.
  if (process === "rpcbind") return { ...found, weight: "note", check: "rpcbind" };
  return { ...found, weight: "look", check: isRpc ? "rpcinfo" : "who-started-it" };
}

/** One event is enough to say that a number is attacked, and none where a known program or any of many may listen. */
function history(listener: PastedListener, program: Program | null, facts: PortFacts): Flag | null {
  const { transport } = listener;
  if (reachOf(listener) === "host" || program !== null || isMulticast(listener)) return null;
  const { leading, others } = facts.ranked;
  if (leading.length + others.length > MAX_LEADING || strictestReach(leading) === "internet") return null;
  const event = facts.knownUses.find(
    ({ kind, transports }) => kind === "history" && (transport === null || transports.includes(transport)),
  );
  if (event === undefined) return null;
  const { software, purpose, source } = event;
  return {
    kind: "history",
    weight: "note",
    check: "version-and-exposure",
    software,
    purpose,
    source,
    row: rowOf(event),
  };
}
