import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Question } from "#core/chat-platform.ts";
import { denial } from "#core/team/access.ts";
import type { Asker } from "#core/team/asker.ts";
import { ROLES } from "#core/team/asker.ts";
import type { Claimers } from "#core/team/settings.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const root = asker("root", { role: "admin" });

function team() {
  const ask = createAsk(knowledge, teamServicesIn());
  const answer = async (who: Asker | null, text: string, rest: Partial<Question> = {}) =>
    (await ask({ text, manner: "command", locale: "en", asker: who, ...rest })).answer;
  const card = async (who: Asker | null, text: string) =>
    renderPlainText((await ask({ text, manner: "command", locale: "en", asker: who })).card);
  return { ask, answer, card };
}

describe("a role", () => {
  it.each([
    // what it does    the setting  admin  member                 unverified    guest                  stranger     unknown
    ["read-book", "everyone", null, null, null, null, "strangers", "role-unknown"],
    ["read-book", "members", null, null, null, "guests", "strangers", "role-unknown"],
    ["read-book", "admins", null, null, null, "guests", "strangers", "role-unknown"],
    ["change-book", "everyone", null, null, null, null, "strangers", "role-unknown"],
    ["change-book", "members", null, null, null, "guests", "strangers", "role-unknown"],
    [
      "change-book",
      "admins",
      null,
      "claims-are-for-admins",
      "by-command",
      "claims-are-for-admins",
      "strangers",
      "role-unknown",
    ],
    ["set-for-team", "everyone", null, "admins-only", "by-command", "admins-only", "strangers", "role-unknown"],
  ] as const)("%s, claims: %s", (act, claimers, ...expected) => {
    expect(ROLES.map((role) => denial(role, act, claimers))).toEqual(expected);
  });

  it("is not looked up for a look-up or for one's own settings", async () => {
    const { answer } = team();
    const ann: Asker = { ...asker("ann"), role: () => Promise.reject(new Error("It was looked up.")) };
    for (const text of ["867", "free 3", "settings", "set system macos", "feedback 867 happy", "forget me"]) {
      expect((await answer(ann, text)).kind, text).not.toBe("refused");
    }
  });
});

describe("who may claim", () => {
  const set = (claims: Claimers | "default") => `set workspace claims ${claims}`;

  it("is the members, until an admin sets something else", async () => {
    const { answer, card } = team();
    const [ann, eve] = [asker("ann"), asker("eve", { role: "guest" })];
    expect(await answer(ann, "claim 8867 billing")).toMatchObject({ kind: "claimed" });
    expect(await answer(eve, "claim 8868 eve")).toMatchObject({ kind: "refused", reason: "guests" });
    expect(await card(eve, "8867")).not.toContain("billing");
    for (const text of ["book", "book export", "book history", "book import\n8869 eve", "release 8867", "undo"]) {
      expect(await answer(eve, text), text).toMatchObject({ kind: "refused", reason: "guests" });
    }
    expect(await answer(root, set("everyone"))).toMatchObject({ kind: "set" });
    expect(await answer(eve, "claim 8868 eve")).toMatchObject({ kind: "claimed" });
    expect(await card(eve, "8867")).toContain("billing");
    await answer(root, set("admins"));
    expect(await answer(ann, "undo")).toMatchObject({ kind: "refused", reason: "claims-are-for-admins" });
    expect(await answer(ann, "book")).toMatchObject({ kind: "book", total: 2 });
    expect(await answer(root, "release 8867")).toMatchObject({ kind: "released" });
    await answer(root, set("default"));
    expect(await answer(ann, "claim 8867 billing")).toMatchObject({ kind: "claimed" });
  });

  it.each(["guest", "stranger", "unknown"] as const)(
    "decides what a look-up shows: a %s sees no claim",
    async (role) => {
      const { ask, answer } = team();
      await answer(asker("ann"), 'claim 8867 secret-billing "Confidential" @payments');
      const other = asker("other", { role });
      for (const text of [
        "8867",
        "8867 more",
        "8000-9000",
        "22, 8867",
        "secret-billing",
        "search secret-billing",
        "free 3",
      ]) {
        const reply = await ask({ text, manner: "command", locale: "en", asker: other });
        const shown = `${renderPlainText(reply.card)} ${JSON.stringify([reply.answer, reply.actions])}`;
        expect(shown, text).not.toMatch(/Confidential|@payments|"claims":\[\{/i);
      }
    },
  );

  it("is shown among the settings, and set for a team only", async () => {
    const { answer, card } = team();
    const ann = asker("ann");
    expect(await card(ann, "settings")).toMatch(/Who may claim +members \(default\)/);
    expect(await answer(ann, "set claims admins")).toMatchObject({
      kind: "invalid",
      suggestion: "set workspace claims admins",
    });
    expect(await answer(ann, set("everyone"))).toMatchObject({ kind: "refused", reason: "admins-only" });
    await answer(root, set("admins"));
    expect(await card(ann, "settings")).toMatch(/Who may claim +admins only \(your team’s choice\)/);
  });

  it("is said with the command to use, where a message does not carry permissions", async () => {
    const { answer, card } = team();
    const ann = asker("ann", { role: "unverified" });
    await answer(root, set("admins"));
    expect(await answer(ann, 'claim 8867 api "An API" @ops')).toMatchObject({ kind: "refused", reason: "by-command" });
    expect(await card(ann, 'claim 8867 api "An API" @ops')).toContain('/port claim 8867 api "An API" @ops');
    expect(await card(ann, "book import\n8867 secret")).toMatch(/\/port book import$/m);
  });
});
