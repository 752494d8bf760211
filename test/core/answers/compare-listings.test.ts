import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComparedListener } from "#core/answers/compare-listings.ts";
import { compareListings } from "#core/answers/compare-listings.ts";
import { familiesOf, scopeOf } from "#core/explain/endpoint.ts";

type Listener = ComparedListener & { readonly pid: number | null };

const listener: fc.Arbitrary<Listener> = fc
  .record({
    host: fc.constantFrom(null, "web1", "web2"),
    port: fc.constantFrom(22, 80, 443, 5432, 8080, 40_000),
    transport: fc.constantFrom("tcp" as const, "udp" as const, null),
    address: fc.constantFrom(null, "0.0.0.0", "*", "::", "127.0.0.1", "10.0.0.5"),
    process: fc.constantFrom(null, "sshd", "nginx", "java", "docker-proxy", "systemd", "systemd-resolve", "systemd-r"),
    pid: fc.option(fc.nat(9)),
    service: fc.constantFrom(null, null, "web"),
    target: fc.constantFrom(null, null, 8000),
    isEphemeral: fc.boolean(),
  })
  .map((each) => ({ ...each, scope: scopeOf(each.address), families: familiesOf(each.address) }));
const listing = fc.array(listener, { maxLength: 12 });

const withoutOrder = (listeners: readonly Listener[]) => listeners.map((each) => JSON.stringify(each)).sort();
const reversed = { port: "port", address: "address", program: "program" } as const;

describe("any two listings", () => {
  it("are the same if one is the other in another order, with other process ids", () => {
    fc.assert(
      fc.property(listing, fc.nat(), (before, seed) => {
        const after = before.map((each, at) => ({ ...each, pid: at + seed })).reverse();
        const { added, gone, moved, notCompared } = compareListings(before, after);
        expect([...added, ...gone, ...moved, ...notCompared]).toEqual([]);
      }),
    );
  });

  it("swapped, have gone what was added, and moved back what moved", () => {
    fc.assert(
      fc.property(listing, listing, fc.boolean(), (before, after, isSameCommand) => {
        const there = compareListings(before, after, isSameCommand);
        const back = compareListings(after, before, isSameCommand);
        expect(withoutOrder(back.gone)).toEqual(withoutOrder(there.added));
        expect(withoutOrder(back.added)).toEqual(withoutOrder(there.gone));
        const moves = back.moved.map(({ kind, before: from, after: to }) => [reversed[kind], to, from]);
        expect(moves.map((each) => JSON.stringify(each)).sort()).toEqual(
          there.moved.map(({ kind, before: from, after: to }) => JSON.stringify([kind, from, to])).sort(),
        );
      }),
    );
  });

  it("never differ by an ephemeral socket", () => {
    fc.assert(
      fc.property(listing, listing, (before, after) => {
        const { added, gone, moved } = compareListings(before, after, true);
        const changed = [...added, ...gone, ...moved.flatMap((each) => [each.before, each.after])];
        expect(changed.filter(({ isEphemeral }) => isEphemeral)).toEqual([]);
      }),
    );
  });

  it("have every other listener in one place of the result", () => {
    fc.assert(
      fc.property(listing, listing, (before, after) => {
        const { added, gone, moved, unchanged, notCompared } = compareListings(before, after);
        const found = [
          ...added,
          ...gone,
          ...notCompared,
          ...unchanged,
          ...moved.flatMap((each) => [each.before, each.after]),
        ];
        expect(new Set(found).size).toBe(found.length);
        const lasting = after.filter(({ isEphemeral }) => !isEphemeral);
        for (const each of lasting) expect(found).toContain(each);
      }),
    );
  });
});

function tcp(port: number, process: string | null, address = "0.0.0.0"): ComparedListener {
  const where = { address, scope: scopeOf(address), families: familiesOf(address) };
  return { host: null, port, transport: "tcp", ...where, process, service: null, target: null, isEphemeral: false };
}
const kinds = (before: readonly ComparedListener[], after: readonly ComparedListener[]) => {
  const { added, gone, moved } = compareListings(before, after);
  return [...moved.map(({ kind }) => kind), ...added.map(() => "added"), ...gone.map(() => "gone")];
};

describe("what has moved", () => {
  it.each([
    ["a program on another port", [tcp(3000, "grafana")], [tcp(3001, "grafana")], ["port"]],
    ["a program on another address", [tcp(6379, "redis", "127.0.0.1")], [tcp(6379, "redis")], ["address"]],
    ["another program on the same port", [tcp(80, "nginx")], [tcp(80, "apache2")], ["program"]],
    [
      "a program on one more address",
      [tcp(53, "named", "127.0.0.1")],
      [tcp(53, "named", "127.0.0.1"), tcp(53, "named")],
      ["added"],
    ],
    ["a program on another port, of several", [tcp(1, "x"), tcp(2, "x")], [tcp(3, "x")], ["added", "gone", "gone"]],
    ["a process that runs all kinds of programs", [tcp(8080, "java")], [tcp(9090, "java")], ["added", "gone"]],
    ["a process that publishes for others", [tcp(80, "docker-proxy")], [tcp(81, "docker-proxy")], ["added", "gone"]],
    ["a program that isn't shown once", [tcp(80, null)], [tcp(80, "nginx")], []],
    ["a name that one listing cuts off", [tcp(53, "systemd-r")], [tcp(53, "systemd-resolve")], []],
    ["a socket that systemd holds until somebody connects", [tcp(22, "systemd")], [tcp(22, "sshd")], []],
  ])("%s", (_, before, after, changes) => {
    expect(kinds(before, after)).toEqual(changes);
  });

  it("isn't known for a transport that only one of two commands shows", () => {
    const udp = { ...tcp(53, "named"), transport: "udp" } as const;
    expect(compareListings([tcp(53, "named")], [tcp(53, "named"), udp]).notCompared).toEqual([udp]);
    expect(compareListings([tcp(53, "named")], [tcp(53, "named"), udp], true).added).toEqual([udp]);
  });
});
