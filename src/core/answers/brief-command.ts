import type { CheckCommand, System } from "#core/answers/commands.ts";
import { kubectl, SYSTEMS } from "#core/answers/commands.ts";
import type { Transport } from "#core/registry/port.ts";

/**
 * The command of a system that is short enough to type, for some transports; null where the system's usual tool shows
 * none of them. It matches exactly this number. `checkCommands` has the complete ones.
 */
export function briefCommand(port: number, transports: readonly Transport[], system: System): CheckCommand | null {
  const { label, language, shows, write } = TOOLS[system];
  const shown = transports.filter((transport) => shows.includes(transport));
  return shown.length === 0 ? null : { system, label, language, command: write(port, shown) };
}

/** The systems that have a brief command for one of the transports. */
export function systemsFor(transports: readonly Transport[]): readonly System[] {
  return SYSTEMS.filter((system) => transports.some((transport) => TOOLS[system].shows.includes(transport)));
}

interface Tool extends Pick<CheckCommand, "label" | "language"> {
  readonly shows: readonly Transport[];
  readonly write: (port: number, shown: readonly Transport[]) => string;
}

const TOOLS: Readonly<Record<System, Tool>> = {
  linux: { label: "ss", language: "shell", shows: ["tcp", "udp", "sctp", "dccp"], write: ss },
  macos: { label: "lsof", language: "shell", shows: ["tcp", "udp"], write: lsof },
  windows: { label: "PowerShell", language: "powershell", shows: ["tcp", "udp"], write: powershell },
  container: { label: "docker", language: "shell", shows: ["tcp", "udp", "sctp"], write: docker },
  kubernetes: { label: "kubectl", language: "shell", shows: ["tcp", "udp", "sctp"], write: kubectl },
  remote: { label: "nc", language: "shell", shows: ["tcp", "udp"], write: fromOutside },
};

const SS_FLAGS: Readonly<Record<Transport, string>> = { tcp: "t", udp: "u", sctp: "S", dccp: "d" };

function ss(port: number, shown: readonly Transport[]): string {
  return `sudo ss -${shown.map((transport) => SS_FLAGS[transport]).join("")}lpn 'sport = :${port}'`;
}

/** For both transports it shows connections to this number elsewhere as well: lsof filters by state for TCP only. */
function lsof(port: number, shown: readonly Transport[]): string {
  if (shown.length > 1) return `sudo lsof -nP -i :${port}`;
  return shown.includes("tcp") ? `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN` : `sudo lsof -nP -iUDP:${port}`;
}

const POWERSHELL: Readonly<Record<string, string>> = {
  tcp: "Get-NetTCPConnection -State Listen -LocalPort",
  udp: "Get-NetUDPEndpoint -LocalPort",
};

function powershell(port: number, shown: readonly Transport[]): string {
  return shown.map((transport) => `${POWERSHELL[transport]} ${port} -ea 0`).join("; ");
}

function docker(port: number, shown: readonly Transport[]): string {
  return ["docker ps", ...shown.map((transport) => `-f publish=${port}/${transport}`)].join(" ");
}

/** nc cannot tell an open UDP port from a silent one (nc(1), CAVEATS). */
function fromOutside(port: number, shown: readonly Transport[]): string {
  return shown.includes("tcp") ? `nc -vz HOST ${port}` : `sudo nmap -sU -p ${port} HOST`;
}
