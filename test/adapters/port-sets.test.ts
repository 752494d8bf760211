import { describe, expect, it } from "vitest";
import { checkSoftware, parseSoftware } from "#adapters/software/index.ts";
import { distinct } from "#core/collections.ts";
import { knowledge, registry, softwareFiles } from "../support/registry/committed.ts";

const HEAD = "set\ttitle\tnames\tgroup\tports\ttransports\twhat\tfrom\tto\tpurpose\tneed\tsource\tread".split("\t");
const ROW = [
  ...["ledger", "Ledger", "book keeper, ledgers", "Servers", "4000-4001", "tcp udp", "peers", "servers", "servers"],
  ...["Servers agree with each other.", "needed", "https://example.com/ports", "2026-11-21"],
];
const OTHER = ROW.with(1, "-").with(2, "-").with(4, "4002").with(10, "optional");

const table = (...rows: readonly (readonly string[])[]) => [HEAD, ...rows].map((row) => `${row.join("\t")}\n`).join("");
const load = (portSets: string) => parseSoftware({ ...softwareFiles, table: [], portSets }).portSets();

describe("the table of sets", () => {
  it("is read as systems with their numbers", () => {
    expect(load(`# a comment\n${table(ROW, OTHER)}`)).toMatchObject([
      {
        id: "ledger",
        title: "Ledger",
        names: ["book keeper", "ledgers"],
        items: [
          { ports: { first: 4000, last: 4001 }, transports: ["tcp", "udp"], group: "Servers", needed: true },
          {
            ports: { first: 4002, last: 4002 },
            needed: false,
            source: "https://example.com/ports",
            read: "2026-11-21",
          },
        ],
      },
    ]);
  });

  it.each([
    ["a number of columns", [ROW.slice(1)], "data/sets.tsv:2: expected 13 columns, not 12"],
    ["an empty cell", [ROW.with(3, "")], "sets.tsv:2: group is empty or has a space at an end"],
    ["a name that can't be typed", [ROW.with(0, "Ledger")], "set: write lower-case words with single spaces"],
    ["names in capitals", [ROW.with(2, "Ledgers")], "names: write them in lower case"],
    ["a number that isn't one", [ROW.with(4, "70000")], "ports: 70000 is neither a port nor a span"],
    ["an unknown transport", [ROW.with(5, "tls")], "transports: write tcp udp sctp dccp"],
    ["a transport without rules", [ROW.with(5, "sctp")], "transports: firewall rules are written for tcp and udp"],
    ["too many words", [ROW.with(6, "x".repeat(29))], "what: 29 characters, at most 28"],
    ["a purpose without a full stop", [ROW.with(9, "Peers")], "purpose is a sentence with a full stop"],
    ["an unknown need", [ROW.with(10, "maybe")], "need: maybe is none of needed, optional"],
    ["a source from memory", [ROW.with(11, "memory")], "source: memory is not an https address"],
    ["a day that isn't one", [ROW.with(12, "today")], "read: today is not a date"],
    ["a set without a title", [ROW.with(1, "-")], "title: the first line of ledger has it"],
    ["a second title", [ROW, OTHER.with(1, "Ledger")], "sets.tsv:3: title and names stand on line 2"],
    ["a set of which nothing is needed", [ROW.with(10, "optional")], "need: none of ledger is needed"],
    ["a line given twice", [ROW, OTHER.with(4, "4000-4001")], "sets.tsv:3: 4000-4001 tcp udp is on line 2 too"],
    ["sets out of order", [ROW, ROW.with(0, "kettle").with(2, "-")], "kettle comes after ledger"],
    ["a name of two sets", [ROW, ROW.with(0, "mint")], "mint has the name book keeper, which ledger has already"],
  ])("with %s is refused", (_what, rows, problem) => {
    expect(() => load(table(...rows))).toThrow(problem);
  });

  it("is part of the check of the data", () => {
    expect(checkSoftware({ ...softwareFiles, portSets: "set\n" }, registry)).toEqual([
      expect.stringContaining("sets.tsv:1: expected the columns set, title, names"),
    ]);
  });
});

describe("the committed sets", () => {
  const { portSets } = knowledge.software;

  it("cover what operators ask for, each with the list it was read from", () => {
    expect(portSets.all.length).toBeGreaterThanOrEqual(50);
    for (const { id, items } of portSets.all) {
      expect(distinct(items.map(({ source }) => source)).length, id).toBeGreaterThanOrEqual(1);
    }
  });

  it.each([
    ["k8s", "kubernetes"],
    ["Domain Controller", "active directory"],
    ["redis-cluster", "redis cluster"],
    ["mssql", "sql server"],
  ])("find %s by name", (name, id) => {
    expect(portSets.find(name)?.id).toBe(id);
    expect(portSets.has(name)).toBe(true);
  });

  it("have no set of a service that is a single number", () => {
    for (const name of ["ssh", "smtp", "dns", "https"]) expect(portSets.find(name)).toBeNull();
  });
});
