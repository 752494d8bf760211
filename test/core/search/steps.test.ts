import { describe, expect, it } from "vitest";
import { createServiceIndex } from "#core/search/service-index.ts";
import { rowsOf } from "#core/software/software.ts";
import { registry } from "../../support/registry/committed.ts";
import { knownUses, services } from "./committed-index.ts";

const NAMES = ["postgres", "postgers", "http", "etcd peer", "time protocol"];

describe("an index that is built in steps", () => {
  it("answers as one that is built at once", () => {
    const index = createServiceIndex(registry, rowsOf(knownUses));
    while (!index.step());
    expect(index.step()).toBe(true);
    for (const name of NAMES) {
      expect(index.find(name)).toEqual(services.find(name));
      expect(index.search(name)).toEqual(services.search(name));
      expect(index.suggest(name)).toEqual(services.suggest(name));
    }
  });

  it("answers whoever asks before it is ready", () => {
    const index = createServiceIndex(registry, rowsOf(knownUses));
    for (let step = 0; step < 20; step++) expect(index.step()).toBe(false);
    expect(index.find("postgres")).toEqual(services.find("postgres"));
    expect(index.step()).toBe(false);
    expect(index.suggest("postgers")).toEqual(services.suggest("postgers"));
    expect(index.step()).toBe(true);
  });
});
