import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { isOutdated } from "#core/registry/record.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const outdated: Knowledge = {
  ...knowledge,
  registry: createRegistry(registry, true),
};

describe("a registry that is outdated", () => {
  it("is one whose date is more than 180 days ago", () => {
    const ageAt = (now: string) => isOutdated({ updated: "2026-08-17", records: 1 }, Date.parse(now));
    expect(ageAt("2026-08-17T00:00:00Z")).toBe(false);
    expect(ageAt("2027-02-13T00:00:00Z")).toBe(false);
    expect(ageAt("2027-02-13T00:00:01Z")).toBe(true);
    expect(ageAt("2030-01-01T00:00:00Z")).toBe(true);
    // A machine whose clock is behind.
    expect(ageAt("1970-01-01T00:00:00Z")).toBe(false);
  });

  it.each([
    "867",
    "867 more",
    "postgres",
    "posgres",
    "6000-6063",
    "22 80 ssh",
    "free",
    "search time protocol",
    "help",
    "explain 127.0.0.1:6379",
  ])("is called so below the card of `%s`, and a current one is not", async (text) => {
    const footnoteOf = async (of: Knowledge) => {
      const ask = createAsk(of, teamServicesIn());
      return (await ask({ text, manner: "command", locale: "en", asker: null })).card.footnote;
    };
    expect(await footnoteOf(knowledge)).toBe("IANA registry, 17 Aug 2026");
    expect(await footnoteOf(outdated)).toBe("IANA registry, 17 Aug 2026 (over 6 months old)");
  });
});
