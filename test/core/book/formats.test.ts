import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import * as formats from "#core/book/formats.ts";
import { BOOK_FORMATS } from "#core/query/query.ts";
import { finish } from "#core/steps.ts";

const readBookText = (text: string) => finish(formats.readBookText(text));
const writeBookText = (...args: Parameters<typeof formats.writeBookText>) => finish(formats.writeBookText(...args));

const claim = (span: Claim["span"], rest: Partial<Claim> = {}): Claim => ({
  id: "1",
  span,
  transport: null,
  name: "billing-api",
  description: "",
  owner: "",
  by: null,
  at: 0,
  ...rest,
});

const wantedOf = ({ span, transport, name, description, owner }: Claim): ClaimRequest => ({
  span,
  transport,
  name,
  description,
  owner,
});

const BOOK = [
  claim({ first: 8867, last: 8867 }, { description: "Billing API, v2; “fast” (@home)", owner: "payments sre" }),
  claim({ first: 8900, last: 8903 }, { name: "workers", transport: "udp" }),
  claim({ first: 9000, last: 9000 }, { name: "odd", description: "=SUM(A1) # not a comment" }),
];

describe("a port book as text", () => {
  it("has a line for each number and transport in a services file", () => {
    expect(writeBookText([BOOK[1] ?? claim({ first: 1, last: 1 })], "services")).toBe(
      "workers\t8900/udp\nworkers\t8901/udp\nworkers\t8902/udp\nworkers\t8903/udp\n",
    );
    expect(writeBookText([claim({ first: 8867, last: 8867 }, { owner: "payments" })], "services")).toBe(
      "billing-api\t8867/tcp\t# (@payments)\nbilling-api\t8867/udp\t# (@payments)\n",
    );
  });

  it("has a line for each claim in a services file of Wireshark's", () => {
    expect(writeBookText([BOOK[1] ?? claim({ first: 1, last: 1 })], "wireshark")).toBe("workers\t8900-8903/udp\n");
    expect(writeBookText([claim({ first: 22, last: 22 })], "wireshark")).toBe("billing-api\t22/tcp/udp\n");
  });

  it("has no cell that a spreadsheet would run as a formula", () => {
    expect(writeBookText(BOOK, "csv")).toContain(",odd,'=SUM(A1) # not a comment,");
  });

  it.each(BOOK_FORMATS)("is read back from %s", (format) => {
    expect(readBookText(writeBookText(BOOK, format))).toMatchObject({ wanted: BOOK.map(wantedOf), wrong: [] });
  });

  it.each(["csv", "json"] as const)("with any claims is read back from %s", (format) => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).map((each) => each.replace(/["\s]+/g, " ").trim());
    const claims = fc.array(
      fc
        .record({
          first: fc.integer({ min: 0, max: 65_000 }),
          more: fc.integer({ min: 0, max: 255 }),
          description: text,
        })
        .map(({ first, more, description }) => claim({ first, last: first + more }, { description })),
    );
    fc.assert(
      fc.property(claims, (book) => {
        // A leading apostrophe before a formula sign is removed when reading.
        const kept = book.filter(({ description }) => !/^'[=+\-@]/.test(description));
        expect(readBookText(writeBookText(kept, format)).wanted).toEqual(kept.map(wantedOf));
      }),
    );
  });

  it("may have semicolons, other titles and columns in another order", () => {
    const text = "Team;Service;Port Number;Protocol\r\n@payments;billing-api;8867;TCP\r\n";
    expect(readBookText(text)).toEqual({
      format: "csv",
      wanted: [
        {
          span: { first: 8867, last: 8867 },
          transport: "tcp",
          name: "billing-api",
          description: "",
          owner: "payments",
        },
      ],
      wrong: [],
    });
  });

  it("may be a system's own services file", () => {
    const text = "# Network services\n\nssh\t\t22/tcp\t\t\t# SSH Remote Login\ndomain 53/tcp\ndomain 53/udp\n";
    expect(readBookText(text).wanted).toEqual([
      { span: { first: 22, last: 22 }, transport: "tcp", name: "ssh", description: "SSH Remote Login", owner: "" },
      { span: { first: 53, last: 53 }, transport: null, name: "domain", description: "", owner: "" },
    ]);
  });

  it.each([
    "name,port\nbilling,8867",
    "service;port\nbilling;8867",
    "number,name\n8867,billing",
    '"Port","Name"\n8867,billing',
  ])("may have the columns of %j", (text) => {
    expect(readBookText(text)).toMatchObject({ format: "csv", wanted: [{ name: "billing" }], wrong: [] });
  });

  it("may name owners with an @ or without", () => {
    expect(readBookText("port,name,owner\n8867,billing,@payments @sre").wanted[0]?.owner).toBe("payments sre");
  });

  it("nested too deeply is reported as an error of that entry", () => {
    expect(readBookText("[".repeat(10_000) + "]".repeat(10_000)).wrong).toHaveLength(1);
  });

  it("may be in a code fence", () => {
    expect(readBookText("```\nport,name\n8867,billing-api\n```").wanted).toHaveLength(1);
  });

  it("reports lines that cannot be parsed", () => {
    expect(readBookText("port,name\n8867,billing-api\n99999,x\n8868,two words").wrong).toEqual([
      { line: 3, text: "99999, x" },
      { line: 4, text: "8868, two words" },
    ]);
    expect(readBookText('[{"port":8867,"name":"x"},{"port":"x"},7]').wrong.map(({ line }) => line)).toEqual([2, 3]);
    expect(readBookText("what is this\nssh 22/tcp").wrong).toEqual([{ line: 1, text: "what is this" }]);
    expect(readBookText("{broken").wrong).toHaveLength(1);
  });

  it("may be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const { wanted } = readBookText(text);
        expect(wanted.every(({ span }) => span.first <= span.last)).toBe(true);
      }),
    );
  });
});
