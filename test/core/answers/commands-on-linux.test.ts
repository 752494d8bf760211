import { describe, expect, it, onTestFinished } from "vitest";
import { briefCommand } from "#core/answers/brief-command.ts";
import { checkCommands } from "#core/answers/commands.ts";
import type { Transport } from "#core/registry/port.ts";
import {
  connectedUdpTo,
  connectionTo,
  HOSTS,
  type Listening,
  type ListeningTransport,
  listen,
  portWithTenfold,
} from "../../support/listening/sockets.ts";
import { runCommand, tool } from "../../support/listening/tools.ts";

const ss = { ...tool("ss", "apt-get install iproute2"), pid: `pid=${process.pid},` };
const lsof = { ...tool("lsof", "apt-get install lsof"), pid: ` ${process.pid} ` };

const complete = (label: string) => (port: number, asked: Transport | null) =>
  checkCommands(port, asked).find((each) => each.system === "linux" && each.label === label)?.command;

/** That for macOS is lsof's, which Linux has too; it was not run on macOS. */
const brief = (system: "linux" | "macos") => (port: number, asked: Transport | null) =>
  briefCommand(port, asked === null ? ["tcp", "udp"] : [asked], system)?.command;

/** What the commands print above what they find; lsof prints nothing where it finds nothing. */
const SS_HEADER = /^(?:Netid )?State +Recv-Q /;
const LSOF_HEADER = /^COMMAND +PID /;

const TOOLS = [
  { name: "ss command of a full card", ...ss, command: complete("ss"), header: null, showsFarEnds: false },
  { name: "lsof command of a full card", ...lsof, command: complete("lsof"), header: null, showsFarEnds: false },
  { name: "ss command of a brief card", ...ss, command: brief("linux"), header: SS_HEADER, showsFarEnds: false },
  { name: "lsof command of a brief card", ...lsof, command: brief("macos"), header: LSOF_HEADER, showsFarEnds: true },
];

const SOCKETS = (["tcp", "udp"] as const).flatMap((transport) => HOSTS.map((host) => ({ transport, host })));

const other = (transport: ListeningTransport) => (transport === "tcp" ? "udp" : "tcp");

/** Closes the socket when the test ends. */
async function opened(listening: Promise<Listening>): Promise<Listening> {
  const socket = await listening;
  onTestFinished(() => socket.close());
  return socket;
}

for (const { name, missing, title, pid, command, header, showsFarEnds } of TOOLS) {
  /** What the command prints, without its header. */
  const found = async (port: number, transport: Transport | null) => {
    const line = command(port, transport);
    if (line === undefined) throw new Error(`No ${name} for ${port}/${transport}.`);
    const { lines, stderr } = await runCommand(line);
    expect(stderr).toBe("");
    return header === null ? lines : lines.filter((each) => !header.test(each));
  };
  /** The output lines that name this process. */
  const foundHere = async (port: number, transport: Transport | null) =>
    (await found(port, transport)).filter((line) => line.includes(pid));
  const nothing = async (port: number) => {
    for (const asked of [null, "tcp", "udp"] as const) expect(await found(port, asked)).toEqual([]);
  };

  describe.skipIf(missing)(title(`on Linux, the ${name} as it stands there`), () => {
    it.each(SOCKETS)("finds what listens on $host over $transport, and its process", async ({ transport, host }) => {
      const port = await portWithTenfold();
      await opened(listen(transport, host, port));
      for (const asked of [null, transport]) {
        const lines = await foundHere(port, asked);
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(new RegExp(`[\\]\\d*]:${port}(?!\\d)`));
      }
      expect(await found(port, other(transport))).toEqual([]);
    });

    it.each(SOCKETS)("does not find ten times the number on $host over $transport", async ({ transport, host }) => {
      const port = await portWithTenfold();
      await opened(listen(transport, host, port * 10));
      await nothing(port);
      expect(await foundHere(port * 10, transport)).toHaveLength(1);
    });

    it("finds all listeners of a port and nothing else", async () => {
      const port = await portWithTenfold();
      for (const host of ["127.0.0.1", "::1"]) {
        for (const transport of ["tcp", "udp"] as const) {
          await opened(listen(transport, host, port));
          await opened(listen(transport, host, port * 10));
        }
      }
      const lines = await foundHere(port, null);
      expect(lines).toHaveLength(4);
      expect(lines.filter((line) => line.includes(`${port * 10}`))).toEqual([]);
      expect(lines.filter((line) => line.includes(`[::1]:${port} `))).toHaveLength(2);
      expect(lines.filter((line) => line.includes(`127.0.0.1:${port} `))).toHaveLength(2);
    });

    const doesNot = showsFarEnds ? "shows as what it is" : "does not find";
    it(`${doesNot} an outgoing connection whose far end has the port`, async () => {
      const port = await portWithTenfold();
      await opened(connectionTo(port));
      await opened(connectedUdpTo(port));
      if (!showsFarEnds) return nothing(port);
      expect(await found(port, "tcp")).toEqual([]);
      for (const asked of [null, "udp"] as const) {
        const lines = await found(port, asked);
        expect(lines).not.toEqual([]);
        expect(lines.filter((line) => !line.includes("->"))).toEqual([]);
      }
    });

    it("prints nothing where nothing listens", async () => {
      await nothing(await portWithTenfold());
    });
  });
}
