import { describe, expect, it } from "vitest";
import { type CheckCommand, checkCommands } from "#core/answers/commands.ts";
import { MAX_PORT, TRANSPORTS, type Transport } from "#core/registry/port.ts";
import { runCommand } from "../../support/listening/tools.ts";

const ASKED = [null, ...TRANSPORTS] as const;

function commandOf(label: string, port: number, transport: Transport | null): string {
  const found = checkCommands(port, transport).find((each) => each.label === label);
  if (found === undefined) throw new Error(`No ${label} command for ${port}/${transport ?? "any"}.`);
  return found.command;
}

describe("the check-listening commands", () => {
  it("have a fixed order, one per system and tool", () => {
    const listed = (asked: Transport | null) =>
      checkCommands(867, asked).map(({ system, label }) => `${system} ${label}`);
    const all = [
      "linux ss",
      "linux lsof",
      "macos lsof",
      "windows PowerShell",
      "windows netstat",
      "container docker",
      "kubernetes kubectl",
      "remote nc",
      "remote Test-NetConnection",
      "remote nmap",
    ];
    expect(listed(null)).toEqual(all);
    expect(listed("tcp")).toEqual(all);
  });

  it("leave out tools that cannot show the transport or always report a listener", () => {
    const labels = (asked: Transport) => checkCommands(867, asked).map(({ label }) => label);
    expect(labels("udp")).toEqual(["ss", "lsof", "lsof", "PowerShell", "netstat", "docker", "kubectl", "nmap"]);
    expect(labels("sctp")).toEqual(["ss", "docker", "kubectl", "nmap"]);
    expect(labels("dccp")).toEqual(["ss"]);
  });

  it("are these for 867", () => {
    expect(checkCommands(867, null).map(({ command }) => command)).toMatchInlineSnapshot(`
      [
        "sudo ss -Htulpn 'sport = :867'",
        "sudo lsof -nP -i :867 | grep -E ' [^ >]+:867( \\(LISTEN\\))? *$'",
        "sudo lsof -nP -i :867 | grep -E ' [^ >]+:867( \\(LISTEN\\))? *$'",
        "& { Get-NetTCPConnection -State Listen -LocalPort 867 -ea 0; Get-NetUDPEndpoint -LocalPort 867 -ea 0 } | select LocalAddress, OwningProcess, @{n='Process'; e={(Get-Process -Id $_.OwningProcess).Name}}",
        "netstat -ano | findstr /R /C:"^ *TCP *[^ ]*:867 .*:0 " /C:"^ *UDP *[^ ]*:867 "",
        "docker ps -f publish=867/tcp -f publish=867/udp --format "{{.Names}} {{.Image}} {{.Ports}}"",
        "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/'",
        "nc -vz -w 3 HOST 867",
        "Test-NetConnection -ComputerName HOST -Port 867",
        "sudo nmap -Pn -sT -sU -p 867 HOST",
      ]
    `);
  });

  it("are these for 867 over udp", () => {
    expect(checkCommands(867, "udp").map(({ command }) => command)).toMatchInlineSnapshot(`
      [
        "sudo ss -Hulpn 'sport = :867'",
        "sudo lsof -nP -iUDP:867 | grep -E ' [^ >]+:867 *$'",
        "sudo lsof -nP -iUDP:867 | grep -E ' [^ >]+:867 *$'",
        "& { Get-NetUDPEndpoint -LocalPort 867 -ea 0 } | select LocalAddress, OwningProcess, @{n='Process'; e={(Get-Process -Id $_.OwningProcess).Name}}",
        "netstat -ano | findstr /R /C:"^ *UDP *[^ ]*:867 "",
        "docker ps -f publish=867/udp --format "{{.Names}} {{.Image}} {{.Ports}}"",
        "kubectl get svc -A | grep -E '[ ,:]867(:[0-9]+)?/UDP'",
        "sudo nmap -Pn -sU -p 867 HOST",
      ]
    `);
  });

  it("contain every port number as a separate number", () => {
    const reference = 40_961;
    const withPort = (port: number, asked: Transport | null) =>
      checkCommands(port, asked).map(({ command }) => command);
    const wrong: string[] = [];
    for (const asked of ASKED) {
      const templates = withPort(reference, asked).map((command) => command.split(String(reference)));
      for (const parts of templates) {
        expect(parts.length).toBeGreaterThan(1);
        for (const part of parts.slice(1)) expect(part).not.toMatch(/^\d/);
        for (const part of parts.slice(0, -1)) expect(part).not.toMatch(/\d$/);
      }
      for (let port = 0; port <= MAX_PORT; port += 1) {
        withPort(port, asked).forEach((command, index) => {
          if (command !== templates[index]?.join(String(port))) wrong.push(command);
        });
      }
    }
    expect(wrong).toEqual([]);
  });

  it("are one line each, and shell commands parse in a shell", async () => {
    for (const asked of ASKED) {
      for (const { command, language } of checkCommands(867, asked)) {
        expect(command).not.toMatch(/\n/);
        if (language !== "shell") continue;
        const { code, stderr } = await runCommand('sh -n -c "$COMMAND"', { COMMAND: command });
        expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: "" });
      }
    }
  });
});

