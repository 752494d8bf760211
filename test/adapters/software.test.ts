import { describe, expect, it } from "vitest";
import type { TableFile } from "#adapters/software/index.ts";
import { checkSoftware, parseSoftware } from "#adapters/software/index.ts";
import { distinct } from "#core/collections.ts";
import { numbersIn } from "#core/registry/port.ts";
import { isPool } from "#core/software/known-use.ts";
import { knowledge, registry, softwareFiles } from "../support/registry/committed.ts";

const HEAD =
  "ports\ttransports\tkind\tproduct\trole\tnames\tprocesses\tspeaks\tpurpose\tbind\texposure\tbecause\tdo\texposure source\tsource\tread";
const ROW = [
  "9876-9877",
  "tcp",
  "default",
  "Search",
  "nodes",
  "find, look up",
  "searchd",
  "http",
  "Finds things.",
  "loopback",
  "network",
  "anybody could search",
  "bind firewall",
  "https://example.org/security",
  "https://example.org/",
  "2026-11-21",
];

const NAMES_HEAD = "name\tproduct\tsource\n";

const file = (...rows: (readonly string[])[]): TableFile => ({
  name: "search.tsv",
  text: `# a comment\n${[HEAD, ...rows.map((cells) => cells.join("\t"))].join("\n")}\n`,
});

/** What is wrong with a table of these rows, in words. */
function problemsOf(...rows: (readonly string[])[]): readonly string[] {
  const files = { ...softwareFiles, wellKnown: "", fullyListed: "", programNames: NAMES_HEAD };
  return checkSoftware({ ...files, table: [file(...rows)] }, registry);
}

describe("a line of the table of software", () => {
  it("is read as a use with its exposure", () => {
    expect(parseSoftware({ ...softwareFiles, table: [file(ROW)] }).rows.all()).toEqual([
      {
        span: { first: 9876, last: 9877 },
        transports: ["tcp"],
        kind: "default",
        product: "Search",
        role: "nodes",
        software: "Search nodes",
        names: ["find", "look up"],
        processes: ["searchd"],
        speaksHttp: true,
        isWellKnown: false,
        purpose: "Finds things.",
        bind: "loopback",
        exposure: {
          reach: "network",
          because: "anybody could search",
          steps: ["bind", "firewall"],
          source: "https://example.org/security",
        },
        source: "https://example.org/",
        checked: "2026-11-21",
      },
    ]);
  });

  it.each([
    ["a number that is no port", 0, "70000", "ports: 70000 is neither a port nor a span"],
    ["a span that runs backwards", 0, "9877-9876", "neither a port nor a span"],
    ["an unknown transport", 1, "tcp quic", "transports: write tcp udp sctp dccp"],
    ["an unknown kind", 2, "rumour", "kind: rumour is none of standard, default"],
    ["an empty cell", 4, "", "role is empty"],
    ["names in capitals", 5, "Find", "names: write them in lower case"],
    ["a purpose without a full stop", 8, "Finds things", "a sentence with a full stop"],
    ["a long purpose", 8, `${"x".repeat(140)}.`, "141 characters, at most 140"],
    ["an exposure without a reason", 11, "-", "exposure, because and exposure source belong together"],
    ["an exposure without a source", 13, "-", "exposure, because and exposure source belong together"],
    ["an exposure without anything to do", 12, "-", "do is missing"],
    ["an unknown step", 12, "pray", "do: pray is none of bind, firewall"],
    ["a source that is not https", 14, "http://example.org/", "source: http://example.org/ is not an https address"],
    ["no source", 14, "-", "source: - is not an https address"],
    ["no date", 15, "today", "read: today is not a date"],
  ])("is refused with %s, by file and line, and says what is wrong", (_what, column, cell, problem) => {
    const [first, ...others] = problemsOf(ROW.with(column, cell));
    expect(first).toMatch(/^search\.tsv:3: /);
    expect(first).toContain(problem);
    expect(others).toEqual([]);
    const { name, text } = file(ROW.with(column, cell));
    const files = { ...softwareFiles, table: [{ name, text }] };
    expect(() => parseSoftware(files).rows.all()).toThrow(`data/software: ${first}`);
  });

  it("is refused with a column too few, and the file with other columns", () => {
    expect(problemsOf(ROW.slice(1))).toEqual(["search.tsv:3: expected 16 columns, not 15"]);
    const other = { ...softwareFiles, table: [{ name: "a.tsv", text: "ports\tsoftware\n" }] };
    expect(() => parseSoftware(other)).toThrow("data/software: a.tsv:1: expected the columns ports, transports");
  });
});

