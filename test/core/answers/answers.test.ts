import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerInUse } from "#core/answers/in-use.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { isBlockedByBrowsers } from "#core/registry/blocked-by-browsers.ts";
import { EPHEMERAL_RANGES } from "#core/registry/os-ranges.ts";
import { answerTo, ask, cardOf } from "../../support/cards/corpus.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";

describe("a service", () => {
  it("is found by its name, by a program's, and by an old alias", () => {
    const ssh = answerTo("ssh");
    expect(ssh.kind === "service" && ssh.matches.slice(0, 4)).toMatchObject([
      { port: 22, transport: "tcp", software: "SSH", source: "known-use" },
      { port: 22, transport: "tcp", serviceName: "ssh", source: "iana" },
      { port: 22, transport: "udp" },
      { port: 22, transport: "sctp" },
    ]);
    expect(answerTo("postgres")).toMatchObject({
      matches: expect.arrayContaining([expect.objectContaining({ port: 5432, serviceName: "postgresql" })]),
    });
    expect(answerTo("elasticsearch")).toMatchObject({
      matches: expect.arrayContaining([
        expect.objectContaining({ port: 9200, source: "known-use", software: "Elasticsearch" }),
      ]),
    });
  });

  it.each([
    ["ssh", 22],
    ["postgres", 5432],
    ["elasticsearch", 9200],
    ["WireGuard", 51_820],
    ["x11", 6000],
  ])("%s is above all port %i", (name, port) => {
    expect(answerTo(name)).toMatchObject({ kind: "service", main: { port } });
  });

  it.each(["kubernetes nodeport", "mydoom worm"])("%s is no number in particular", (name) => {
    expect(answerTo(name)).toMatchObject({ kind: "service", main: null });
  });

  it("that only looks like another is not taken for it", async () => {
    const answer = answerTo("none");
    expect(answer.kind === "service" && answer.matches.some(({ exact }) => exact)).toBe(false);
    const reply = await ask({ text: "none", manner: "mention", locale: "en", asker: null });
    expect(reply.isPrivate).toBe(true);
  });

  it("names without a common name are two queries", () => {
    expect(answerTo("ssh http")).toMatchObject({ kind: "list", items: [{ name: "ssh" }, { name: "http" }] });
    expect(answerTo("home assistant")).toMatchObject({ kind: "service" });
    expect(answerTo("time protocol")).toMatchObject({ kind: "service" });
  });

  it("that is not found gets suggestions", () => {
    expect(answerTo("posgrsql")).toMatchObject({ matches: [], suggestions: expect.arrayContaining(["PostgreSQL"]) });
  });

  it.each([
    ["posgres", "PostgreSQL", 5432],
    ["kafak", "Kafka", 9092],
    ["Grafanna", "Grafana", 3000],
  ])("that is a single slip from a name is that name: %s", (typed, meant, port) => {
    expect(answerTo(typed)).toMatchObject({ correctedTo: meant, main: { port }, suggestions: [] });
    expect(renderPlainText(cardOf(typed))).toContain(`Closest match for “${typed.toLowerCase()}”`);
  });

  it.each(["posgrsql", "none", "admin", "status", "zzzzzzzz"])("that may be another is not corrected: %s", (typed) => {
    expect(answerTo(typed)).toMatchObject({ correctedTo: null, main: null });
    expect(renderPlainText(cardOf(typed))).not.toContain("Closest match for");
  });
});

describe("a span", () => {
  it("counts each number once", () => {
    const answer = answerTo("860-873");
    expect(answer).toMatchObject({
      kind: "span",
      first: 860,
      last: 873,
      size: 14,
      counts: { assigned: 4, unassigned: 10, reserved: 0, withdrawn: 0, unlisted: 0, dynamic: 0 },
      blocks: [{ first: 863, last: 872 }],
    });
  });

  it("covers the whole range of ports", () => {
    const answer = answerTo("0-65535");
    expect(answer.kind === "span" && Object.values(answer.counts).reduce((sum, count) => sum + count)).toBe(65_536);
    expect(answer).toMatchObject({ counts: { dynamic: 16_384, unassigned: 42_721 }, blockCount: 854 });
  });

  it("merges numbers that were assigned together", () => {
    expect(answerTo("6000-6063")).toMatchObject({ assigned: [{ first: 6000, last: 6063, names: ["x11"] }] });
  });
});

