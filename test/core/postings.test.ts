import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinLines, postingsBuilder } from "#core/postings.ts";
import { stepwise } from "#core/steps.ts";

const text = fc.oneof(fc.constantFrom("", "a", "ab", "abc", "b", "ba", "ü"), fc.stringMatching(/^[a-c]{0,5}$/));
const pairs = fc.array(fc.tuple(text, fc.nat(1000)), { maxLength: 200 });

describe("postings", () => {
  it("have the numbers of each text in the order in which they were added", () => {
    fc.assert(
      fc.property(pairs, text, (added, asked) => {
        const builder = postingsBuilder();
        for (const [each, number] of added) builder.add(each, number);
        const postings = stepwise(() => builder.build()).get();
        const texts = [...new Set(added.map(([each]) => each))].sort();
        const numbersOf = (of: string) => added.filter(([each]) => each === of).map(([, number]) => number);
        expect(texts.map((_, place) => postings.text(place))).toEqual(texts);
        expect(postings.size).toBe(texts.length);
        expect(texts.map((each) => [...postings.of(each)])).toEqual(texts.map(numbersOf));
        expect([...postings.of(asked)]).toEqual(numbersOf(asked));
        const [from, to] = postings.beginningWith(asked);
        expect(texts.slice(from, to)).toEqual(texts.filter((each) => each.startsWith(asked)));
      }),
    );
  });
});

describe("joined lines", () => {
  it("give each line back, and the line of every place in the text", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), (lines) => {
        const joined = joinLines(lines);
        expect(lines.map((_, at) => joined.line(at))).toEqual(lines);
        expect(lines.map((_, at) => joined.lengthOf(at))).toEqual(lines.map(({ length }) => length));
        for (const [at, { length }] of lines.entries()) {
          for (let place = 0; place < length; place++) expect(joined.lineAt(joined.startOf(at) + place)).toBe(at);
        }
      }),
    );
  });
});
