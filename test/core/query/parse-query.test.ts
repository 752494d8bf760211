import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAsciiDigits } from "#core/query/digits.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { Query } from "#core/query/query.ts";
import { TRANSPORTS } from "#core/registry/port.ts";

const port = (number: number, transport: string | null = null) => ({ kind: "port", port: number, transport });

describe("parseQuery", () => {
  it.each([
    ["867", port(867)],
    [" 867 ", port(867)],
    [":867", port(867)],
    ["port 867", port(867)],
    ["867?", port(867)],
    ["00867", port(867)],
    ["867/udp", port(867, "udp")],
    ["867 UDP", port(867, "udp")],
    ["udp 867", port(867, "udp")],
    ["udp port 867", port(867, "udp")],
    ["tcp/867", port(867, "tcp")],
    ["tcp:867", port(867, "tcp")],
    ["0", port(0)],
    ["65535", port(65_535)],
    ["８０", port(80)],
    ["８０／ｔｃｐ", port(80, "tcp")],
    ["۸۶۷", port(867)],
    ["८६७", port(867)],
    ["", { kind: "help" }],
    ["  ", { kind: "help" }],
    ["HELP", { kind: "help" }],
  ])("reads %j", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it.each([
    ["65536", "above-65535", "6553"],
    ["70000", "above-65535", "7000"],
    ["99999999999999999999999", "above-65535", "9999"],
    ["-1", "below-0", "1"],
    ["1e3", "not-decimal", "1000"],
    ["0x50", "not-decimal", "80"],
    ["80.5", "not-whole", "80"],
    ["867; rm -rf /", "more-than-a-port", "867"],
    ["<!channel>", "not-understood", "867"],
    ["x".repeat(201), "too-long", "867"],
  ])("says what is wrong with %j", (text, reason, suggestion) => {
    expect(parseQuery(text)).toMatchObject({ kind: "invalid", reason, suggestion });
  });

  it("echoes only the beginning of a long text", () => {
    const answer = parseQuery("🙂".repeat(5000));
    expect(answer).toMatchObject({ kind: "invalid", reason: "too-long" });
    expect(answer.kind === "invalid" && answer.input.length).toBeLessThan(50);
  });

  it("gives every query back from its canonical text", () => {
    const query: fc.Arbitrary<Query> = fc.oneof(
      fc.record({
        kind: fc.constant("port" as const),
        port: fc.integer({ min: 0, max: 65_535 }),
        transport: fc.constantFrom(null, ...TRANSPORTS),
      }),
      fc.constant({ kind: "help" as const }),
    );
    fc.assert(
      fc.property(query, (each) => {
        expect(parseQuery(formatQuery(each))).toEqual(each);
      }),
    );
  });

  it("takes any text, and what it suggests is always a query", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.stringMatching(/^[-+.:/ 0-9a-fx]*$/)),
        (text) => {
          const parsed = parseQuery(text);
          if (parsed.kind === "invalid") expect(parseQuery(parsed.suggestion).kind).toBe("port");
        },
      ),
    );
  });
});

describe("toAsciiDigits", () => {
  it("reads the ten digits of every script in Unicode", () => {
    const digits = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    // Each script has exactly ten, in order, so the sequence repeats from 0 to 9.
    expect(digits.map(toAsciiDigits).join("")).toBe("0123456789".repeat(digits.length / 10));
  });
});
