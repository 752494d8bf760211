import { describe, expect, it } from "vitest";
import { briefCommand } from "#core/answers/brief-command.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import { MAX_PORT, TRANSPORTS, type Transport } from "#core/registry/port.ts";
import { runCommand } from "../../support/listening/tools.ts";

const BOTH: readonly Transport[] = ["tcp", "udp"];
const SHOWN: readonly (readonly Transport[])[] = [BOTH, ...TRANSPORTS.map((transport) => [transport])];

const commandsFor = (port: number, transports: readonly Transport[]) =>
  SYSTEMS.flatMap((system) => briefCommand(port, transports, system) ?? []);

const bySystem = (transports: readonly Transport[]) =>
  Object.fromEntries(commandsFor(867, transports).map(({ system, command }) => [system, command]));

describe("the command of a brief card", () => {
  it("is this for 867, on each system", () => {
    expect(bySystem(BOTH)).toEqual({
      linux: "sudo ss -tulpn 'sport = :867'",
      macos: "sudo lsof -nP -i :867",
      windows: "Get-NetTCPConnection -State Listen -LocalPort 867 -ea 0; Get-NetUDPEndpoint -LocalPort 867 -ea 0",
      container: "docker ps -f publish=867/tcp -f publish=867/udp",
      kubernetes: "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/'",
      remote: "nc -vz HOST 867",
    });
  });

  it("is this for 867 over one transport, and none where the system's usual tool does not show it", () => {
    expect(bySystem(["tcp"])).toEqual({
      linux: "sudo ss -tlpn 'sport = :867'",
      macos: "sudo lsof -nP -iTCP:867 -sTCP:LISTEN",
      windows: "Get-NetTCPConnection -State Listen -LocalPort 867 -ea 0",
      container: "docker ps -f publish=867/tcp",
      kubernetes: "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/TCP'",
      remote: "nc -vz HOST 867",
    });
    expect(bySystem(["udp"])).toEqual({
      linux: "sudo ss -ulpn 'sport = :867'",
      macos: "sudo lsof -nP -iUDP:867",
      windows: "Get-NetUDPEndpoint -LocalPort 867 -ea 0",
      container: "docker ps -f publish=867/udp",
      kubernetes: "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/UDP'",
      remote: "sudo nmap -sU -p 867 HOST",
    });
    expect(bySystem(["sctp"])).toEqual({
      linux: "sudo ss -Slpn 'sport = :867'",
      container: "docker ps -f publish=867/sctp",
      kubernetes: "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/SCTP'",
    });
    expect(bySystem(["dccp"])).toEqual({ linux: "sudo ss -dlpn 'sport = :867'" });
  });

  it("is short enough to type, where the system's own names are short", () => {
    for (const { system, command } of SHOWN.flatMap((shown) => commandsFor(MAX_PORT, shown))) {
      expect(command.length, command).toBeLessThanOrEqual(system === "windows" ? 110 : 60);
    }
  });

  it("holds every port number as a number of its own, in the same words", () => {
    const reference = 40_961;
    const wrong: string[] = [];
    for (const shown of SHOWN) {
      for (const { system, command: template } of commandsFor(reference, shown)) {
        const parts = template.split(String(reference));
        expect(parts.length).toBeGreaterThan(1);
        for (const part of parts.slice(1)) expect(part).not.toMatch(/^\d/);
        for (const part of parts.slice(0, -1)) expect(part).not.toMatch(/\d$/);
        for (let port = 0; port <= MAX_PORT; port += 1) {
          const command = briefCommand(port, shown, system)?.command;
          if (command !== parts.join(String(port))) wrong.push(command ?? template);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("is one line, and a shell's parser takes every one that is for a shell", async () => {
    for (const { command, language } of SHOWN.flatMap((shown) => commandsFor(867, shown))) {
      expect(command).not.toMatch(/\n/);
      if (language !== "shell") continue;
      const { code, stderr } = await runCommand('sh -n -c "$COMMAND"', { COMMAND: command });
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: "" });
    }
  });

  it("is the very one that is run against real sockets, but for Windows (no PowerShell was run)", () => {
    const labels = commandsFor(867, BOTH).map(({ label, language }) => `${label} ${language}`);
    expect(labels).toEqual([
      "ss shell",
      "lsof shell",
      "PowerShell powershell",
      "docker shell",
      "kubectl shell",
      "nc shell",
    ]);
  });
});
