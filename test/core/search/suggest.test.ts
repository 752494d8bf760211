import { describe, expect, it } from "vitest";
import { editDistance } from "#core/search/edit-distance.ts";
import { services } from "./committed-index.ts";

describe("suggest", () => {
  it.each([
    ["posgres", "postgresql"],
    ["reddis", "redis"],
    ["elasticsaerch", "elasticsearch"],
    ["grafanna", "grafana"],
    ["minecarft", "minecraft java"],
    ["kuberntes", "kubernetes api server"],
    ["mysqll", "mysql"],
    ["htttp", "http"],
    ["telent", "telnet"],
    ["sssh", "ssh"],
    ["rpd", "rdp"],
    ["Remote Dekstop", "remote desktop"],
  ])("suggests for %s first %s, which finds something", (typed, meant) => {
    expect(services.suggest(typed)[0]?.toLowerCase()).toBe(meant);
    for (const name of services.suggest(typed)) expect(services.find(name)).not.toEqual([]);
  });

  it("suggests each service once", () => {
    expect(services.suggest("telent")).not.toContain("telnetd");
    expect(services.suggest("mongdb")).toEqual(["MongoDB"]);
  });

  it.each(["", "a", "zzzzzz", "¿?", "x".repeat(10_000)])("offers nothing for %j", (typed) => {
    expect(services.suggest(typed)).toEqual([]);
  });
});

describe("editDistance", () => {
  it.each([
    ["redis", "redis", 0],
    ["redis", "reddis", 1],
    ["redis", "rdeis", 1],
    ["redis", "radis", 1],
    ["redis", "edi", 2],
    ["ca", "abc", 3],
    ["", "abc", 3],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance);
    expect(editDistance(b, a, 3)).toBe(distance);
  });

  it("stops above the bound", () => {
    expect(editDistance("redis", "postgres", 2)).toBe(3);
  });
});