describe("the macOS command", () => {
  it("equals the lsof command tested on Linux (not run on macOS)", () => {
    for (const asked of [null, "tcp", "udp"] as const) {
      const [linux, macos, ...rest] = checkCommands(867, asked).filter(({ label }) => label === "lsof");
      expect(macos).toEqual({ ...linux, system: "macos" });
      expect(rest).toEqual([]);
    }
  });

  it.each([
    ["a TCP socket that listens", "httpd  5 root 4u IPv4 0x1a 0t0 TCP *:867 (LISTEN)", true],
    ["one on IPv6 loopback", "httpd  5 root 4u IPv6 0x1a 0t0 TCP [::1]:867 (LISTEN)", true],
    ["a UDP socket", "rpcd   5 root 4u IPv4 0x1a 0t0 UDP *:867", true],
    ["a UDP socket with lsof 4.95's trailing blank", "rpcd   5 root 4u IPv6 0x1a 0t0 UDP [::1]:867 ", true],
    ["a connection to it", "curl   5 root 4u IPv4 0x1a 0t0 TCP 10.0.0.5:50123->10.0.0.9:867 (ESTABLISHED)", false],
    ["a connection from it", "httpd  5 root 4u IPv4 0x1a 0t0 TCP 10.0.0.9:867->10.0.0.5:50123 (ESTABLISHED)", false],
    ["a UDP socket connected to it", "dig    5 root 4u IPv4 0x1a 0t0 UDP 10.0.0.5:50123->10.0.0.9:867", false],
    ["a TCP socket that is bound only", "httpd  5 root 4u IPv4 0x1a 0t0 TCP *:867 (CLOSED)", false],
    ["the ten-fold", "httpd  5 root 4u IPv4 0x1a 0t0 TCP *:8670 (LISTEN)", false],
    ["a longer number", "httpd  5 root 4u IPv4 0x1a 0t0 TCP *:1867 (LISTEN)", false],
  ])("keeps or drops %s, with its pattern run as JavaScript", (_, line, kept) => {
    const pattern = /grep -E '(.*)'$/.exec(commandOf("lsof", 867, null))?.[1] ?? "";
    expect(new RegExp(pattern).test(line)).toBe(kept);
  });
});

