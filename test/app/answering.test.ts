import { describe, expect, it } from "vitest";
import type { Store } from "#core/host.ts";
import { createSnapshot } from "#core/registry/create-snapshot.ts";
import { createAnswering } from "../../src/app/answering.ts";
import { loadKnowledgeFactory, snapshotOf } from "../../src/app/knowledge.ts";
import { knowledge, registry } from "../support/registry/committed.ts";
import { memoryStore } from "../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../support/team-services.ts";

const NOW = Date.parse("2026-09-20");
const { records } = snapshotOf(registry);
const newRecords = Array.from(records, (record) =>
  record.serviceName === "csoftragent" ? { ...record, serviceName: "csoftragent-renamed" } : record,
);
const createKnowledge = await loadKnowledgeFactory();
const newer = createKnowledge({ snapshot: createSnapshot("2026-09-11", newRecords), update: null }, NOW);
const question = (text: string) => ({ text, manner: "command", locale: "en", asker: null }) as const;

describe("a registry that is replaced", () => {
  it("is what every later question and suggestion is answered from, whatever was asked before", async () => {
    const { ask, suggest, replace } = createAnswering(knowledge, teamServicesIn());
    const titles = async () => {
      const replies = await Promise.all(
        ["3004", "csoftragent", "csoftragent-renamed"].map((text) => ask(question(text))),
      );
      return replies.map(({ card }) => card.title);
    };
    const suggested = async () => {
      const found = await suggest({ text: "csoftragent-r", locale: "en", asker: null }, { count: 5, length: 100 });
      return found.some(({ label }) => label.includes("csoftragent-renamed"));
    };
    expect((await titles())[0]).toContain("csoftragent");
    expect((await titles())[0]).not.toContain("csoftragent-renamed");
    expect(await suggested()).toBe(false);
    const before = await ask(question("3004"));
    expect(await ask(question("3004"))).toBe(before);

    replace(newer);
    expect((await titles())[0]).toContain("csoftragent-renamed");
    expect((await titles())[2]).toContain("3004");
    expect(await suggested()).toBe(true);
    const after = await ask(question("3004"));
    expect(after.card.footnote).toBe("IANA registry, 11 Sept 2026");
    expect(await ask(question("3004"))).toBe(after);
  });

  it("is still what a question is answered from that began before", async () => {
    const store = memoryStore();
    const held = Promise.withResolvers<void>();
    const slowStore: Store = { ...store, get: (keys) => held.promise.then(() => store.get(keys)) };
    const { ask, replace } = createAnswering(knowledge, teamServicesIn(slowStore));
    const asked = ask({ ...question("csoftragent"), asker: asker("ann") });
    replace(newer);
    held.resolve();
    const old = await asked;
    expect(old.card.footnote).toBe("IANA registry, 17 Aug 2026");
    expect(old.card.title).not.toContain("renamed");
    const next = await ask({ ...question("3004"), asker: asker("ann") });
    expect(next.card.footnote).toBe("IANA registry, 11 Sept 2026");
  });
});

describe("suggestions for letters that were typed before", () => {
  it("have what the asker's team has claimed meanwhile, and no other team's", async () => {
    const { ask, suggest } = createAnswering(knowledge, teamServicesIn());
    const ann = asker("ann");
    const other = asker("bob", { team: "test.T2" });
    const typed = async (by: typeof ann) => {
      const found = await suggest({ text: "zq", locale: "en", asker: by }, { count: 25, length: 100 });
      return found.map(({ label }) => label).join("\n");
    };
    expect([await typed(ann), await typed(other)].join()).not.toContain("zq-meter");
    await ask({ ...question("claim 48123/tcp zq-meter"), asker: ann });
    expect(await typed(ann)).toContain("zq-meter");
    expect(await typed(other)).not.toContain("zq-meter");
    await ask({ ...question("release 48123/tcp"), asker: ann });
    expect(await typed(ann)).not.toContain("zq-meter");
  });
});
