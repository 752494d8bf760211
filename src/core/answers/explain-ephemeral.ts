import type { Flag, PortFacts } from "#core/answers/explain-flag.ts";
import { programBehind, usesPort } from "#core/answers/explain-process.ts";
import { reachOf } from "#core/answers/explain-reach.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import { EPHEMERAL_RANGES } from "#core/registry/os-ranges.ts";
import { spanContains } from "#core/registry/port.ts";
import { isPool } from "#core/software/known-use.ts";
import type { Program } from "#core/software/program.ts";
import type { Software } from "#core/software/software.ts";

/**
 * Whether its number was probably handed out by the system and is another one next time: it is in the host's ephemeral
 * range, no known program has it, and no program that is known to serve holds it; or it is a client's udp socket.
 */
export function isEphemeral(listener: PastedListener, facts: PortFacts, software: Software): boolean {
  if (rangesOf(listener).length === 0) return false;
  if (isWindowsRpc(listener)) return true;
  // Whoever can reach it from anywhere sees a server, whatever its number.
  if (listener.transport === "tcp" && reachOf(listener) === "anywhere") return false;
  const program = programBehind(listener, software)?.program ?? null;
  // That a pool contains it says no more than the range does.
  if (program === null) return !hasKnownUse(listener, { knownUses: facts.knownUses.filter((use) => !isPool(use)) });
  return listener.transport === "udp" && !usesPort(program, listener.port);
}

/** `any`: a listing that doesn't say its system may be any of them. */
const RANGES: Readonly<Record<"linux" | "macos" | "windows" | "any", readonly EphemeralRange[]>> = {
  linux: rangesOn("Linux"),
  macos: rangesOn("macOS"),
  windows: rangesOn("Windows"),
  any: rangesOn("Linux", "macOS", "Windows"),
};

function rangesOn(...names: readonly string[]): readonly EphemeralRange[] {
  return EPHEMERAL_RANGES.filter(({ systems }) => names.includes(systems));
}

/**
 * Windows services use different RPC ports at each start (Microsoft, "Service overview and network port requirements").
 */
const WINDOWS_RPC: ReadonlySet<string> = new Set(["svchost", "lsass", "services", "spoolsv", "wininit", "system"]);

/** Without a process it is most likely one of them. */
function isWindowsRpc({ system, transport, process }: PastedListener): boolean {
  if (system !== "windows" || transport !== "tcp") return false;
  return process === null || WINDOWS_RPC.has(process.toLowerCase().replace(/\.exe$/, ""));
}

function rangesOf({ port, system, service, target }: PastedListener): readonly EphemeralRange[] {
  // Whoever published a port has chosen it, or lets it be chosen.
  if (system === "cluster" || service !== null || target !== null) return [];
  return RANGES[system ?? "any"].filter((range) => spanContains(range, port));
}

/** The flag of a listener in the ephemeral range of its host. */
export function ephemeral(listener: PastedListener, program: Program | null, facts: PortFacts): Flag | null {
  const ranges = rangesOf(listener);
  if (ranges.length === 0 || isWindowsRpc(listener)) return null;
  const check = mayBeClient(listener, program, facts) ? "client-socket" : "reserve-or-move";
  return { kind: "ephemeral", weight: "note", check, ranges, row: null };
}

/** Client and server UDP sockets look the same; assume a client only if nothing suggests a server. */
function mayBeClient(listener: PastedListener, program: Program | null, facts: PortFacts): boolean {
  return listener.transport === "udp" && program === null && !hasKnownUse(listener, facts);
}

function hasKnownUse({ transport }: PastedListener, { knownUses }: Pick<PortFacts, "knownUses">): boolean {
  return knownUses.some(
    ({ kind, transports }) => kind !== "history" && (transport === null || transports.includes(transport)),
  );
}
