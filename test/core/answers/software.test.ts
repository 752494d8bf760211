import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { isPool } from "#core/software/known-use.ts";
import { answerTo, cardOf } from "../../support/cards/corpus.ts";
import { knowledge } from "../../support/registry/committed.ts";

const { software } = knowledge;
const { uses } = software;

describe("the software of a port", () => {
  it("is named on the full card of every number that it takes by default", () => {
    const missing = uses
      .filter((use) => use.kind === "default" && !isPool(use))
      .filter(({ span, product }) => !textOf(`${span.first} more`).includes(product))
      .map(({ span, product }) => `${span.first} ${product}`);
    expect(missing).toEqual([]);
  });

  it.each([
    ["443", ["HTTPS"], "internet"],
    ["6379", ["Redis"], "network"],
    ["5432", ["PostgreSQL"], "network"],
    ["2375", ["Docker"], "network"],
    ["9200", ["Elasticsearch"], "network"],
    ["867", [], null],
  ])("of %s is %j, and the answer says who may reach it", (text, names, exposure) => {
    expect(answerTo(text)).toMatchObject({ software: names, exposure });
  });

  it("is a span's only on its first number, or where nothing else is known", () => {
    for (const use of uses.filter(({ span, kind }) => span.first !== span.last && kind !== "history")) {
      const port = use.span.last;
      const answer = answerTo(`${port}`);
      if (answer.kind !== "port" || !answer.software.includes(use.software)) continue;
      const own = uses.filter(({ span, kind }) => kind !== "history" && span.first === port);
      const isNamedElsewhere = own.some((each) => each.software === use.software);
      expect(isNamedElsewhere || answer.assignments.length === 0, `${port} ${use.software}`).toBe(true);
    }
  });

  it("is never an event of the past", () => {
    const events = new Set(uses.flatMap((use) => (use.kind === "history" ? [use.software] : [])));
    for (const { span } of uses) {
      const answer = answerTo(`${span.first}`);
      expect(answer.kind === "port" && answer.software.filter((name) => events.has(name))).toEqual([]);
    }
  });

  it("carries a source for each use, and a reason and a source for each exposure", () => {
    const answer = answerTo("6379");
    expect(answer.kind === "port" && answer.knownUses[0]).toMatchObject({
      software: "Redis",
      purpose: expect.stringMatching(/\.$/),
      source: expect.stringMatching(/^https:/),
      exposure: { reach: "network", because: expect.any(String), source: expect.stringMatching(/^https:/) },
    });
  });
});

describe("a process", () => {
  it("is recognised by its name, without .exe, and as tools truncate it", () => {
    const products = (name: string) => software.programOf(name)?.product ?? null;
    expect(products("sshd")).toBe("OpenSSH");
    expect(products("sqlservr.exe")).toBe(products("SQLSERVR.EXE"));
    expect(products("redis-serve")).toBe("Redis");
    expect(products("java")).toBeNull();
  });
});

describe("the numbers of one service", () => {
  it.each([
    [80, [443, 8080]],
    [389, [636, 3268]],
    [25, [465, 587]],
    [1883, [8883]],
    [2379, [2380]],
  ])("that has %i are known: %j among them", (port, others) => {
    const relatives = software.relativesOf(port).map((each) => each.port);
    expect(relatives).toEqual(expect.arrayContaining(others));
    expect(relatives).not.toContain(port);
    for (const other of others) expect(textOf(`${port} more`)).toContain(`${other} `);
  });
});

function textOf(query: string): string {
  return renderPlainText(cardOf(query));
}
