import { LRUCache } from "lru-cache";
import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Question, Reply } from "#core/chat-platform.ts";
import type { Asker } from "#core/team/asker.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");
const root = asker("root", { role: "admin" });

function team() {
  const ask = createAsk(knowledge, teamServicesIn(), new LRUCache({ max: 100 }));
  return (who: Asker | null, text: string, rest: Partial<Question> = {}): Promise<Reply> =>
    ask({ text, manner: "command", locale: "en", asker: who, ...rest });
}

/** The system of the brief card's one command, which is that of the full card's first. */
const systemFirst = ({ answer }: Reply) => {
  if (answer.kind !== "port") return null;
  expect(answer.check?.command.system).toBe(answer.commands[0]?.system);
  return answer.check?.command.system;
};

describe("a setting", () => {
  it("for the system puts its commands first, for that person", async () => {
    const say = team();
    expect(systemFirst(await say(ann, "867"))).toBe("linux");
    await say(ann, "set system windows");
    expect(systemFirst(await say(ann, "867"))).toBe("windows");
    expect(systemFirst(await say(bob, "867"))).toBe("linux");
    await say(ann, "set system default");
    expect(systemFirst(await say(ann, "867"))).toBe("linux");
  });

  it("can be chosen with a question and is saved", async () => {
    const say = team();
    expect(systemFirst(await say(ann, "867", { system: "kubernetes" }))).toBe("kubernetes");
    expect(systemFirst(await say(ann, "22"))).toBe("kubernetes");
    expect(systemFirst(await say(null, "867", { system: "macos" }))).toBe("macos");
  });

  it("decides who sees answers to commands unless the question does", async () => {
    const say = team();
    expect((await say(ann, "867")).isPrivate).toBe(true);
    expect((await say(ann, "867 public")).isPrivate).toBe(false);
    await say(ann, "set answers public");
    expect((await say(ann, "867")).isPrivate).toBe(false);
    expect((await say(ann, "867 private")).isPrivate).toBe(true);
    expect((await say(ann, "867", { visibility: "private" })).isPrivate).toBe(true);
    expect((await say(bob, "867")).isPrivate).toBe(true);
  });

  it("never makes personal answers public", async () => {
    const say = team();
    await say(ann, "set answers public");
    // What a single slip parts from a name is found.
    expect((await say(ann, "posgres")).isPrivate).toBe(false);
    const personal = ["settings", "set system linux", "book export csv", "forget me"];
    for (const text of ["help", "70000", "posgrsql", "867 more", "ssh more", ...personal]) {
      expect((await say(ann, text)).isPrivate, text).toBe(true);
    }
  });

  it("of the team needs an admin and yields to a person's own", async () => {
    const say = team();
    expect((await say(ann, "set workspace system macos")).answer).toMatchObject({
      kind: "refused",
      reason: "admins-only",
    });
    expect((await say(root, "set workspace system macos")).answer).toMatchObject({ kind: "set", scope: "team" });
    expect(systemFirst(await say(bob, "867"))).toBe("macos");
    await say(bob, "set system linux");
    expect(systemFirst(await say(bob, "867"))).toBe("linux");
    expect(renderPlainText((await say(bob, "settings")).card)).toMatch(/System +Linux \(your choice\)/);
    expect(renderPlainText((await say(ann, "settings")).card)).toMatch(/System +macOS \(your team’s choice\)/);
  });
});

