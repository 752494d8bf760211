import type { Transport } from "#core/registry/port.ts";
import { TRANSPORTS } from "#core/registry/port.ts";

/** Where a command runs: on the machine itself, on its container host, or on another host. In display order. */
export const SYSTEMS = ["linux", "macos", "windows", "container", "kubernetes", "remote"] as const;
export type System = (typeof SYSTEMS)[number];

/** A command that shows what listens on a port. */
export interface CheckCommand {
  readonly system: System;
  /** The name of the tool. */
  readonly label: string;
  /** `text` is Windows' cmd, for which no chat platform has highlighting. */
  readonly language: "shell" | "powershell" | "text";
  /** One line. `HOST` stands for the machine in question. */
  readonly command: string;
}

/**
 * The commands that show what listens on a port, each matching exactly this number (867 never finds 8670), for one
 * transport, or for tcp and udp if it is null. Tools that can't show a transport reliably are left out.
 */
export function checkCommands(port: number, transport: Transport | null): readonly CheckCommand[] {
  const tools = TOOLS_BY_TRANSPORT.get(transport) ?? [];
  return tools.map(({ system, label, language, shown, write }) => {
    return { system, label, language, command: write(port, shown) };
  });
}

interface Tool extends Omit<CheckCommand, "command"> {
  /** The transports the tool shows reliably. */
  readonly shows: readonly Transport[];
  /** Builds the command for a port and at least one of the transports in `shows`. */
  readonly write: (port: number, shown: readonly Transport[]) => string;
}

const TOOLS: readonly Tool[] = [
  { system: "linux", label: "ss", language: "shell", shows: ["tcp", "udp", "sctp", "dccp"], write: ss },
  { system: "linux", label: "lsof", language: "shell", shows: ["tcp", "udp"], write: lsof },
  // Not netstat: -p on macOS doesn't name the process.
  { system: "macos", label: "lsof", language: "shell", shows: ["tcp", "udp"], write: lsof },
  { system: "windows", label: "PowerShell", language: "powershell", shows: ["tcp", "udp"], write: powershell },
  { system: "windows", label: "netstat", language: "text", shows: ["tcp", "udp"], write: netstat },
  { system: "container", label: "docker", language: "shell", shows: ["tcp", "udp", "sctp"], write: docker },
  { system: "kubernetes", label: "kubectl", language: "shell", shows: ["tcp", "udp", "sctp"], write: kubectl },
  // nc has -u, but "UDP port scans using the -uz combination of flags will always report success" (nc(1), CAVEATS).
  { system: "remote", label: "nc", language: "shell", shows: ["tcp"], write: nc },
  { system: "remote", label: "Test-NetConnection", language: "powershell", shows: ["tcp"], write: testNetConnection },
  { system: "remote", label: "nmap", language: "shell", shows: ["tcp", "udp", "sctp"], write: nmap },
];

/** The tools that show a transport, each with the requested ones that it shows. */
const TOOLS_BY_TRANSPORT = new Map([null, ...TRANSPORTS].map((transport) => [transport, toolsFor(transport)]));

function toolsFor(transport: Transport | null): readonly (Tool & { readonly shown: readonly Transport[] })[] {
  const asked: readonly Transport[] = transport === null ? ["tcp", "udp"] : [transport];
  return TOOLS.map((tool) => ({ ...tool, shown: asked.filter((each) => tool.shows.includes(each)) })).filter(
    ({ shown }) => shown.length > 0,
  );
}

/** The parts of a command for the requested transports. */
function forEach(shown: readonly Transport[], texts: Partial<Record<Transport, string>>): string[] {
  return shown.map((transport) => texts[transport]).filter((text) => text !== undefined);
}

/** ss(8): -H no header, -l listening (unconnected for UDP), -p the process, -n numbers, not names. */
function ss(port: number, shown: readonly Transport[]): string {
  const flags = forEach(shown, { tcp: "t", udp: "u", sctp: "S", dccp: "d" }).join("");
  return `sudo ss -H${flags}lpn 'sport = :${port}'`;
}

/**
 * lsof(8): -i matches either end of a socket, and lsof 4.95 lists no UDP sockets at all with `-sTCP:LISTEN`. So for
 * UDP, grep keeps the sockets with this local port and no remote end (`->`).
 */
function lsof(port: number, shown: readonly Transport[]): string {
  if (!shown.includes("udp")) return `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  const [select, state] = shown.includes("tcp") ? [`-i :${port}`, "( \\(LISTEN\\))?"] : [`-iUDP:${port}`, ""];
  return `sudo lsof -nP ${select} | grep -E ' [^ >]+:${port}${state} *$'`;
}

/** Microsoft's NetTCPIP module. Windows PowerShell rejects `-ErrorAction Ignore` on its functions (PowerShell#1759). */
function powershell(port: number, shown: readonly Transport[]): string {
  const found = forEach(shown, {
    tcp: `Get-NetTCPConnection -State Listen -LocalPort ${port} -ea 0`,
    udp: `Get-NetUDPEndpoint -LocalPort ${port} -ea 0`,
  }).join("; ");
  const owner = "@{n='Process'; e={(Get-Process -Id $_.OwningProcess).Name}}";
  return `& { ${found} } | select LocalAddress, OwningProcess, ${owner}`;
}

/**
 * The port must end the first address. Listening TCP sockets are recognised by a foreign address ending in `:0`,
 * because the state LISTENING is translated on non-English Windows.
 */
function netstat(port: number, shown: readonly Transport[]): string {
  const lines = forEach(shown, {
    tcp: `/C:"^ *TCP *[^ ]*:${port} .*:0 "`,
    udp: `/C:"^ *UDP *[^ ]*:${port} "`,
  }).join(" ");
  return `netstat -ano | findstr /R ${lines}`;
}

/**
 * The filter compares the host's port and defaults to tcp; several filters are alternatives (moby, daemon/list.go). A
 * format without `table` prints no header, so there is no output if nothing is published.
 */
function docker(port: number, shown: readonly Transport[]): string {
  const filters = shown.map((transport) => `-f publish=${port}/${transport}`).join(" ");
  return `docker ps ${filters} --format "{{.Names}} {{.Image}} {{.Ports}}"`;
}

/** A service's port or node port, up to the slash that no address has: `80/TCP,443:30443/TCP`. */
export function kubectl(port: number, shown: readonly Transport[]): string {
  const [only] = shown.length === 1 ? shown : [];
  return `kubectl get svc -A | grep -E '[ ,:]${port}(:[0-9]+)?/${only === undefined ? "" : only.toUpperCase()}'`;
}

function nc(port: number): string {
  return `nc -vz -w 3 HOST ${port}`;
}

function testNetConnection(port: number): string {
  return `Test-NetConnection -ComputerName HOST -Port ${port}`;
}

/** nmap(1): UDP and SCTP scans need root; -Pn also scans hosts that don't answer a ping. */
function nmap(port: number, shown: readonly Transport[]): string {
  const sudo = shown.every((transport) => transport === "tcp") ? "" : "sudo ";
  const scans = forEach(shown, { tcp: "-sT", udp: "-sU", sctp: "-sY" }).join(" ");
  return `${sudo}nmap -Pn ${scans} -p ${port} HOST`;
}
