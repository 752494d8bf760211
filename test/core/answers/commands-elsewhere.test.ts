import { describe, expect, it, onTestFinished } from "vitest";
import { briefCommand } from "#core/answers/brief-command.ts";
import type { System } from "#core/answers/commands.ts";
import { checkCommands } from "#core/answers/commands.ts";
import type { Transport } from "#core/registry/port.ts";
import { createDockerDaemon } from "../../support/listening/docker-daemon.ts";
import { createKubernetesApi } from "../../support/listening/kubernetes-api.ts";
import { type ListeningTransport, listen, portWithTenfold } from "../../support/listening/sockets.ts";
import { type Run, runCommand, tool } from "../../support/listening/tools.ts";

const docker = tool("docker", "apt-get install docker.io");
const kubectl = tool("kubectl", "apt-get install kubernetes-client");
const nc = tool("nc", "apt-get install netcat-openbsd");
const nmap = tool("nmap", "apt-get install nmap");

function run(
  label: string,
  port: number,
  asked: Transport | null,
  environment?: Readonly<Record<string, string>>,
): Promise<Run> {
  const found = checkCommands(port, asked).find((each) => each.label === label);
  if (found === undefined) throw new Error(`No ${label} command for ${port}/${asked ?? "any"}.`);
  return runCommand(found.command.replace("HOST", "127.0.0.1"), environment);
}

/** The same for the command of a brief card. */
function runBrief(
  system: System,
  port: number,
  asked: Transport | null,
  environment?: Readonly<Record<string, string>>,
): Promise<Run> {
  const found = briefCommand(port, asked === null ? ["tcp", "udp"] : [asked], system);
  if (found === null) throw new Error(`No brief command on ${system} for ${port}/${asked ?? "any"}.`);
  return runCommand(found.command.replace("HOST", "127.0.0.1"), environment);
}

describe.skipIf(docker.missing)(docker.title("the docker command, run against a double of the daemon"), () => {
  it("prints the containers that publish the port on the host, and no header", async () => {
    const environment = await createDockerDaemon({
      web: [{ PublicPort: 867, PrivatePort: 80, Type: "tcp" }],
      dns: [{ PublicPort: 867, PrivatePort: 53, Type: "udp" }],
      signal: [{ PublicPort: 867, PrivatePort: 2905, Type: "sctp" }],
      tenfold: [{ PublicPort: 8670, PrivatePort: 867, Type: "tcp" }],
      inside: [{ PrivatePort: 867, Type: "tcp" }],
    });
    const names = async (port: number, asked: Transport | null) => {
      const { code, lines, stderr } = await run("docker", port, asked, environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return lines.map((line) => line.split(" ")[0]);
    };
    const briefly = async (port: number, asked: Transport | null) => {
      const { code, lines, stderr } = await runBrief("container", port, asked, environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const [header, ...containers] = lines.map((line) => line.split(" ").at(-1));
      expect(header).toBe("NAMES");
      return containers;
    };
    for (const found of [names, briefly]) {
      expect(await found(867, null)).toEqual(["web", "dns"]);
      expect(await found(867, "tcp")).toEqual(["web"]);
      expect(await found(867, "udp")).toEqual(["dns"]);
      expect(await found(867, "sctp")).toEqual(["signal"]);
      expect(await found(8670, null)).toEqual(["tenfold"]);
      expect(await found(868, null)).toEqual([]);
    }
  });
});

describe.skipIf(kubectl.missing)(kubectl.title("the kubectl command, run against a double of the API server"), () => {
  it("prints the services in every namespace that have the port, or have it on the nodes", async () => {
    const environment = await createKubernetesApi({
      "shop/web": [
        { port: 8670, protocol: "TCP" },
        { port: 30867, protocol: "TCP", nodePort: 32000 },
      ],
      "shop/edge": [{ port: 80, protocol: "TCP", nodePort: 30867 }],
      "infra/dns": [
        { port: 867, protocol: "UDP" },
        { port: 867, protocol: "TCP" },
      ],
      "infra/outside": undefined,
    });
    const services = (ran: (port: number, asked: Transport | null) => Promise<Run>) => {
      return async (port: number, asked: Transport | null) => {
        const { code, lines, stderr } = await ran(port, asked);
        // grep exits with 1 where it finds nothing.
        expect({ code, stderr }).toEqual({ code: lines.length === 0 ? 1 : 0, stderr: "" });
        return lines.map((line) => line.split(/ +/).slice(0, 2).join("/"));
      };
    };
    for (const found of [
      services((port, asked) => run("kubectl", port, asked, environment)),
      services((port, asked) => runBrief("kubernetes", port, asked, environment)),
    ]) {
      expect(await found(867, null)).toEqual(["infra/dns"]);
      expect(await found(867, "udp")).toEqual(["infra/dns"]);
      expect(await found(867, "tcp")).toEqual(["infra/dns"]);
      expect(await found(867, "sctp")).toEqual([]);
      expect(await found(8670, null)).toEqual(["shop/web"]);
      expect(await found(8670, "udp")).toEqual([]);
      expect(await found(30_867, null)).toEqual(["shop/web", "shop/edge"]);
      expect(await found(30_867, "tcp")).toEqual(["shop/web", "shop/edge"]);
      expect(await found(86, null)).toEqual([]);
      expect(await found(67, null)).toEqual([]);
    }
  });
});

describe("from another host, using this host as the target", () => {
  const listening = async (transport: ListeningTransport) => {
    const port = await portWithTenfold();
    const socket = await listen(transport, "127.0.0.1", port);
    onTestFinished(() => socket.close());
    return port;
  };

  it.skipIf(nc.missing)(nc.title("nc connects to the port and not to ten times its number"), async () => {
    const port = await listening("tcp");
    expect((await run("nc", port, "tcp")).code).toBe(0);
    expect((await run("nc", port * 10, "tcp")).code).not.toBe(0);
    for (const asked of [null, "tcp"] as const) {
      expect((await runBrief("remote", port, asked)).code).toBe(0);
      expect((await runBrief("remote", port * 10, asked)).code).not.toBe(0);
    }
  });

  it.skipIf(nmap.missing)(nmap.title("nmap reports the tcp port open and ten times its number closed"), async () => {
    const port = await listening("tcp");
    const states = async (asked: number) => (await run("nmap", asked, "tcp")).lines.join("\n");
    expect(await states(port)).toMatch(new RegExp(`^${port}/tcp +open `, "m"));
    expect(await states(port * 10)).toMatch(new RegExp(`^${port * 10}/tcp +closed `, "m"));
  });

  const root = process.getuid?.() === 0;
  const asRoot = root ? "" : " (skipped: a UDP scan needs root)";
  it.skipIf(nmap.missing || !root)(
    nmap.title(`nmap tells an answer-less udp port from a closed one${asRoot}`),
    async () => {
      const port = await listening("udp");
      const { lines } = await run("nmap", port, null);
      expect(lines.join("\n")).toMatch(new RegExp(`^${port}/udp +open`, "m"));
      expect(lines.join("\n")).toMatch(new RegExp(`^${port}/tcp +closed `, "m"));
      for (const tenfold of [await run("nmap", port * 10, "udp"), await runBrief("remote", port * 10, "udp")]) {
        expect(tenfold.lines.join("\n")).toMatch(new RegExp(`^${port * 10}/udp +closed `, "m"));
      }
      const brief = await runBrief("remote", port, "udp");
      expect(brief.lines.join("\n")).toMatch(new RegExp(`^${port}/udp +open`, "m"));
    },
  );
});
