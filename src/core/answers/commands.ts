import type { Transport } from "#core/registry/port.ts";

/** Where a command runs: on the machine itself, beside its containers, or from another host; in the order offered. */
export const SYSTEMS = ["linux", "macos", "windows", "container", "kubernetes", "remote"] as const;
export type System = (typeof SYSTEMS)[number];

/** A command that shows what listens on a port. */
export interface CheckCommand {
  readonly system: System;
  /** The tool the command is written for, by its own name. */
  readonly label: string;
  /** `text` is Windows' cmd, which no chat platform colours. */
  readonly language: "shell" | "powershell" | "text";
  /** One line. `HOST` in it stands for the machine in question. */
  readonly command: string;
}

/**
 * The check-listening commands for a port, each matching exactly this number (867 never finds 8670): for the given
 * transport, or for tcp and udp where it is null. A tool that cannot show a transport truthfully is left out.
 */
export function checkCommands(port: number, transport: Transport | null): readonly CheckCommand[] {
  const asked: readonly Transport[] = transport === null ? ["tcp", "udp"] : [transport];
  return TOOLS.flatMap(({ system, label, language, shows, write }) => {
    const shown = asked.filter((each) => shows.includes(each));
    return shown.length === 0 ? [] : [{ system, label, language, command: write(port, shown) }];
  });
}

interface Tool extends Omit<CheckCommand, "command"> {
  /** The transports the tool tells the truth about. */
  readonly shows: readonly Transport[];
  /** The command for a port and the requested transports in `shows`, at least one. */
  readonly write: (port: number, shown: readonly Transport[]) => string;
}

const TOOLS: readonly Tool[] = [
  { system: "linux", label: "ss", language: "shell", shows: ["tcp", "udp", "sctp", "dccp"], write: ss },
  { system: "linux", label: "lsof", language: "shell", shows: ["tcp", "udp"], write: lsof },
  // Not netstat: macOS' own has no -p that names the process.
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

/** The parts of a command for the requested transports. */
function forEach(shown: readonly Transport[], texts: Partial<Record<Transport, string>>): string[] {
  return shown.flatMap((transport) => texts[transport] ?? []);
}

/** ss(8): -H no header, -l listening (unconnected for UDP), -p the process, -n numbers, not names. */
function ss(port: number, shown: readonly Transport[]): string {
  const flags = forEach(shown, { tcp: "t", udp: "u", sctp: "S", dccp: "d" }).join("");
  return `sudo ss -H${flags}lpn 'sport = :${port}'`;
}

/**
 * lsof(8): -i matches either end of a socket, and lsof 4.95 lists no UDP socket at all where `-sTCP:LISTEN` is given.
 * So for UDP, grep keeps the sockets with this local port and no remote end (`->`).
 */
function lsof(port: number, shown: readonly Transport[]): string {
  if (!shown.includes("udp")) return `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  const [select, state] = shown.includes("tcp") ? [`-i :${port}`, "( \\(LISTEN\\))?"] : [`-iUDP:${port}`, ""];
  return `sudo lsof -nP ${select} | grep -E ' [^ >]+:${port}${state} *$'`;
}

/** Microsoft's NetTCPIP module; Windows PowerShell's functions refuse `-ErrorAction Ignore` (PowerShell#1759). */
function powershell(port: number, shown: readonly Transport[]): string {
  const found = forEach(shown, {
    tcp: `Get-NetTCPConnection -LocalPort ${port} -State Listen -ErrorAction SilentlyContinue`,
    udp: `Get-NetUDPEndpoint -LocalPort ${port} -ErrorAction SilentlyContinue`,
  }).join("; ");
  const owner = "@{ n = 'Process'; e = { (Get-Process -Id $_.OwningProcess).ProcessName } }";
  return `& { ${found} } | Select-Object LocalAddress, LocalPort, OwningProcess, ${owner}`;
}

/**
 * The port must end the first address. A listening TCP socket is the one whose foreign address ends in `:0`; the
 * word LISTENING beside it is translated on a Windows that is not in English.
 */
function netstat(port: number, shown: readonly Transport[]): string {
  const lines = forEach(shown, {
    tcp: `/C:"^ *TCP *[^ ]*:${port} .*:0 "`,
    udp: `/C:"^ *UDP *[^ ]*:${port} "`,
  }).join(" ");
  return `netstat -ano | findstr /R ${lines}`;
}

/**
 * The filter compares the host's port and takes tcp where no transport is named; several filters are alternatives
 * (moby, daemon/list.go). A format without `table` prints no header, so that nothing published prints nothing.
 */
function docker(port: number, shown: readonly Transport[]): string {
  const filters = shown.map((transport) => `--filter publish=${port}/${transport}`).join(" ");
  return `docker ps ${filters} --format "{{.Names}} {{.Image}} {{.Ports}}"`;
}

/** Compared as text, because a template's numbers are floats and its `eq` refuses a float beside an integer. */
function kubectl(port: number, shown: readonly Transport[]): string {
  const [only] = shown.length === 1 ? shown : [];
  const samePort = `eq "${port}" (print .port) (print .nodePort)`;
  const wanted = only === undefined ? samePort : `and (eq .protocol "${only.toUpperCase()}") (${samePort})`;
  const line = `{{$s.metadata.namespace}}/{{$s.metadata.name}} {{.protocol}} {{.port}}{{with .nodePort}} nodePort {{.}}{{end}}`;
  const template = `{{range $s := .items}}{{range .spec.ports}}{{if ${wanted}}}${line}{{"\\n"}}{{end}}{{end}}{{end}}`;
  return `kubectl get services -A -o go-template='${template}'`;
}

function nc(port: number): string {
  return `nc -vz -w 3 HOST ${port}`;
}

function testNetConnection(port: number): string {
  return `Test-NetConnection -ComputerName HOST -Port ${port}`;
}

/** nmap(1): a UDP or SCTP scan needs root; -Pn scans a host that does not answer a ping. */
function nmap(port: number, shown: readonly Transport[]): string {
  const sudo = shown.every((transport) => transport === "tcp") ? "" : "sudo ";
  const scans = forEach(shown, { tcp: "-sT", udp: "-sU", sctp: "-sY" }).join(" ");
  return `${sudo}nmap -Pn ${scans} -p ${port} HOST`;
}
