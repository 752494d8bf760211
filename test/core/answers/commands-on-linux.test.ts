import { describe, expect, it, onTestFinished } from "vitest";
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

const TOOLS = [
  { label: "ss", ...tool("ss", "apt-get install iproute2"), pid: `pid=${process.pid},` },
  { label: "lsof", ...tool("lsof", "apt-get install lsof"), pid: ` ${process.pid} ` },
];

const SOCKETS = (["tcp", "udp"] as const).flatMap((transport) => HOSTS.map((host) => ({ transport, host })));

const other = (transport: ListeningTransport) => (transport === "tcp" ? "udp" : "tcp");

/** Closes the socket when the test ends. */
async function opened(listening: Promise<Listening>): Promise<Listening> {
  const socket = await listening;
  onTestFinished(() => socket.close());
  return socket;
}

for (const { label, missing, title, pid } of TOOLS) {
  /** Runs the command and returns its output. */
  const found = async (port: number, transport: Transport | null) => {
    const command = checkCommands(port, transport).find((each) => each.system === "linux" && each.label === label);
    if (command === undefined) throw new Error(`No ${label} command for ${port}/${transport}.`);
    return (await runCommand(command.command)).lines;
  };
  /** The output lines that name this process. */
  const foundHere = async (port: number, transport: Transport | null) =>
    (await found(port, transport)).filter((line) => line.includes(pid));
  const nothing = async (port: number) => {
    for (const asked of [null, "tcp", "udp"] as const) expect(await found(port, asked)).toEqual([]);
  };

  describe.skipIf(missing)(title(`on Linux, the ${label} command as it stands on a card`), () => {
    it.each(SOCKETS)("finds the listener on $host over $transport, and its process", async ({ transport, host }) => {
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

    it("does not find an outgoing connection to the port", async () => {
      const port = await portWithTenfold();
      await opened(connectionTo(port));
      await opened(connectedUdpTo(port));
      await nothing(port);
    });

    it("prints nothing where nothing listens", async () => {
      await nothing(await portWithTenfold());
    });
  });
}
