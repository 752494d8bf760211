import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { MAX_LISTENERS, MAX_PASTE, MAX_UNREAD } from "#core/explain/listener.ts";
import { readListeners as readWith } from "#core/explain/read-listeners.ts";
import { isPort } from "#core/registry/port.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { PIECES, UNITS } from "../../support/pastes/hostile.ts";
import { testSize } from "../../support/test-size.ts";

const readListeners = (text: string, portByName?: PortByName) => readWith(text, portByName, parseStructured);
const pasted = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));
/** A real paste with something removed, duplicated or inserted. */
const damaged = fc
  .tuple(
    fc.constantFrom(...PASTES),
    fc.nat(3000),
    fc.nat(200),
    fc.oneof(pasted, fc.string({ unit: "binary", maxLength: 20 })),
  )
  .map(([{ text }, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

describe("repeated ranges of all ports", () => {
  it("cost no more than the limit", () => {
    const { listeners, listenersLeftOut } = readListeners("web 0.0.0.0:1-65535->1-65535/tcp\n".repeat(30_000));
    expect(listeners.length).toBe(MAX_LISTENERS);
    expect(listenersLeftOut).toBe(30_000 * 65_535 - MAX_LISTENERS);
  });
});

describe("any text", () => {
  it("is read without an error, within all limits", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), pasted, damaged), (text) => {
        const { listeners, notUnderstood, notUnderstoodCount } = readListeners(text, () => 22);
        expect(listeners.filter(({ port }) => !isPort(port))).toEqual([]);
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

  it("yields only ports that are in it", () => {
    fc.assert(
      fc.property(fc.oneof(pasted, damaged), (text) => {
        const { listeners } = readListeners(text);
        const plain = text.replace(/[^!-=?-~]|\[\d*m|&gt;/g, "");
        const invented = listeners.filter(({ port, target, service }) => {
          // Ranges only name their ends, /proc uses hexadecimal, and wrapped lines are joined.
          const isRange = service !== null || target !== null;
          const hex = port.toString(16).toUpperCase().padStart(4, "0");
          return !(isRange || plain.includes(`${port}`) || plain.includes(hex));
        });
        expect(invented).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is read up to one megabyte", () => {
    const row = "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n";
    const answer = readListeners("x\n".repeat(MAX_PASTE / 2) + row);
    expect([answer.isCut, answer.listeners.length]).toEqual([true, 0]);
    expect(readListeners(row).isCut).toBe(false);
  });
});

const SIZE = testSize({ full: 2000, quick: 100 });
/** Quadratic work at this length would take some 10¹¹ steps and time the test out. */
const LONGEST = testSize({ full: MAX_PASTE, quick: MAX_PASTE / 32 });
const OTHERS = UNITS.filter((_, at) => at % testSize({ full: 1, quick: 8 }) === 0);

describe.each(UNITS)("hostile text made of %j", (unit) => {
  const repeated = (text: string, size: number) => text.repeat(Math.ceil(size / text.length)).slice(0, size);

  it("is read in linear time alone", () => {
    const { isCut, notUnderstood } = readListeners(repeated(unit, LONGEST), () => 22);
    expect(isCut).toBe(false);
    expect(notUnderstood.length).toBeLessThanOrEqual(MAX_UNREAD);
  });

  it(`is read in linear time with any of ${OTHERS.length} others`, () => {
    const unread = OTHERS.map((other) => readListeners(repeated(unit + other, SIZE), () => 22).notUnderstood.length);
    expect(Math.max(...unread)).toBeLessThanOrEqual(MAX_UNREAD);
  });
});