describe("the netstat command", () => {
  /** `netstat -ano` of an English Windows and of a German one. */
  const LINES = {
    "tcp on every IPv4 address": "  TCP    0.0.0.0:867            0.0.0.0:0              LISTENING       4321",
    "tcp on one IPv4 address": "  TCP    192.168.178.20:867     0.0.0.0:0              LISTENING       4321",
    "tcp on every IPv6 address": "  TCP    [::]:867               [::]:0                 LISTENING       4321",
    "tcp on one IPv6 address": "  TCP    [fe80::867:1ff:fe23:4567%12]:867  [::]:0      LISTENING       4321",
    "tcp in German": "  TCP    0.0.0.0:867            0.0.0.0:0              ABHÖREN         4321",
    "udp on every IPv4 address": "  UDP    0.0.0.0:867            *:*                                    4321",
    "udp on every IPv6 address": "  UDP    [::]:867               *:*                                    4321",
  };
  const OTHERS = {
    "the ten-fold over tcp": "  TCP    0.0.0.0:8670           0.0.0.0:0              LISTENING       4321",
    "the ten-fold over udp": "  UDP    0.0.0.0:8670           *:*                                    4321",
    "a longer number over tcp": "  TCP    [::]:1867              [::]:0                 LISTENING       4321",
    "a longer number over udp": "  UDP    [::]:1867              *:*                                    4321",
    "a far end": "  TCP    10.0.0.5:50123         93.184.216.34:867      ESTABLISHED     4321",
    "a far end on IPv6": "  TCP    [2001:db8::5]:50123    [2001:db8::9]:867      ESTABLISHED     4321",
    "a connection from it": "  TCP    10.0.0.9:867           10.0.0.5:50123         ESTABLISHED     4321",
    "the process 867": "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       867",
    "a part of an address": "  TCP    [2001:db8::867:1]:443  [::]:0                 LISTENING       4321",
    "the header": "  Proto  Local Address          Foreign Address        State           PID",
  };

  /** findstr prints lines that match any pattern. The patterns mean the same in findstr and JavaScript. */
  const matches = (asked: Transport | null, line: string) => {
    const patterns = [...commandOf("netstat", 867, asked).matchAll(/\/C:"([^"]*)"/g)].map(
      ([, pattern]) => pattern ?? "",
    );
    expect(patterns.every((pattern) => /^(?:[\w^ *.:]|\[\^ \])+$/.test(pattern))).toBe(true);
    return patterns.some((pattern) => new RegExp(pattern).test(line));
  };

  it.each(Object.entries(LINES))(
    "finds %s, by its patterns read as JavaScript's (findstr was not run)",
    (name, line) => {
      expect(matches(null, line)).toBe(true);
      expect(matches("tcp", line)).toBe(name.startsWith("tcp"));
      expect(matches("udp", line)).toBe(name.startsWith("udp"));
    },
  );

  it.each(Object.entries(OTHERS))("does not find %s", (_, line) => {
    for (const asked of [null, "tcp", "udp"] as const) expect(matches(asked, line)).toBe(false);
  });
});

describe("the PowerShell commands", () => {
  it("close every quote and bracket they open (text only: no PowerShell and no parser for it was run)", () => {
    for (const asked of ASKED) {
      for (const { command, language } of checkCommands(867, asked)) {
        if (language === "powershell") expect(leftOpen(command)).toEqual([]);
      }
    }
  });

  it("only ask for listeners on the transport", () => {
    expect(commandOf("PowerShell", 867, "tcp")).not.toContain("UDP");
    expect(commandOf("PowerShell", 867, "tcp")).toContain("-State Listen ");
    expect(commandOf("PowerShell", 867, "udp")).not.toContain("TCP");
  });

  /** Unbalanced quotes and brackets in a command. */
  function leftOpen(command: string): string[] {
    const pairs: Readonly<Record<string, string>> = { ")": "(", "}": "{", "]": "[" };
    const open: string[] = [];
    for (const sign of command.replaceAll(/'[^']*'/g, "")) {
      if (pairs[sign] !== undefined && open.at(-1) === pairs[sign]) open.pop();
      else if (/[(){}[\]'"]/.test(sign)) open.push(sign);
    }
    return open;
  }
});

describe("a command's language", () => {
  it("is one that code nodes support", () => {
    const byLabel = Map.groupBy(checkCommands(867, null), ({ language }: CheckCommand) => language);
    expect([...byLabel.keys()]).toEqual(["shell", "powershell", "text"]);
    expect(byLabel.get("text")?.map(({ label }) => label)).toEqual(["netstat"]);
  });
});
