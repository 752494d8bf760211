import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { ExplainedListener } from "#core/answers/explain.ts";
import { answerExplain, deservesLook } from "#core/answers/explain.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse } from "#core/software/known-use.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const explain = (text: string) => answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);

const { uses } = knowledge.software;
const restricted = uses.filter(
  (use) => isCurrentUse(use, null) && ["network", "host"].includes(use.exposure?.reach ?? ""),
);
const forEverybody = uses.filter((use) => isCurrentUse(use, null) && use.exposure?.reach === "internet");

/** A row of `ss -tulpn` for a use: its number, its first transport, and its process if the table has one. */
function socket({ span, transports, processes }: KnownUse, address: string): string {
  const [transport = "tcp"] = transports;
  const [process] = processes;
  const users = process === undefined ? "" : ` users:(("${process}",pid=812,fd=3))`;
  return `${transport} ${transport === "udp" ? "UNCONN" : "LISTEN"} 0 128 ${address}:${span.first} 0.0.0.0:*${users}`;
}

/** `nmap` of a host that answers where the use is. */
function scan({ span, transports }: KnownUse, host: string): string {
  return `Nmap scan report for ${host}\nPORT STATE SERVICE\n${span.first}/${transports[0]} open unknown`;
}

const isFlagged = ({ flags }: ExplainedListener) => flags.some(({ kind }) => kind === "every-address");

function share(
  all: readonly KnownUse[],
  paste: (use: KnownUse) => string,
  is: (listener: ExplainedListener) => boolean,
) {
  const missed = all.filter((use) => !explain(paste(use)).listeners.some(is));
  return {
    share: 1 - missed.length / all.length,
    missed: missed.map(({ span, software }) => `${span.first} ${software}`),
  };
}

describe("of the services that the table keeps off the internet", () => {
  it("there are several hundred", () => {
    expect(restricted.length).toBeGreaterThan(400);
  });

  it.each([
    ["on every address", (use: KnownUse) => socket(use, "0.0.0.0"), isFlagged, 0.95],
    ["on a public address", (use: KnownUse) => socket(use, "203.0.113.7"), isFlagged, 0.95],
    ["in a scan of a public address", (use: KnownUse) => scan(use, "203.0.113.7"), isFlagged, 0.95],
    ["on every address, for a look", (use: KnownUse) => socket(use, "0.0.0.0"), deservesLook, 0.25],
    ["on a public address, for a look", (use: KnownUse) => socket(use, "203.0.113.7"), deservesLook, 0.8],
    ["in a scan of a public address, for a look", (use: KnownUse) => scan(use, "203.0.113.7"), deservesLook, 0.7],
  ])("those %s are flagged", (what, paste, is, least) => {
    const found = share(restricted, paste, is);
    process.stdout.write(`${what}: ${found.share.toFixed(3)} of ${restricted.length}\n`);
    expect(found.share, found.missed.join("\n")).toBeGreaterThanOrEqual(least);
  });

  it("none is flagged on loopback", () => {
    expect(share(restricted, (use) => socket(use, "127.0.0.1"), isFlagged).share).toBe(0);
  });
});

it("of the services that are made for everybody, none is flagged", () => {
  expect(forEverybody.length).toBeGreaterThan(25);
  for (const address of ["0.0.0.0", "203.0.113.7"])
    expect(share(forEverybody, (use) => socket(use, address), isFlagged).share).toBe(0);
  expect(share(forEverybody, (use) => scan(use, "203.0.113.7"), isFlagged).share).toBe(0);
});

