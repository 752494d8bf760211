import { describe, expect, it } from "vitest";
import { describeChanges } from "../../../adapters/iana/changes.ts";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { bytesOf, csvOf } from "./support.ts";

function changes(before: readonly string[], now: readonly string[]): string[] {
  const [old, next] = [before, now].map((rows) => readSource(bytesOf(csvOf(rows)), "2026-08-17").snapshot);
  if (old === undefined || next === undefined) throw new Error("two registries were read");
  return describeChanges(old, next);
}

const DOMAIN_S = "domain-s,853,udp,DNS over DTLS,,,,,[RFC7858],,,";

describe("the description of changes", () => {
  it("says that nothing changed, in any order of the rows", () => {
    const rows = [DOMAIN_S, ",854,,Unassigned,,,,,,,,"];
    expect(changes(rows, rows.toReversed())).toEqual(["No record changed."]);
  });

  it("lists new, removed and changed assignments", () => {
    const before = [DOMAIN_S, "old,2000,tcp,Old Service,,,,,,,,", "only-a-name,,udp,,,,,,,,,"];
    const now = [
      DOMAIN_S.replace("[RFC7858]", "[RFC7858][RFC8094]").replace(",,,,,[", ",,,,2022-04-01,["),
      "foo,3005,tcp,Foo Service,,,,,,,,",
      ",75,tcp,any private dial out service,,,,,,,,",
      "another,,,Another Name,,,,,,,,",
    ];
    expect(changes(before, now)).toEqual([
      "New assignments (3):",
      "+ 3005 tcp: assigned to foo (Foo Service)",
      "+ 75 tcp: in use without a service name (any private dial out service)",
      "+ no port: registered as another (Another Name)",
      "Removed assignments (2):",
      "- 2000 tcp: no longer assigned to old (Old Service)",
      "- no port udp: no longer registered as only-a-name",
      "Changed assignments (1):",
      "~ 853 udp: domain-s, references now RFC7858, RFC8094; modified now 2022-04-01",
    ]);
  });

  it("says whose an assignment is now, and what IANA notes on it", () => {
    const before = ["foo,3005,tcp,Foo,[Ada_Placeholder],[Ada_Placeholder],,,,,,"];
    const now = ["foo,3005,tcp,Foo,[Foo_Inc.],[Ben_Placeholder],,,,,,Formerly was Bar"];
    expect(changes(before, now)).toEqual([
      "Changed assignments (1):",
      '~ 3005 tcp: foo, assignees now Foo Inc.; contacts now Ben Placeholder; note now "Formerly was Bar"',
    ]);
  });

  it("lists other rows separately", () => {
    const before = [",863-872,,Unassigned,,,,,,,,", ",2,tcp,Unassigned,,,,,,,,"];
    const now = [
      ",863-871,,Unassigned,,,,,,,,",
      ",2,tcp,Reserved,,,,2025-02-13,,,,",
      ",9006,,De-Commissioned Port,,,,,,,,",
    ];
    expect(changes(before, now)).toEqual([
      "New other rows (unassigned, reserved, withdrawn) (2):",
      "+ 863-871: unassigned",
      "+ 9006: withdrawn (De-Commissioned Port)",
      "Removed other rows (1):",
      "- 863-872: row removed (unassigned)",
      "Changed other rows (1):",
      '~ 2 tcp: category now reserved; description now "Reserved"; modified now 2025-02-13',
    ]);
  });

  it("distinguishes assignments on the same number and transport by their names", () => {
    const http = ["http,80,tcp,HTTP,,,,,,,,", "www,80,tcp,HTTP,,,,,,,,"];
    expect(changes(http, [...http, "www-http,80,tcp,HTTP,,,,,,,,"])).toEqual([
      "New assignments (1):",
      "+ 80 tcp: assigned to www-http (HTTP)",
    ]);
  });

  it("shortens a long list and counts the rest", () => {
    const added = Array.from({ length: 45 }, (_, index) => `s-${index},${2000 + index},tcp,S,,,,,,,,`);
    const lines = changes([DOMAIN_S], [DOMAIN_S, ...added]);
    expect(lines).toHaveLength(42);
    expect(lines[0]).toBe("New assignments (45):");
    expect(lines.at(-1)).toBe("… and 5 more");
  });
});
