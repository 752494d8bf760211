import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { registry } from "../../support/registry/committed.ts";
import { knownUses, services } from "./committed-index.ts";

const serviceNames = [...new Set([...registry.records].flatMap(({ serviceName }) => serviceName ?? []))];
const words = [...serviceNames, ...knownUses.flatMap(({ names, software }) => [...names, software])];

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom(...words),
  fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((some) => some.join(" ")),
  fc.constantFrom(...words).chain((word) => fc.nat(word.length).map((end) => word.slice(0, end))),
);

/** The fields of a match as a key. */
const keyOf = (match: ServiceMatch) =>
  [match.source, match.port, match.last, match.transport, match.serviceName, match.software, match.description].join();
const keyOfRecord = ({ span, transport, serviceName, description }: RegistryRecord) =>
  ["iana", span?.first, span?.last, transport, serviceName, null, description].join();
const keysOfUse = ({ span, transports, software, purpose }: KnownUse) =>
  transports.map((transport) => ["known-use", span.first, span.last, transport, null, software, purpose].join());
const sources = new Set([
  ...[...registry.records].filter(({ category }) => category === "assigned").map(keyOfRecord),
  ...knownUses.flatMap(keysOfUse),
]);

/** Checks invariants of the matches of any text. */
function expectSound(matches: readonly ServiceMatch[]): void {
  expect(matches.length).toBeLessThanOrEqual(25);
  expect(matches.map(keyOf).filter((key) => !sources.has(key))).toEqual([]);
  const identities = matches.map(({ port, last, transport, serviceName, software, description }) =>
    [port, last, transport, software, serviceName ?? description].join(),
  );
  expect(new Set(identities).size).toBe(identities.length);
  const ports = matches.map(({ port }) => port);
  const withPort = ports.filter((port) => port !== null);
  expect(ports.slice(0, withPort.length)).toEqual(withPort);
}

describe("any text", () => {
  it("gets consistent matches and at most five distinct suggestions, and never throws", () => {
    fc.assert(
      fc.property(text, (typed) => {
        expectSound(services.find(typed));
        expectSound(services.search(typed));
        const suggestions = services.suggest(typed);
        expect(suggestions.length).toBeLessThanOrEqual(5);
        expect(new Set(suggestions).size).toBe(suggestions.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "does not hit an object prototype: %s",
    (name) => {
      expectSound(services.find(name));
      expectSound(services.search(name));
      expect(() => services.suggest(name)).not.toThrow();
    },
  );
});

describe("every name", () => {
  const known = new Map<string, readonly ServiceMatch[]>();
  const findOnce = (name: string) => {
    const found = known.get(name) ?? services.find(name);
    known.set(name, found);
    return found;
  };

  it("of a service finds a row of it", () => {
    const lost = [...registry.records].flatMap(({ category, serviceName, aliasOf }) => {
      if (category !== "assigned" || serviceName === null) return [];
      const found = findOnce(serviceName);
      return found.some((match) => match.serviceName === (aliasOf ?? serviceName)) ? [] : [serviceName];
    });
    expect(lost).toEqual([]);
  });

  it("of a known use finds it", () => {
    const lost = knownUses.flatMap(({ names, software }) =>
      [...names, software].filter((name) => !services.find(name).some((match) => match.software === software)),
    );
    expect(lost).toEqual([]);
  });
});
