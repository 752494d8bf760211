import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerContext } from "#core/answers/answer-context.ts";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { leadingUnregistered, rankUses } from "#core/answers/usage.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseServiceName } from "#core/query/parse-item.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import { suggestQueries } from "#core/suggestions/suggest-queries.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { typedText } from "../../support/typed-text.ts";

const BOOK: AnswerContext = {
  team: null,
  system: null,
  book: {
    version: "1",
    claims: [
      {
        id: "1",
        span: { first: 8867, last: 8867 },
        transport: null,
        name: "billing-api",
        description: "Billing API",
        owner: "payments",
        by: null,
        at: 0,
      },
    ],
  },
};

const suggest = (typed: string, answerContext = NO_CONTEXT) =>
  suggestQueries(typed, { knowledge, answerContext, messages: messagesFor("en") }, { count: 25, length: 100 });
const queries = (typed: string, answerContext = NO_CONTEXT) => suggest(typed, answerContext).map(({ query }) => query);

describe("while a query is typed", () => {
  it.each([
    ["post", "5432"],
    ["red", "6379"],
    ["my", "3306"],
    ["ld", "389"],
    ["kub", "6443"],
    ["elas", "9200"],
    ["bitt", "6881-6889"],
  ])("puts the thing before what derives from it, and the popular before the rare: %s", (typed, query) => {
    expect(queries(typed)[0]).toBe(query);
  });

  it("puts the numbers that most programs default to first", () => {
    expect(queries("44").slice(0, 3)).toEqual(["44", "443", "445"]);
    expect(queries("8").slice(0, 5)).toEqual(["8", "8080", "8000", "80", "8081"]);
  });

  it("offers examples for empty input", () => {
    expect(queries("").slice(0, 4).toSorted()).toEqual(["22 80 443", "860-873", "867", "ssh"].toSorted());
    expect(queries("").length).toBeGreaterThan(5);
  });

  it("puts the number itself first, with its state, and then those that begin with it", () => {
    const [exact, ...others] = suggest("867");
    expect(exact).toEqual({ query: "867", label: "867 · unassigned" });
    expect(others.map(({ query }) => query)).toContain("8675");
    expect(queries("80").slice(0, 1)).toEqual(["80"]);
    expect(queries("80").slice(1, 10)).toContain("8080");
  });

  it("puts the team's claims before IANA's assignments", () => {
    expect(queries("88", BOOK).slice(0, 2)).toEqual(["88", "8867"]);
    expect(suggest("bill", BOOK)[0]).toEqual({
      query: "8867",
      label: "8867 · billing-api in your port book · unassigned",
    });
  });

  it("knows names, parts of names, programs and typing errors", () => {
    expect(queries("ssh").slice(0, 2)).toEqual(["ssh", "22"]);
    expect(queries("postg")).toContain("5432");
    expect(queries("redis")).toContain("6379");
    expect(queries("posgres")).toContain("postgresql");
    expect(queries("zzqqzz")).toEqual(["search zzqqzz"]);
  });

  it("completes transports, spans and the words of commands", () => {
    expect(queries("867/")).toEqual(expect.arrayContaining(["867/tcp", "867/udp"]));
    expect(queries("867/udp")[0]).toBe("867/udp");
    expect(queries("860-873")[0]).toBe("860-873");
    expect(queries("860-")).toContain("860-869");
    expect(queries("860-87")).toContain("860-879");
    expect(queries("fre")).toContain("free");
    expect(queries("claim 8867 billing-api")[0]).toBe("claim 8867 billing-api");
  });

  it("offers what an invalid number was likely meant as", () => {
    expect(queries("70000")).toContain("help");
    expect(queries("60000-70000")).toContain("60000-65535");
    expect(queries("-1")).toContain("1");
  });

  it("names the software on a number as its card does", () => {
    const words = messagesFor("en").suggestions;
    for (const { span } of knowledge.software.uses) {
      const port = span.first;
      const records = knowledge.registry.assignmentsAt(port);
      const software = leadingUnregistered(rankUses(port, null, records, knowledge.software.usesOf(port)), records);
      const often = words.oftenUsedBy(software.slice(0, 2));
      const label = suggest(`${port}`)[0]?.label;
      expect(label?.includes(" · often "), label).toBe(software.length > 0);
      expect(label?.endsWith(often), label).toBe(software.length > 0);
    }
  });

  it("offers queries for every name in the registry and every known program", () => {
    const names = [
      ...[...knowledge.registry.records].flatMap(({ serviceName }) => serviceName ?? []),
      ...knowledge.software.uses.flatMap((use) => [use.software, ...use.names]),
    ];
    const unreadable = [...new Set(names)].filter((name) => {
      const query = parseServiceName(plainQuery(name));
      return query !== null && parseQuery(formatQuery(query)).kind === "invalid";
    });
    expect(unreadable).toEqual([]);
    for (const name of names.filter((_, at) => at % 40 === 0)) {
      for (const query of queries(name)) expect(parseQuery(query).kind, `${name}: ${query}`).not.toBe("invalid");
    }
  });

  it("offers examples in their canonical form", () => {
    for (const { query } of suggest("")) {
      const parsed = parseQuery(query);
      expect(parsed.kind === "invalid" ? null : formatQuery(parsed)).toBe(query);
    }
  });

  it("keeps to the caller's limits", () => {
    const context = { knowledge, answerContext: NO_CONTEXT, messages: messagesFor("en") };
    const offered = suggestQueries("80", context, { count: 3, length: 12 });
    expect(offered.map(({ query }) => query)).toHaveLength(3);
    expect(offered.every(({ query, label }) => query.length <= 12 && label.length <= 12)).toBe(true);
  });

  it("accepts any text and quickly offers valid queries within Discord's limits", () => {
    for (const answerContext of [NO_CONTEXT, BOOK]) {
      fc.assert(
        fc.property(typedText, (typed) => {
          const offered = suggest(typed, answerContext);
          expect(offered.length).toBeLessThanOrEqual(25);
          expect(new Set(offered.map(({ query }) => query)).size).toBe(offered.length);
          for (const { query, label } of offered) {
            expect(parseQuery(query).kind).not.toBe("invalid");
            expect([query.length, label.length].every((length) => length >= 1 && length <= 100)).toBe(true);
            expect(label.trim()).not.toBe("");
          }
        }),
        { numRuns: 300 },
      );
    }
  });
});