describe("a listener is judged by its process", () => {
  const weights = (...rows: readonly string[]) =>
    explain(rows.join("\n")).listeners.flatMap(({ port, flags }) =>
      flags.map(({ kind, weight }) => `${port}: ${kind}, ${weight}`),
    );
  const tcp = (local: string, process: string | null) =>
    `tcp LISTEN 0 128 ${local} 0.0.0.0:*${process === null ? "" : ` users:(("${process}",pid=812,fd=3))`}`;

  it.each(["nc", "ncat", "socat", "bash", "sh", "zsh", "nc.openbsd"])("%s always has a flag", (process) => {
    expect(weights(tcp("0.0.0.0:31337", process))).toContain("31337: shell, look");
    expect(weights(tcp("10.0.0.5:8443", process))).toContain("8443: shell, look");
    expect(weights(tcp("127.0.0.1:4444", process))).toContain("4444: shell, look");
  });

  it("not by that of a supervisor or of a publisher, which stand for another program", () => {
    for (const process of ["dockerd", "docker-proxy", "systemd", "containerd", "kube-proxy", "rootlessport"])
      expect(weights(tcp("0.0.0.0:6379", process)), process).toEqual(["6379: every-address, look"]);
    expect(weights(tcp("0.0.0.0:389", "dockerd"))).toEqual(["389: every-address, look"]);
  });

  it("once, where a container in the same paste is behind them", () => {
    const both = [tcp("0.0.0.0:16379", "docker-proxy"), "cache 0.0.0.0:16379->6379/tcp"];
    expect(weights(...both)).toEqual(["16379: every-address, look"]);
  });

  it("but theirs is theirs", () => {
    expect(explain(tcp("0.0.0.0:2375", "dockerd")).listeners[0]?.flags).toMatchObject([
      { kind: "every-address", by: "process", software: "Docker", cure: { origin: "program" } },
    ]);
  });

  it("where rpcbind opens another port, with a note", () => {
    const row = 'udp UNCONN 0 0 0.0.0.0:871 0.0.0.0:* users:(("rpcbind",pid=600,fd=6))';
    expect(weights(row)).toEqual(["871: unassigned-system-port, note"]);
  });

  it("or by its number alone, where any of its programs isn't for everybody", () => {
    expect(weights(tcp("0.0.0.0:7687", null))).toEqual(["7687: every-address, look"]);
    expect(weights(tcp("0.0.0.0:8080", null))).toEqual(["8080: every-address, note"]);
    expect(weights(tcp("0.0.0.0:8080", "shop"))).toEqual([]);
  });

  it("or by the protocol that it serves, where the table says nothing of the program", () => {
    expect(weights(tcp("0.0.0.0:139", "smbd"))).toEqual(["139: every-address, note"]);
    expect(weights(tcp("203.0.113.7:389", "slapd"))).toEqual(["389: every-address, look"]);
  });

  it("without the history of the number, on loopback or where the process is known", () => {
    expect(weights(tcp("0.0.0.0:20034", null))).toEqual(["20034: history, note"]);
    expect(weights(tcp("127.0.0.1:20034", null))).toEqual([]);
    expect(weights(tcp("0.0.0.0:20034", "nginx"))).toEqual([]);
  });
});

describe("a listener has the cure that fits where the listing came from", () => {
  it.each([
    ["docker ps", "web 0.0.0.0:16379->6379/tcp", "container"],
    ["ss, of a proxy", 'tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("docker-proxy",pid=8,fd=3))', "container"],
    ["kubectl", "cache LoadBalancer 10.96.0.9 203.0.113.9 6379:31379/TCP 5d", "kubernetes"],
    ["ss, of a socket unit", 'tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("systemd",pid=1,fd=3))', "socket-unit"],
    ["ss", 'tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=8,fd=3))', "program"],
    ["nmap", "Nmap scan report for 203.0.113.7\nPORT STATE SERVICE\n6379/tcp open redis", "scan"],
  ])("%s", (_, text, origin) => {
    const flags = explain(text).listeners.flatMap((listener) =>
      listener.flags.filter(({ kind }) => kind === "every-address"),
    );
    expect(flags).not.toEqual([]);
    for (const flag of flags) {
      expect(flag).toMatchObject({
        weight: "look",
        cure: { origin },
        row: { product: "Redis", port: 6379, source: expect.stringMatching(/^https:/) },
      });
    }
  });
});