describe("the check of the table", () => {
  const main = ROW.with(4, "-").with(5, "-");
  const other = main.with(0, "9899").with(3, "Other");

  it("accepts rows in order", () => {
    expect(problemsOf(main, other.with(6, "-"))).toEqual([]);
  });

  it.each([
    ["rows out of order", [other.with(6, "-"), main], "sort by the first port"],
    ["a row given twice", [main, main], "Search is in search.tsv:3 too"],
    ["a product in two spellings", [main, other.with(3, "SEARCH")], "SEARCH is spelled Search elsewhere"],
    ["a process of two products", [main, other], "the process searchd belongs to Search"],
    [
      "a name of two products",
      [main.with(5, "seek"), other.with(5, "seek").with(6, "-")],
      "the name seek belongs to Search",
    ],
    [
      "a product without a main number",
      [main.with(4, "metrics"), main.with(4, "nodes").with(0, "9899")],
      "no row of Search is its main number",
    ],
    ["history without a year", [main.with(2, "history")], "history needs its year"],
    ["a product that its name doesn't find", [main.with(3, "---").with(4, "x")], "--- finds nothing first"],
  ])("finds %s", (_what, rows, problem) => {
    expect(problemsOf(...rows).join("\n")).toContain(problem);
  });
});

it("is refused with an unknown product in the lists beside it, and with lines that lack their source", () => {
  const files = {
    ...softwareFiles,
    table: [file(ROW.with(4, "-"))],
    wellKnown: "# a comment\nSerach\n",
    fullyListed: "Serach",
    programNames: `${NAMES_HEAD}searcher\tSerach\thttps://example.org/\n`,
  };
  const relatives = "service\tport\ttransports\twhat\tsource\nHTTP\t80\ttcp\tplain\tfrom memory\n";
  expect(checkSoftware({ ...files, relatives }, registry)).toEqual([
    "well-known.txt: no row has the product Serach",
    "fully-listed.txt: no row has the product Serach",
    "Relatives: line 2 is not readable: HTTP\t80\ttcp\tplain\tfrom memory",
    "program-names.tsv: no row has the product Serach",
  ]);
  const programNames = `${NAMES_HEAD}searcher\tSearch\tfrom memory\n`;
  expect(checkSoftware({ ...files, programNames }, registry)).toContain(
    "Program names: line 2 is not readable: searcher\tSearch\tfrom memory",
  );
});

describe("the committed table of software", () => {
  const { uses } = knowledge.software;

  it("has nothing wrong with it", () => {
    expect(checkSoftware(softwareFiles, registry)).toEqual([]);
  });

  it("covers what operators run", () => {
    const numbers = distinct(uses.filter((use) => !isPool(use)).flatMap(({ span }) => numbersIn(span)));
    expect(uses.length).toBeGreaterThanOrEqual(700);
    expect(numbers.length).toBeGreaterThanOrEqual(500);
    expect(uses.filter(({ kind }) => kind === "history").length).toBeGreaterThanOrEqual(40);
    const exposed = uses.filter(({ exposure }) => exposure !== null);
    expect(distinct(exposed.map(({ product }) => product)).length).toBeGreaterThanOrEqual(100);
  });
});
