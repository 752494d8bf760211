import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruledPorts } from "#core/firewall/openings.ts";
import { isPort } from "#core/registry/port.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { FIREWALLS, ruleSetsIn } from "../../support/firewall.ts";

const PIECES = [
  "{ ",
  "}",
  "\n",
  "-A INPUT ",
  "-j ",
  "ACCEPT",
  "!",
  "0-99999",
  "tcp dport ",
  "port ",
  '"',
  "$a",
  "-1",
  "::/0",
  ",",
];

/** Rules with something removed, put in or doubled. */
const damaged = fc
  .tuple(
    fc.constantFrom(...FIREWALLS),
    fc.nat(1500),
    fc.nat(120),
    fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join("")),
      fc.string(),
    ),
  )
  .map(([{ text }, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

describe("damaged firewall rules", () => {
  it("are read without an error, and name valid ports", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { spans } = ruledPorts(ruleSetsIn(text), "tcp");
        expect(spans.every(({ ports }) => isPort(ports.first) && isPort(ports.last))).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("get a card", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        expect(answerTo(`explain\n${text}`).kind).toBe("explain");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a listing between rules", () => {
  it.each(FIREWALLS)("is read as without them: $name", ({ text }) => {
    const listing = "$ ss -tln\ntcp LISTEN 0 128 0.0.0.0:4321 0.0.0.0:*\ntcp LISTEN 0 128 [::1]:4322 [::]:*";
    const answer = answerTo(`explain\n${listing}\n$ show\n${text}`);
    const ports = answer.kind === "explain" ? answer.listeners.map(({ port }) => port) : [];
    expect(ports).toEqual([4321, 4322]);
  });
});
