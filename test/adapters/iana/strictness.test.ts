import { describe, expect, it } from "vitest";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { bytesOf, CSV_HEADER, csvOf, ianaErrorOf, xmlOf } from "./support.ts";

const GOOD = "good,1,tcp,Good,,,2020-01-01,,,,,";

function failureOf(text: string, date?: string) {
  return ianaErrorOf(() => readSource(bytesOf(text), date));
}

describe("a CSV in another layout is refused", () => {
  it.each([
    ["bad,2,tpc,Bad,,,,,,,,", '"tpc"'],
    ["bad,2 ,tcp,Bad,,,,,,,,", null],
    ["bad,0x16,tcp,Bad,,,,,,,,", '"0x16"'],
    ["bad,-2,tcp,Bad,,,,,,,,", '"-2"'],
    ["bad,70000,tcp,Bad,,,,,,,,", '"70000"'],
    ["bad,2 - 4,tcp,Bad,,,,,,,,", '"2 - 4"'],
    ["bad,9-4,tcp,Bad,,,,,,,,", '"9-4"'],
    ["bad,2,tcp,Bad,,,2020,,,,,", '"2020"'],
    ["bad,2,tcp,Bad,,,,2020-02-31,,,,", '"2020-02-31"'],
    ["bad,2,tcp,Bad,,,,2020-13,,,,", '"2020-13"'],
    ["bad,2,dccp,Bad,,,,,,SC:x,,", '"SC:x"'],
    [",,tcp,Nothing,,,,,,,,", "neither a service name nor a port number"],
    [",2,tcp,,,,,,,,,", "neither a service name nor a description"],
    ["bad,2,tcp,Bad", "4 columns instead of 12"],
    ["bad,2,tcp,Bad,,,,,,,,,extra", "13 columns instead of 12"],
  ])("%s", async (row, value) => {
    if (value === null) {
      expect(readSource(bytesOf(csvOf([GOOD, row]))).snapshot.records.at(1)?.span).toEqual({ first: 2, last: 2 });
      return;
    }
    const error = await failureOf(csvOf([GOOD, row]));
    expect(error.code).toBe("source-unknown-layout");
    expect(error.message).toContain("Record 2 ");
    expect(error.message).toContain(value);
  });

  it.each([CSV_HEADER.replace("Assignee", "Owner"), `${CSV_HEADER},More`, CSV_HEADER.replace(",Assignment Notes", "")])(
    "the header %s",
    async (header) => {
      const error = await failureOf(`${header}\r\n`);
      expect(error.code).toBe("source-unknown-layout");
      expect(error.message).toContain(header);
    },
  );

  it("a quote that never ends", async () => {
    const error = await failureOf(csvOf([GOOD, 'bad,2,tcp,"Bad']));
    expect(error.code).toBe("source-unreadable");
    expect(error.message).toContain("at record 2");
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe("an XML in another layout is refused", () => {
  const good = "<record><name>good</name><description>Good</description><number>1</number></record>";

  it.each([
    ["<record><name>bad</name><wire>tcp</wire></record>", "<wire>"],
    ["<record><name>bad</name><description>a <b>c</b></description></record>", "<b>"],
    ["<record><name>bad</name><name>worse</name></record>", "<name>"],
    ['<record colour="red"><name>bad</name></record>', 'colour="red"'],
    ['<record><name>bad</name><xref type="isbn" data="1"/></record>', '"isbn"'],
    ["<record>loose<name>bad</name></record>", '"loose"'],
    ["<record><name>bad</name><protocol>tpc</protocol></record>", '"tpc"'],
    ['<record date="2020-99"><name>bad</name></record>', '"2020-99"'],
  ])("%s", async (record, value) => {
    const error = await failureOf(xmlOf(good + record));
    expect(error.code).toBe("source-unknown-layout");
    expect(error.message).toContain("Record 2 ");
    expect(error.message).toContain(value);
  });

  it.each(["", "yesterday", "2026-08"])("the date <updated>%s</updated>", async (updated) => {
    expect((await failureOf(xmlOf(good, updated))).code).toBe("source-unknown-layout");
  });
});

describe("a file that is not a registry is refused", () => {
  it.each([
    ["an empty file", ""],
    ["prose", "this is not the file you wanted"],
    ["a web page", "<!DOCTYPE html><html><body>Sign in, please</body></html>"],
    ["another XML", '<registry xmlns="http://www.iana.org/assignments" id="media-types"></registry>'],
    ["a cut XML", xmlOf("").slice(0, -20)],
    [
      "an XML with entities of its own",
      `<!DOCTYPE registry [<!ENTITY x "y">]>${xmlOf("<record>&x;</record>").slice(38)}`,
    ],
  ])("%s", async (_, text) => {
    expect((await failureOf(text)).code).toBe("source-unreadable");
  });

  it("bytes that are not UTF-8", async () => {
    const error = await ianaErrorOf(() => readSource(Uint8Array.from([0x53, 0x2c, 0xff, 0x0a])));
    expect(error.code).toBe("source-unreadable");
  });
});

describe("the registry's date", () => {
  it("of a CSV is the newest full date of its rows, unless one is given", () => {
    const bytes = bytesOf(csvOf([GOOD, "a,2,tcp,A,,,2026-09,,,,,", "b,3,tcp,B,,,2020-01-01,2025-12-24,,,,"]));
    expect(readSource(bytes)).toMatchObject({
      dateOrigin: "newest date in its rows",
      snapshot: { source: { updated: "2025-12-24", records: 3 } },
    });
    expect(readSource(bytes, "2026-09-30")).toMatchObject({
      dateOrigin: "given by hand",
      snapshot: { source: { updated: "2026-09-30" } },
    });
  });

  it("is missing in a CSV without dates, and cannot contradict an XML's own", async () => {
    expect((await failureOf(csvOf(["a,2,tcp,A,,,,,,,,"]))).code).toBe("source-unknown-layout");
    expect((await failureOf(xmlOf(""), "2026-08-18")).message).toContain("2026-08-17");
    expect((await failureOf(csvOf([GOOD]), "2026-8-1")).message).toContain("2026-8-1");
  });
});
