import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruledPorts } from "#core/firewall/openings.ts";
import type { FirewallRule, RuleChain, RuleSet } from "#core/firewall/rule.ts";
import { ANY_RULE, BOTH_FAMILIES, flatRules, NO_RULES } from "#core/firewall/rule.ts";
import { keyOf } from "#core/firewall/verdict.ts";
import { verdictOn } from "#core/firewall/verdict-on.ts";
import { spanContains } from "#core/registry/port.ts";
import { ruleSetsIn } from "../../support/firewall.ts";

const rule = (change: Partial<FirewallRule>): FirewallRule => ({ ...ANY_RULE, transports: ["tcp"], ...change });
const on = (port: number) => [{ first: port, last: port }];
const DENY = { kind: "deny" } as const;
const only = (...names: readonly string[]) => ({ kind: "only", names }) as const;
const verdictOf = (rules: readonly FirewallRule[], port = 80) =>
  verdictOn(port, "tcp", [flatRules("pf", rules, "deny")]);

describe("the verdict on a port", () => {
  it("is the first rule's that matches", () => {
    const [allow, deny] = [rule({ ports: on(80) }), rule({ ports: on(80), action: DENY })];
    expect(verdictOf([allow, deny])).toEqual({ kind: "anywhere" });
    expect(verdictOf([deny, allow])).toEqual({ kind: "blocked" });
    expect(verdictOf([allow], 81)).toEqual({ kind: "blocked" });
  });

  it("names who is let in, unless a rule above refuses them", () => {
    const allow = rule({ peers: only("10.1.0.0/16", "192.0.2.7") });
    const who = (...names: readonly string[]) => ({ kind: "some", who: names.map((from) => ({ from, via: null })) });
    expect(verdictOf([allow])).toEqual(who("10.1.0.0/16", "192.0.2.7"));
    expect(verdictOf([rule({ peers: only("10.0.0.0/8"), action: DENY }), allow])).toEqual(who("192.0.2.7"));
    expect(verdictOf([rule({ peers: { kind: "except", names: ["10.9.0.0/16"] }, action: DENY }), rule({})])).toEqual(
      who("10.9.0.0/16"),
    );
  });

  it("is open to anywhere although a few are refused", () => {
    expect(verdictOf([rule({ peers: only("203.0.113.9"), action: DENY }), rule({})])).toEqual({ kind: "anywhere" });
  });

  it("isn't known below a jump to a chain that isn't in the text, or a condition that it doesn't decide", () => {
    const jump = rule({ action: { kind: "jump", chain: "elsewhere", returns: true } });
    expect(verdictOf([jump, rule({})])).toEqual({ kind: "unknown" });
    expect(verdictOf([jump])).toEqual({ kind: "unknown" });
    expect(verdictOf([rule({ condition: "other" })])).toEqual({ kind: "unknown" });
    expect(verdictOf([rule({ condition: "other", action: DENY }), rule({})])).toEqual({ kind: "unknown" });
    expect(verdictOf([rule({ condition: "other" }), rule({})])).toEqual({ kind: "anywhere" });
  });

  it("says through which interface, where only some are open", () => {
    expect(verdictOf([rule({ via: "eth1" })])).toEqual({ kind: "some", who: [{ from: null, via: "eth1" }] });
    expect(verdictOf([rule({ via: "eth0", action: DENY }), rule({})])).toEqual({
      kind: "some",
      who: [{ from: null, via: "!eth0" }],
    });
  });

  it("needs every firewall of a host, but one group of a cloud", () => {
    const [open, closed] = [rule({}), rule({ action: DENY })];
    const both = (notation: "iptables" | "aws") =>
      verdictOn(80, "tcp", [flatRules(notation, [open], "deny"), flatRules(notation, [closed], "deny")]);
    expect(both("iptables")).toEqual({ kind: "blocked" });
    expect(both("aws")).toEqual({ kind: "anywhere" });
  });

  it("takes a bounded time for chains that jump to each other", () => {
    const jump = (chain: string) => rule({ action: { kind: "jump", chain, returns: true } });
    const chains = new Map<string, RuleChain>(
      Array.from({ length: 30 }, (_, at) => [
        `c${at}`,
        { rules: Array.from({ length: 30 }, () => jump(`c${(at + 1) % 30}`)), otherwise: at === 0 ? "deny" : "return" },
      ]),
    );
    const set: RuleSet = {
      notation: "iptables",
      name: null,
      chains,
      entries: ["c0"],
      families: BOTH_FAMILIES,
      counts: NO_RULES,
    };
    expect(verdictOn(80, "tcp", [set])).toEqual({ kind: "unknown" });
  });
});

const spans = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(12))
  .map(([first, length]) => ({ first, last: first + length }));
const rules = fc.array(
  fc.record({
    ports: fc.option(fc.array(spans, { minLength: 1, maxLength: 3 })),
    action: fc.constantFrom({ kind: "allow" } as const, DENY),
    peers: fc.constantFrom(ANY_RULE.peers, only("10.0.0.0/8"), only("10.1.2.3")),
    via: fc.constantFrom(null, null, "eth0", "!eth0"),
  }),
  { maxLength: 12 },
);

describe("the ports that rules name", () => {
  it("have the verdicts of each of them, and the others the rest's", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom("allow", "deny", "unknown" as const), (given, otherwise) => {
        const sets = [flatRules("pf", given.map(rule), otherwise)];
        const { spans: found, rest } = ruledPorts(sets, "tcp");
        for (let port = 1; port < 80; port++) {
          const span = found.find(({ ports }) => spanContains(ports, port));
          expect(keyOf(span?.verdict ?? rest)).toBe(keyOf(verdictOn(port, "tcp", sets)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a port is let in by a whole text only", () => {
  it("where established connections, loopback, ICMP and outbound rules aren't it", () => {
    const sets = ruleSetsIn(
      [
        "*filter",
        ":INPUT DROP [0:0]",
        "-A INPUT -i lo -j ACCEPT",
        "-A INPUT -s 127.0.0.0/8 -j ACCEPT",
        "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT",
        "-A INPUT -p icmp -j ACCEPT",
        "-A INPUT -p tcp ! --syn -j ACCEPT",
        "-A INPUT -d 224.0.0.251 -p udp --dport 5353 -j ACCEPT",
        "-A OUTPUT -p tcp --dport 443 -j ACCEPT",
        "-A FORWARD -p tcp --dport 80 -j ACCEPT",
        "COMMIT",
      ].join("\n"),
    );
    for (const port of [22, 80, 443, 5353]) {
      expect([verdictOn(port, "tcp", sets), verdictOn(port, "udp", sets)]).toEqual([
        { kind: "blocked" },
        { kind: "blocked" },
      ]);
    }
  });
});
