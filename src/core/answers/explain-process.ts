import { isSupervisor } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { spanContains } from "#core/registry/port.ts";
import type { Program } from "#core/software/program.ts";
import type { Software } from "#core/software/software.ts";

/** A program that the paste shows, rather than the number, and by what. */
export interface ShownProgram {
  readonly program: Program;
  readonly by: "process" | "image" | "version";
}

/**
 * The program behind a listener by its process, its container's image or what a scan found. Null if these are unknown,
 * and for a process that holds the socket for another one: then only the number says what is behind it.
 */
export function programBehind(listener: PastedListener, software: Software): ShownProgram | null {
  const { process, image, product, port } = listener;
  const own = process === null ? null : software.programOf(process);
  if (own !== null && !(isStandIn(process) && !usesPort(own, port))) return { program: own, by: "process" };
  const inside = image === null ? null : software.programNames().ofImage(image);
  if (inside !== null) return { program: inside, by: "image" };
  const found = product === null ? null : software.programNames().ofVersion(product);
  return found === null ? null : { program: found, by: "version" };
}

export function usesPort({ uses }: Program, port: number): boolean {
  return uses.some(({ span }) => spanContains(span, port));
}

/** lsof cuts names to 9 characters, Linux to 15 (proc(5), comm). */
const CUT_LENGTHS = [9, 15];

/** The names, and what tools cut them to. */
function withCutForms(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, ...CUT_LENGTHS.map((length) => name.slice(0, length))]));
}

/** Programs that publish ports of containers, of services of a cluster, or of RPC programs. */
const PUBLISHERS = withCutForms([
  ...["dockerd", "docker-proxy", "com.docker.backend", "com.docker.vpnkit", "vpnkit", "containerd", "containerd-shim"],
  ...["rootlesskit", "rootlessport", "slirp4netns", "pasta", "pasta.avx2", "conmon", "gvproxy", "wslrelay"],
  ...["kube-proxy", "rpcbind"],
]);

/** Whether a process may hold the socket for another program: it starts it, or publishes its port. */
export function isStandIn(process: string | null): boolean {
  return isSupervisor(process) || isPublisher(process);
}

export function isPublisher(process: string | null): boolean {
  return isOneOf(PUBLISHERS, process);
}

/** Programs that give a connection to a shell or pass it on, and shells. */
const SHELLS = withCutForms([
  ...["nc", "ncat", "netcat", "nc.openbsd", "nc.traditional", "cryptcat", "socat", "ttyd"],
  ...["sh", "bash", "dash", "ash", "zsh", "ksh", "csh", "tcsh", "fish"],
  ...["cmd", "powershell", "pwsh"],
]);
const FILE_SERVER = /^python[\d.]* -m (?:http\.server|simplehttpserver)\b/i;

/** Whether a process is a shell or a tool that serves whoever connects, and no server of its own. */
export function isShell(process: string | null): boolean {
  return isOneOf(SHELLS, process) || (process !== null && FILE_SERVER.test(process));
}

const RUNTIMES = withCutForms(["java", "node", "deno", "bun", "ruby", "perl", "php", "dotnet", "beam.smp"]);

/** Whether a process runs programs of all kinds, so that its name says nothing about this one. */
export function isRuntime(process: string | null): boolean {
  return isOneOf(RUNTIMES, process) || (process !== null && /^python[\d.]*$/i.test(process));
}

function isOneOf(names: ReadonlySet<string>, process: string | null): boolean {
  return process !== null && names.has(bareName(process));
}

/** A login shell has a hyphen before its name, and some tools print arguments behind it. */
function bareName(process: string): string {
  const name = process.toLowerCase();
  const end = name.endsWith(".exe") ? name.length - ".exe".length : name.length;
  const blank = name.indexOf(" ");
  return name.slice(name.startsWith("-") ? 1 : 0, blank < 0 ? end : Math.min(blank, end));
}
