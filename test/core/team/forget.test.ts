import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { allFeedback } from "#core/team/feedback.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");

function team() {
  const keeping = teamServicesIn();
  const ask = createAsk(knowledge, keeping);
  const answer = async (who: Asker, text: string) =>
    (await ask({ text, manner: "command", locale: "en", asker: who })).answer;
  const everything = async () => JSON.stringify(await keeping.store.list(""));
  return { answer, everything, keeping };
}

describe("forget me", () => {
  it("removes the person's data and keeps the team's claims", async () => {
    const { answer, everything } = team();
    await answer(ann, "set system macos");
    await answer(ann, "feedback 867 sad wrong");
    await answer(ann, "claim 8867 billing-api");
    await answer(ann, "claim 8868 other");
    await answer(ann, "release 8868");
    await answer(bob, "claim 9000 bobs");
    expect(await answer(bob, "8867")).toMatchObject({ claims: [{ by: { name: "ann" } }] });
    expect(await everything()).toContain("ann");
    expect(await answer(ann, "forget me")).toEqual({ kind: "forgotten", removed: 2, anonymised: 4 });
    expect(await everything()).not.toContain("ann");
    expect(await answer(bob, "book")).toMatchObject({
      claims: [
        { name: "billing-api", by: null },
        { name: "bobs", by: { name: "bob" } },
      ],
    });
    expect(await answer(bob, "8867")).toMatchObject({ claims: [{ by: null }] });
    expect(await answer(ann, "forget me")).toEqual({ kind: "forgotten", removed: 0, anonymised: 0 });
  });

  it("leaves no name if somebody changes the book at the same time", async () => {
    const { answer, everything, keeping } = team();
    const root = asker("root", { role: "admin" });
    await answer(ann, "claim 8867 billing-api");
    await answer(ann, "claim 8868 other");
    const { store } = keeping;
    const commit = store.commit.bind(store);
    let isFirst = true;
    // Just before the first commit of the removal, an admin releases a claim.
    Object.assign(store, {
      commit: async (change: Parameters<typeof commit>[0]) => {
        if (isFirst) {
          isFirst = false;
          await answer(root, "release 8867");
        }
        return commit(change);
      },
    });
    await answer(ann, "forget me");
    expect(await everything()).not.toContain("ann");
    expect(await answer(root, "undo")).toMatchObject({ kind: "undone", change: { added: [{ by: null }] } });
  });

  it("leaves no name if an admin undoes a release at the same time", async () => {
    const { answer, everything, keeping } = team();
    const root = asker("root", { role: "admin" });
    await answer(ann, "claim 8867 billing-api");
    const released = await answer(ann, "release 8867");
    const change = released.kind === "released" ? released.change : "";
    const { store } = keeping;
    const commit = store.commit.bind(store);
    let isFirst = true;
    // Just before the undo is stored, the name is removed from the history that it was read from.
    Object.assign(store, {
      commit: async (wanted: Parameters<typeof commit>[0]) => {
        if (isFirst) {
          isFirst = false;
          await answer(ann, "forget me");
        }
        return commit(wanted);
      },
    });
    expect(await answer(root, `undo ${change}`)).toMatchObject({ kind: "undone", change: { added: [{ by: null }] } });
    expect(await everything()).not.toContain("ann");
  });

  it("can be interrupted and repeated, without blocking others meanwhile", async () => {
    const { answer, everything, keeping } = team();
    const root = asker("root", { role: "admin" });
    await answer(ann, "claim 8900-9000 workers");
    for (let at = 0; at < 4; at++) await answer(ann, `claim ${9100 + at * 200}-${9300 + at * 200 - 45} pool-${at}`);
    const { store } = keeping;
    const commit = store.commit.bind(store);
    let left = 2;
    const failing = async (change: Parameters<typeof commit>[0]) => {
      if (left-- <= 0) throw new StoreUnavailable();
      return commit(change);
    };
    Object.assign(store, { commit: failing });
    expect(await answer(ann, "forget me")).toMatchObject({ kind: "refused", reason: "store-unavailable" });
    Object.assign(store, { commit });
    expect(await answer(root, "release 8900-9000")).toMatchObject({ kind: "released" });
    await answer(ann, "forget me");
    expect(await everything()).not.toContain("ann");
  });

  it("removes the book of the person's direct messages", async () => {
    const { answer, everything } = team();
    const alone: Asker = { ...ann, team: "discord.789", person: "discord/789" };
    await answer(alone, "claim 8867 mine @carol");
    await answer(alone, "forget me");
    expect(await everything()).toBe("[]");
  });

  it("lets an admin still release and undo", async () => {
    const { answer } = team();
    const root = asker("root", { role: "admin" });
    await answer(ann, "claim 8867 billing-api");
    await answer(ann, "forget me");
    expect(await answer(bob, "release 8867")).toMatchObject({ reason: "not-yours" });
    expect(await answer(root, "release 8867")).toMatchObject({ kind: "released" });
    expect(await answer(root, "undo")).toMatchObject({ kind: "undone" });
  });
});

describe("a team that uninstalled Portcall", () => {
  it("loses all its data, and no other team does", async () => {
    const { answer, everything, keeping } = team();
    const eve = asker("eve", { team: "test.T10" });
    await answer(ann, "set system macos");
    await answer(ann, "claim 8867 billing-api");
    await answer(eve, "claim 8867 eves");
    await forgetTeam("test.T1", keeping.store);
    expect(await everything()).not.toMatch(/ann|test\.T1\b(?!0)/);
    expect(await answer(eve, "8867")).toMatchObject({ claims: [{ name: "eves" }] });
    expect(await answer(ann, "8867")).toMatchObject({ claims: [] });
  });
});

describe("a team whose members have global ids", () => {
  it("leaves no trace with them, even of released claims, and they keep their own data", async () => {
    const { answer, everything, keeping } = team();
    const dan: Asker = { ...ann, team: "discord.1", person: "discord/789" };
    await answer(dan, "set system macos");
    await answer(dan, "claim 8867 billing-api");
    await answer(dan, "release 8867");
    await forgetTeam("discord.1", keeping.store);
    expect(await everything()).not.toContain("discord.1");
    expect(await everything()).toContain("macos");
  });
});

describe("feedback", () => {
  it("counts once per person and port, the latest one", async () => {
    const { answer, keeping } = team();
    await answer(ann, "feedback 867 happy");
    await answer(ann, "feedback 867 sad It is NetInfo.");
    await answer(ann, "feedback 22 unsure");
    await answer(bob, "feedback 867 happy");
    expect(await allFeedback(keeping.store)).toMatchObject([
      { port: 867, mood: "sad", comment: "It is NetInfo." },
      { port: 22, mood: "unsure" },
      { port: 867, mood: "happy" },
    ]);
    expect(keeping.feedback).toHaveLength(4);
  });
});
