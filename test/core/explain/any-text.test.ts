import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_LISTENERS, MAX_PASTE, MAX_UNREAD } from "#core/explain/listener.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { isPort } from "#core/registry/port.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { PIECES, UNITS } from "../../support/pastes/hostile.ts";
import { sized } from "../../support/size.ts";

const pasted = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));
/** A real paste in which something was cut out, doubled or put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...PASTES),
    fc.nat(3000),
    fc.nat(200),
    fc.oneof(pasted, fc.string({ unit: "binary", maxLength: 20 })),
  )
  .map(([{ text }, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

describe("ranges of all ports, over and over", () => {
  it("cost no more than there is room for", () => {
    const { listeners, listenersLeftOut } = readListeners("web 0.0.0.0:1-65535->1-65535/tcp\n".repeat(30_000));
    expect(listeners.length).toBe(MAX_LISTENERS);
    expect(listenersLeftOut).toBe(30_000 * 65_535 - MAX_LISTENERS);
  });
});

describe("any text", () => {
  it("is read without an error, and what is found is in bounds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), pasted, damaged), (text) => {
        const { listeners, notUnderstood, notUnderstoodCount } = readListeners(text, () => 22);
        expect(listeners.every(({ port }) => isPort(port))).toBe(true);
        expect(listeners.length).toBeLessThanOrEqual(MAX_LISTENERS);
        expect(notUnderstood.length).toBe(Math.min(MAX_UNREAD, notUnderstoodCount));
      }),
      { numRuns: 3000 },
    );
  });

  it("gets a card, however it is damaged", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        expect(answerTo(`explain\n${text}`).kind).toBe("explain");
      }),
      { numRuns: 500 },
    );
  });

  it("names no port that is not in it", () => {
    fc.assert(
      fc.property(fc.oneof(pasted, damaged), (text) => {
        const { listeners } = readListeners(text);
        for (const { port, target, service } of listeners) {
          // A range names its ports by its ends; /proc writes them in hexadecimal; broken lines are joined.
          const isRange = service !== null || target !== null;
          const plain = text.replace(/[^!-=?-~]|\[\d*m|&gt;/g, "");
          const hex = port.toString(16).toUpperCase().padStart(4, "0");
          expect(isRange || plain.includes(`${port}`) || plain.includes(hex)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is read to its first megabyte", () => {
    const row = "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n";
    const answer = readListeners("x\n".repeat(MAX_PASTE / 2) + row);
    expect([answer.isCut, answer.listeners.length]).toEqual([true, 0]);
    expect(readListeners(row).isCut).toBe(false);
  });
});

const SIZE = sized({ full: 20_000, quick: 2000 });
/** A pattern whose work grows with the square of this takes some 10¹¹ steps, and the test ends before it does. */
const LONGEST = sized({ full: MAX_PASTE, quick: MAX_PASTE / 4 });

describe.each(UNITS)("hostile text made of %j", (unit) => {
  const repeated = (text: string, size: number) => text.repeat(Math.ceil(size / text.length)).slice(0, size);

  it("is read alone, however long", () => {
    const { isCut, notUnderstood } = readListeners(repeated(unit, LONGEST), () => 22);
    expect(isCut).toBe(false);
    expect(notUnderstood.length).toBeLessThanOrEqual(MAX_UNREAD);
  }, 20_000);

  it("is read together with any other", () => {
    for (const other of UNITS) {
      const { notUnderstood } = readListeners(repeated(unit + other, SIZE), () => 22);
      expect(notUnderstood.length).toBeLessThanOrEqual(MAX_UNREAD);
    }
  });
});
