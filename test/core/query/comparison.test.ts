import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Manner } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isVerb } from "#core/query/parse-item.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { ComparedQuery, CompareQuery } from "#core/query/query.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { TRANSPORTS } from "#core/registry/port.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const read = (text: string, manner: Manner) => {
  const { query } = readQuestion(
    { text, manner },
    { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has },
  );
  return query.kind === "invalid" ? "invalid" : formatQuery(query);
};

describe("a comparison", () => {
  it.each([
    ["80 vs 443", "80 vs 443"],
    ["port 80 versus port 443?", "80 vs 443"],
    ["465 or 587", "465 vs 587"],
    ["53 tcp vs udp", "53/tcp vs 53/udp"],
    ["tcp vs udp 53", "53/tcp vs 53/udp"],
    ["53/tcp vs 53/udp", "53/tcp vs 53/udp"],
    ["mysql vs postgres", "mysql vs postgres"],
    ["imap vs pop3 ports", "imap vs pop3"],
    ["8080 vs nothing-has-this", "8080 vs nothing-has-this"],
  ])("is read from the command %j", (text, canonical) => {
    expect(read(text, "command")).toBe(canonical);
  });

  it.each([
    ["what's the difference between 2379 and 2380?", "2379 vs 2380"],
    ["should I use 465 or 587 for submission?", "465 vs 587"],
    ["how does 389 differ from 636", "389 vs 636"],
    ["difference between ldap and ldaps", "ldap vs ldaps"],
    ["tcp vs udp on port 53, what's the difference?", "53/tcp vs 53/udp"],
    ["Unterschied zwischen 80 und 443?", "80 vs 443"],
  ])("is found in the message %j", (text, canonical) => {
    expect(read(text, "mention")).toBe(canonical);
  });

  it.each([
    ["is anything listening on 80 or 443?", "80 443"],
    ["80 and 443", "80 443"],
    ["compare 80, 443 and 8080", "80 443 8080"],
  ])("isn't found in %j", (text, canonical) => {
    expect(read(text, "mention")).toBe(canonical);
  });

  const compared: fc.Arbitrary<ComparedQuery> = fc.oneof(
    fc.record({
      kind: fc.constant("port"),
      port: fc.integer({ min: 0, max: 65_535 }),
      transport: fc.constantFrom(null, ...TRANSPORTS),
    }),
    fc
      .stringMatching(/^[a-z][a-z0-9 ._+*/&'#-]{0,13}[a-z0-9]$/)
      .map((text) => parseQuery(text))
      .filter((query) => query.kind === "service")
      // Beside another name, a name with a number of its own is a sentence: `ssh 22 please`.
      .filter(({ name }) => !/ /.test(name) || !/\d/.test(name))
      // At the start of a text they are other queries: `set`, `book`.
      .filter(({ name }) => !isVerb(name)),
  );

  it("round-trips through its canonical text", () => {
    fc.assert(
      fc.property(compared, compared, (one, other) => {
        const query: CompareQuery = { kind: "compare", items: [one, other] };
        expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 2000 },
    );
  });
});