describe("a list", () => {
  it("has an answer of its own for each query, in order", () => {
    const answer = answerTo("22 860-873 443/tcp ssh");
    if (answer.kind !== "list") throw new Error("not a list");
    expect(answer.items).toEqual(["22", "860-873", "443/tcp", "ssh"].map((text) => answerTo(text)));
    expect(answer.omitted).toEqual([]);
  });

  it("names the queries beyond ten", () => {
    expect(answerTo("1 2 3 4 5 6 7 8 9 10 11 12/udp")).toMatchObject({ omitted: ["11", "12/udp"] });
  });
});

describe("a comparison", () => {
  it("has an answer of its own for each of the two, and what both are to one service", () => {
    expect(answerTo("80 vs 443")).toEqual({
      kind: "compare",
      items: [answerTo("80"), answerTo("443")],
      shared: { service: "HTTP", what: ["plain HTTP", "HTTPS, over TLS"] },
      registry: registry.source,
    });
    expect(answerTo("etcd vs 2380")).toMatchObject({ shared: { service: "etcd", what: ["clients", "peers"] } });
    expect(answerTo("22 vs 443")).toMatchObject({ shared: null });
  });
});

describe("a port in use", () => {
  it("comes with the next number above that nothing speaks against", () => {
    const answer = answerTo("8080 in use");
    if (answer.kind !== "in-use" || answer.free === null) throw new Error("no free number");
    for (let port = 8081; port <= answer.free; port++) {
      const isFree = answerTo(`free 1 ${port}-${port}`);
      expect(isFree.kind === "free" && isFree.ports.length > 0).toBe(port === answer.free);
    }
  });

  it("has no command for another host, which can't see the process", () => {
    const query = { kind: "in-use", port: 22, transport: null } as const;
    const found = answerInUse(query, knowledge, { ...NO_CONTEXT, system: "remote" }).of.check;
    expect(found?.command.system).toBe("linux");
    expect(found?.systems).not.toContain("remote");
  });
});

describe("free ports", () => {
  it.each(["free", "free 20", "free 3 udp 8000-9000", "free 8 consecutive", "free 20 5001-9999"])(
    "for %j have nothing against them",
    (text) => {
      const answer = answerTo(text);
      if (answer.kind !== "free") throw new Error("not an answer about free ports");
      expect(answer.ports).toHaveLength(answer.count);
      for (const { port } of answer.ports) {
        expect(registry.blockAround(port)).not.toBeNull();
        expect(isBlockedByBrowsers(port)).toBe(false);
        expect(EPHEMERAL_RANGES.filter(({ first, last }) => port >= first && port <= last)).toEqual([]);
        expect(port).toBeGreaterThanOrEqual(1024);
        expect(registry.hasUnauthorizedUse(port)).toBe(false);
        const uses = knowledge.software.uses.filter(({ span }) => port >= span.first && port <= span.last);
        expect(uses).toEqual([]);
        if (answer.span !== null) expect(port >= answer.span.first && port <= answer.span.last).toBe(true);
      }
    },
  );

  it("are consecutive on request", () => {
    const answer = answerTo("free 6 consecutive");
    const ports = answer.kind === "free" ? answer.ports.map(({ port }) => port) : [];
    expect(ports).toEqual(Array.from({ length: 6 }, (_, at) => (ports[0] ?? 0) + at));
  });

  it.each(["8801-8801", "8616-8617", "863-872"])(
    "in %s are none: IANA reports use, or they need privileges",
    (span) => {
      expect(answerTo(`free ${span}`)).toMatchObject({ kind: "free", ports: [] });
    },
  );

  it("are empty if the span has none", () => {
    expect(answerTo("free 50000-50010")).toMatchObject({ ports: [] });
  });
});

describe("random", () => {
  it("picks a port with something special", () => {
    const answer = answerTo("random");
    if (answer.kind !== "port") throw new Error("not a port");
    expect(answer.assignments.length + answer.knownUses.length).toBeGreaterThan(0);
  });
});

describe("the browsers' list", () => {
  it("equals the ports blocked by Node's fetch", async () => {
    const listed = Array.from({ length: 65_535 }, (_, at) => at + 1).filter(isBlockedByBrowsers);
    const refusals = await Promise.all(
      listed.map((port) => fetch(`http://127.0.0.1:${port}/`).catch((error) => error.cause?.message)),
    );
    expect(refusals).toEqual(Array(82).fill("bad port"));
  });
});
