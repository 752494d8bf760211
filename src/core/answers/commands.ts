import type { Transport } from "#core/registry/port.ts";

/** The systems a check-listening command is written for. */
const SYSTEMS = ["linux", "macos", "windows"] as const;
export type System = (typeof SYSTEMS)[number];

/** A command that shows which process listens on a port: to be run on the machine in question. */
export interface CheckCommand {
  readonly system: System;
  /** The tool the command is written for. */
  readonly label: string;
  readonly language: "shell" | "powershell";
  readonly command: string;
}

/**
 * The check-listening commands for a port, each matching exactly this number (867 never finds 8670).
 * Sources: ss(8), lsof(8), and Microsoft's NetTCPIP module.
 */
export function checkCommands(port: number, transport: Transport | null): readonly CheckCommand[] {
  return [
    {
      system: "linux",
      label: "ss",
      language: "shell",
      command: `sudo ss -H${SS_FLAG[transport ?? "any"]}lpn 'sport = :${port}'`,
    },
    { system: "macos", label: "lsof", language: "shell", command: `sudo lsof -nP ${lsofSelection(port, transport)}` },
    { system: "windows", label: "PowerShell", language: "powershell", command: powershell(port, transport) },
  ];
}

const SS_FLAG: Record<Transport | "any", string> = { any: "tu", tcp: "t", udp: "u", sctp: "S", dccp: "d" };

/** lsof and Windows' cmdlets list tcp and udp only, so any other transport asks for both. */
function lsofSelection(port: number, transport: Transport | null): string {
  const tcp = `-iTCP:${port} -sTCP:LISTEN`;
  const udp = `-iUDP:${port}`;
  if (transport === "tcp") return tcp;
  return transport === "udp" ? udp : `${tcp} ${udp}`;
}

function powershell(port: number, transport: Transport | null): string {
  const tcp = `Get-NetTCPConnection -LocalPort ${port} -State Listen -ErrorAction Ignore`;
  const udp = `Get-NetUDPEndpoint -LocalPort ${port} -ErrorAction Ignore`;
  const found = transport === "tcp" ? tcp : transport === "udp" ? udp : `${tcp}; ${udp}`;
  const owner = "@{ n = 'Process'; e = { (Get-Process -Id $_.OwningProcess).ProcessName } }";
  return `& { ${found} } | Select-Object LocalAddress, LocalPort, OwningProcess, ${owner}`;
}
