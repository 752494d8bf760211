import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { UNITS } from "../../support/pastes/hostile.ts";
import { testSize } from "../../support/test-size.ts";

describe("YAML", () => {
  it("is parsed with all its documents", () => {
    expect(parseStructured("a: 1\n---\nb: [x, true]\n", "yaml")).toEqual([{ a: 1 }, { b: ["x", true] }]);
  });

  it.each([
    ["a comma too much", '[{"port": 80},]', [[{ port: 80 }]]],
    ["dots for the rest", '[{"port": 80}, ...]', [[{ port: 80 }, "..."]]],
    ["an end that is cut off", '{"port": 80, "more": {"of": ', [{ port: 80, more: { of: null } }]],
  ])("takes JSON with %s", (_, text, values) => {
    expect(parseStructured(text, "yaml")).toEqual(values);
  });

  it("leaves out keys that aren't plain and aliases without an anchor", () => {
    expect(parseStructured("a: *x\n? [k]\n: 2\n", "yaml")).toEqual([{ a: null }]);
  });

  it("has the value of an anchor for its aliases, and the keys of merged objects", () => {
    expect(parseStructured("a: &x {k: 1, l: 2}\nb: *x\nc: {<<: [*x], l: 3}\n", "yaml")).toMatchObject([
      { a: { k: 1, l: 2 }, b: { k: 1, l: 2 }, c: { k: 1, l: 3 } },
    ]);
  });

  it("leaves out aliases that would stand for very many values", () => {
    const levels = Array.from("bcdefgh", (name, at) => `${name}: &${name} [${`*${"abcdefg"[at]}, `.repeat(10)}]`);
    const text = JSON.stringify(parseStructured(["a: &a 1", ...levels].join("\n"), "yaml"));
    expect(text.length).toBeLessThan(100_000);
  });
});

describe("XML", () => {
  it("is parsed to elements with their attributes", () => {
    expect(parseStructured('<a x="1"><b/>text</a>', "xml")).toEqual([
      { "#name": "a", "#children": [{ "#name": "b", "#children": [] }], x: "1" },
    ]);
  });

  it("is read as far as it goes", () => {
    const [root] = parseStructured('<a><b x="1"/><c', "xml");
    expect(root).toMatchObject({ "#name": "a", "#children": [{ "#name": "b", x: "1" }] });
  });
});

/** In characters. Quadratic work takes sixteen times as long at full size. */
const LONG = testSize({ full: 64_000, quick: 16_000 });

describe("any text", () => {
  it("is parsed without an error", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.constantFrom("yaml" as const, "xml" as const), (text, syntax) => {
        expect(parseStructured(text, syntax)).toBeInstanceOf(Array);
      }),
    );
  });

  it.each([...UNITS, "? ", "- ", "[", "{", "a: ", "&a ", "*a ", "!a ", "a:\n ", "- - ", "<a>", "<a ", "&lt;"])(
    "ends, made of %j",
    (unit) => {
      const text = unit.repeat(Math.ceil(LONG / unit.length));
      for (const syntax of ["yaml", "xml"] as const) expect(() => parseStructured(text, syntax)).not.toThrow();
    },
  );
});
