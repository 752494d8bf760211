import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const explain = (text: string) =>
  answerExplain(explainQuery(text, portByName, knowledge.parseStructured), knowledge, NO_CONTEXT);

/** `look: Redis by image`, for each listener that more can reach than its software is made for. */
function exposures(text: string): readonly string[] {
  return explain(text).listeners.flatMap(({ flags }) =>
    flags.flatMap((flag) => (flag.kind === "every-address" ? [`${flag.weight}: ${flag.software} by ${flag.by}`] : [])),
  );
}

const container = (image: string, ports: string) => `3f2a9c1d4e5b ${image} "x" 2 days ago Up 2 days ${ports} box`;
const scan = (port: number, version: string) =>
  `Nmap scan report for 203.0.113.7\nPORT STATE SERVICE VERSION\n${port}/tcp open unknown ${version}`;

describe("a container is judged by its image before its number", () => {
  it.each([
    ["redis:7", "0.0.0.0:8080->8080/tcp", ["look: Redis by image"]],
    ["redis/redis-stack-server:latest", "0.0.0.0:16379->6379/tcp", ["look: Redis by image"]],
    ["ghcr.io/acme/postgres:17@sha256:0a1b2c", "0.0.0.0:80->5432/tcp", ["look: PostgreSQL by image"]],
    ["mysql:8", "0.0.0.0:3307->3306/tcp", ["look: MySQL by image"]],
    ["nginx:1.25", "0.0.0.0:6379->80/tcp", []],
    ["nginx:1.25", "0.0.0.0:6379->6379/tcp", []],
    ["rabbitmq:3-management", "0.0.0.0:8443->15672/tcp", ["look: RabbitMQ management by image"]],
    ["REDIS:7", "0.0.0.0:8080->8080/tcp", ["look: Redis by image"]],
    ["localhost:5000/redis", "0.0.0.0:8080->8080/tcp", ["look: Redis by image"]],
  ])("%s on %s", (image, ports, expected) => {
    expect(exposures(container(image, ports))).toEqual(expected);
  });

  it.each([
    ["that nobody knows", "acme/shop:1.2"],
    ["that runs anything", "node:22"],
    ["that is only an id", "b1946ac92492"],
    ["called after a protocol", "acme/dns:1"],
    ["called after what an object has", "constructor:1"],
  ])("but by its number with an image %s", (_, image) => {
    expect(exposures(container(image, "0.0.0.0:6379->6379/tcp"))).toEqual(["look: Redis by number"]);
  });

  it("whatever shows the image", () => {
    const published = [{ IP: "0.0.0.0", PrivatePort: 8080, PublicPort: 8080, Type: "tcp" }];
    const inspected = {
      Name: "/cache",
      Image: "sha256:0a1b2c",
      Config: { Image: "redis:7" },
      NetworkSettings: { Ports: { "8080/tcp": [{ HostIp: "0.0.0.0", HostPort: "8080" }] } },
    };
    for (const text of [
      container("redis:7", "0.0.0.0:8080->8080/tcp"),
      "NAMES IMAGE PORTS\ncache docker.io/library/redis:7 0.0.0.0:8080->8080/tcp",
      'NAME IMAGE COMMAND SERVICE CREATED STATUS PORTS\ncache redis "redis-server" cache 2 days ago Up 2 days 0.0.0.0:8080->8080/tcp',
      "ID NAME MODE REPLICAS IMAGE PORTS\nxypw5n1nri9a cache replicated 3/3 redis:7 *:8080->8080/tcp",
      "services:\n  cache:\n    image: redis:$" + "{TAG:-7}\n    ports:\n      - 8080:8080\n  web:\n    build: .",
      JSON.stringify([{ Names: ["/cache"], Image: "redis:7", Ports: published }]),
      JSON.stringify({ Names: "cache", Image: "redis:7", Ports: "0.0.0.0:8080->8080/tcp" }),
      JSON.stringify([inspected]),
    ])
      expect(exposures(text), text).toEqual(["look: Redis by image"]);
  });
});

describe("what a scan found comes before the number", () => {
  it.each([
    [8080, "Redis key-value store 7.0.5", ["look: Redis by version"]],
    [80, "MongoDB 4.4.18", ["look: MongoDB by version"]],
    [6379, "nginx 1.18.0 (Ubuntu)", []],
    [6379, "OpenSSH 9.2p1 Debian 2+deb12u2 (protocol 2.0)", []],
    [6379, "Golang net/http server", ["look: Redis by number"]],
    [6379, "(access denied)", ["look: Redis by number"]],
  ])("on %i: %s", (port, version, expected) => {
    expect(exposures(scan(port, version))).toEqual(expected);
  });

  it("also in its XML", () => {
    const service = '<service name="http" product="Redis key-value store" version="7.0.5"/>';
    const port = `<port protocol="tcp" portid="8080"><state state="open"/>${service}</port>`;
    const host = `<host><address addr="203.0.113.7" addrtype="ipv4"/><ports>${port}</ports></host>`;
    expect(exposures(`<?xml version="1.0"?>\n<nmaprun>${host}</nmaprun>`)).toEqual(["look: Redis by version"]);
  });
});

describe("the card says what a reason rests on", () => {
  const card = (text: string) => renderPlainText(cardOf(`explain\n${text}`));

  it("the image, without registry and digest", () => {
    const image = "registry.example.com:5000/cache/redis:7@sha256:0a1b2c";
    expect(card(container(image, "0.0.0.0:8080->8080/tcp"))).toContain(
      "⚠ 8080 box (0.0.0.0) — Redis (image redis:7). Keep it off the internet",
    );
  });

  it("the version, and that of what needs no attention", () => {
    const said = card(
      `${scan(8080, "Redis key-value store 7.0.5")}\n22/tcp open ssh OpenSSH 9.2p1 Debian 2 (protocol 2.0)`,
    );
    expect(said).toContain("⚠ 8080 Redis 7.0.5 (203.0.113.7) — Keep it off the internet");
    expect(said).toContain("Reachable from anywhere  22 OpenSSH 9.2p1");
  });

  it("the version beside a claim’s name", async () => {
    const ask = createAsk(knowledge, teamServicesIn());
    const question = { manner: "command", locale: "en", asker: asker("ann") } as const;
    for (const text of ["claim 8080/tcp carts", "claim 22/tcp gate"]) await ask({ text, ...question });
    const listing = `${scan(8080, "Redis key-value store 7.0.5")}\n22/tcp open ssh OpenSSH 9.2p1 Debian 2`;
    const said = renderPlainText((await ask({ text: `explain\n${listing}`, ...question })).card);
    expect(said).toContain("⚠ 8080 carts (Redis 7.0.5) (203.0.113.7) — Keep it off the internet");
    expect(said).toContain("Reachable from anywhere  22 gate (OpenSSH 9.2p1)");
  });

  it("that Docker passes ufw, and the one address of a scan, once", () => {
    const box = (image: string, port: number) => container(image, `0.0.0.0:${port}->${port}/tcp`);
    expect(card(`${box("nats:2", 4222)}\n${box("redis:7", 6379)}`).match(/pass ufw/g)).toHaveLength(1);
    const two = card(`${scan(6379, "Redis 7")}\n3306/tcp open mysql MySQL 8.0.33`);
    expect(two.match(/203\.0\.113\.7/g)).toHaveLength(1);
  });
});