describe("the actions of a card", () => {
  const labels = ({ actions }: Reply) => actions.map(({ label }) => label);

  it("are neighbours, system, share, claim, feedback and dismiss", async () => {
    const say = team();
    expect(labels(await say(ann, "867"))).toEqual([
      "◀ 862",
      "873 ▶",
      "More",
      "Share",
      "System",
      "Claim it",
      "😔 Wrong",
      "😃 Helpful",
      "Dismiss",
    ]);
    expect((await say(ann, "867")).actions).toContainEqual({ type: "share", label: "Share", query: "867" });
    expect((await say(ann, "867")).actions).toContainEqual({ type: "ask", label: "More", query: "867 more" });
  });

  it("is to go on first; what is kept for people and teams is secondary on a brief card, and not on a full one", async () => {
    const say = team();
    const secondary = ({ actions }: Reply) =>
      actions.filter(({ isSecondary }) => isSecondary).map(({ label }) => label);
    expect(secondary(await say(ann, "867"))).toEqual(["Claim it", "😔 Wrong", "😃 Helpful", "Dismiss"]);
    expect(secondary(await say(ann, "ssh"))).toEqual(["Dismiss"]);
    expect(secondary(await say(ann, "zzzzzzzz")), "no menu with a single entry").toEqual([]);
    const full = await say(ann, "867 more");
    expect(labels(full)).toEqual(["Claim it", "😔 Wrong", "😃 Helpful", "Dismiss"]);
    expect(secondary(full)).toEqual([]);
  });

  it("is, for a name, to see all of its port and to choose a system", async () => {
    const say = team();
    expect(labels(await say(ann, "ssh"))).toEqual(["More", "Share", "System", "Dismiss"]);
    expect((await say(ann, "ssh")).actions).toContainEqual({ type: "ask", label: "More", query: "ssh more" });
    expect((await say(ann, "posgres")).actions).toContainEqual({
      type: "ask",
      label: "More",
      query: "PostgreSQL more",
    });
  });

  it("omit sharing of public cards and storing for unknown askers", async () => {
    const say = team();
    expect(labels(await say(ann, "867 public"))).not.toContain("Share");
    expect(labels(await say(null, "867"))).toEqual(["◀ 862", "873 ▶", "More", "Share", "System", "Dismiss"]);
  });

  it("omit sharing of help and failures, and share the port that random picked", async () => {
    const say = team();
    expect(labels(await say(ann, "zzqqxx"))).not.toContain("Share");
    expect(labels(await say(ann, "search qqqqqq"))).not.toContain("Share");
    const surprise = await say(ann, "random");
    const port = surprise.answer.kind === "port" ? surprise.answer.port : null;
    expect(surprise.actions).toContainEqual({ type: "share", label: "Share", query: `${port}` });
  });

  it("never execute an example that changes something", async () => {
    const say = team();
    for (const text of [
      "claim 8867 our new billing service",
      "claim 70000 x",
      "forget everything",
      "set foo bar",
      "release",
      "feedback 867",
    ]) {
      const { answer, actions } = await say(ann, text);
      if (answer.kind !== "invalid") continue;
      expect(
        actions.map(({ type }) => type),
        text,
      ).not.toContain("ask");
    }
    expect((await say(ann, "60000-70000")).actions).toContainEqual({
      type: "ask",
      label: "/port 60000-65535",
      query: "60000-65535",
    });
    expect((await say(ann, "claim 8868 a/b")).actions[0]).toEqual({
      type: "form",
      label: "Claim it",
      form: { form: "claim", port: 8868 },
    });
  });

  it("carry texts that are queries", async () => {
    const say = team();
    for (const text of [
      "867",
      "867 more",
      "ssh",
      "posgres",
      "posgrsql",
      "free",
      "70000",
      "claim 8867 x",
      "feedback 867 sad",
    ]) {
      for (const action of (await say(ann, text)).actions) {
        if (!("query" in action)) continue;
        expect((await say(ann, action.query)).answer.kind, action.query).not.toBe("invalid");
      }
    }
  });

  it("ask for a comment after sad feedback", async () => {
    const say = team();
    const { actions } = await say(ann, "feedback 867 sad");
    expect(actions).toContainEqual({
      type: "form",
      label: "Tell me what’s wrong",
      form: { form: "feedback", port: 867, mood: "sad" },
    });
  });
});

describe("a repeated question", () => {
  it("gets the same reply object until something it depends on changes", async () => {
    const say = team();
    const first = await say(ann, "867");
    expect(await say(bob, "867")).toBe(first);
    await say(ann, "claim 9999 elsewhere");
    expect(await say(bob, "867")).not.toBe(first);
    expect((await say(bob, "867")).card).toEqual(first.card);
    const stranger = asker("eve", { team: "test.T2" });
    expect(await say(stranger, "867")).toBe(first);
  });

  it("for a random port gets a new reply", async () => {
    const say = team();
    expect(await say(ann, "random")).not.toBe(await say(ann, "random"));
  });
});
