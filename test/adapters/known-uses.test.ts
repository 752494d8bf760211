import { describe, expect, it } from "vitest";
import { parseKnownUses } from "#adapters/known-uses/index.ts";
import { knownUses } from "../support/registry/committed.ts";

const HEAD = "ports\ttransports\tkind\tsoftware\tnames\tfact\tsource\tchecked";
const ROW = ["9200-9300", "tcp", "default", "Search", "search", "Listens here.", "https://example.org/", "2026-11-21"];
const file = (...cells: string[]) => `# a comment\n${HEAD}\n${cells.join("\t")}\n`;

describe("the file of known uses", () => {
  it("has a source for each of at least 150 facts", () => {
    expect(knownUses.length).toBeGreaterThanOrEqual(150);
    for (const { fact, source } of knownUses) {
      expect(fact).toMatch(/^[^\t\n]{10,140}\.$/);
      expect(source).toMatch(/^https:\/\//);
    }
  });

  it("has no duplicates, and is sorted by number", () => {
    const keys = knownUses.map(({ span, software, transports }) => `${span.first} ${software} ${transports}`);
    expect(new Set(keys).size).toBe(keys.length);
    const firsts = knownUses.map(({ span }) => span.first);
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  });

  it("gives the year of every security incident", () => {
    const history = knownUses.filter(({ kind }) => kind === "history");
    expect(history.length).toBeGreaterThan(0);
    for (const { fact } of history) expect(fact).toMatch(/\b(?:19|20)\d\d\b/);
  });

  it("parses to spans, transports and names", () => {
    expect(parseKnownUses(file(...ROW))).toEqual([
      {
        span: { first: 9200, last: 9300 },
        transports: ["tcp"],
        kind: "default",
        software: "Search",
        names: ["search"],
        fact: "Listens here.",
        source: "https://example.org/",
        checked: "2026-11-21",
      },
    ]);
  });

  it.each([
    ["a number that is no port", 0, "70000"],
    ["a span that runs backwards", 0, "9300-9200"],
    ["an unknown transport", 1, "tcp quic"],
    ["an unknown kind", 2, "rumour"],
    ["no fact", 5, ""],
    ["a source that is not https", 6, "http://example.org/"],
    ["no date", 7, "today"],
  ])("is refused with %s, by the number of its line", (_what, column, cell) => {
    expect(() => parseKnownUses(file(...ROW.with(column, cell)))).toThrow("line 3");
  });

  it("is refused with other columns", () => {
    expect(() => parseKnownUses("ports\tsoftware\n")).toThrow("columns");
  });
});
