import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");
const root = asker("root", { role: "admin" });

/** A separate bot, and its answers per person. */
function team(store: Store = memoryStore()) {
  const keeping = teamServicesIn(store);
  const ask = createAsk(knowledge, keeping);
  const reply = (who: Asker | null, text: string) => ask({ text, manner: "command", locale: "en", asker: who });
  const answer = async (who: Asker | null, text: string) => (await reply(who, text)).answer;
  const card = async (who: Asker | null, text: string) => renderPlainText((await reply(who, text)).card);
  return { ask, reply, answer, card, keeping };
}

describe("a claim", () => {
  it("is shown first on its port's card", async () => {
    const { card, answer } = team();
    expect(await card(bob, "8867")).toMatch(/^Port 8867 · unassigned\n/);
    expect(await answer(ann, 'claim 8867 billing-api "Billing API" @payments')).toMatchObject({ kind: "claimed" });
    expect(await card(bob, "8867 more")).toMatch(
      /^Port 8867 · billing-api \(your team\) · unassigned\n\nYour team’s port book\n\n• 8867 billing-api · Billing API · @payments · claimed by ann, 1 March 2026\n/,
    );
    const brief = await card(bob, "8867");
    expect(brief).toMatch(/^Port 8867 · billing-api \(your team\) · unassigned\n/);
    expect(brief).toMatch(/^Your team +billing-api · Billing API · @payments · claimed by ann, 1 March 2026\nRange /m);
  });

  it("of several numbers or of one transport says so on the card of one of them", async () => {
    const { card, answer } = team();
    await answer(ann, "claim 8900-8910 workers");
    await answer(ann, "claim 8867/udp probes");
    expect(await card(bob, "8905")).toMatch(/^Your team +8900–8910 workers · claimed by ann/m);
    expect(await card(bob, "8867")).toMatch(/^Your team +8867\/udp probes · claimed by ann/m);
  });

  it("is found by its name, by its words, in a span and in a list", async () => {
    const { answer, card } = team();
    await answer(ann, 'claim 8900-8910 billing-workers "Ledger workers" @payments');
    expect(await card(bob, "billing-workers")).toMatch(/^billing-workers · 8900–8910\n/);
    expect(await answer(bob, "Billing-Workers")).toMatchObject({
      claims: [{ name: "billing-workers" }],
      suggestions: [],
    });
    expect(await answer(bob, "search ledger workers")).toMatchObject({ claims: [{ name: "billing-workers" }] });
    expect(await answer(bob, "8800-9000")).toMatchObject({ claims: [{ name: "billing-workers" }], claimCount: 1 });
    expect(await card(bob, "22 8905")).toContain("billing-workers in your port book");
    expect(await answer(bob, "book payments")).toMatchObject({ claims: [{ name: "billing-workers" }], total: 1 });
  });

  it("is found by a part of its name where nothing has that name", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 billing-api");
    expect(await answer(bob, "billing")).toMatchObject({ claims: [{ name: "billing-api" }] });
    await answer(ann, "claim 8868 kafak-proxy");
    expect(await answer(bob, "kafak")).toMatchObject({ claims: [{ name: "kafak-proxy" }], correctedTo: null });
    await answer(ann, "claim 2222 ssh-bastion");
    expect(await answer(bob, "ssh")).toMatchObject({ claims: [] });
  });

  it("is never suggested as free", async () => {
    const { answer } = team();
    const before = await answer(ann, "free 1 8860-8870");
    const port = before.kind === "free" ? before.ports[0]?.port : undefined;
    await answer(ann, `claim ${port} mine`);
    const after = await answer(ann, "free 20 8860-8870");
    expect(after.kind === "free" && after.ports.map((each) => each.port)).not.toContain(port);
  });

  it("lists what it clashes with", async () => {
    const { answer } = team();
    const reasons = async (text: string) => {
      const claimed = await answer(ann, text);
      return claimed.kind === "claimed" ? claimed.clashes.map(({ advice }) => advice.reason) : claimed.kind;
    };
    expect(await reasons("claim 8867 a")).toEqual([]);
    expect(await reasons("claim 5432 b")).toEqual(["assigned"]);
    expect(await reasons("claim 40000 c")).toEqual(expect.arrayContaining(["ephemeral"]));
    expect(await reasons("claim 6000 d")).toEqual(expect.arrayContaining(["assigned", "blocked-by-browsers"]));
    expect(await reasons("claim 9200-9201 e")).toEqual(["assigned", "known-use"]);
  });

  it("on somebody else's numbers is refused and names the holder", async () => {
    const { answer, card } = team();
    await answer(ann, "claim 8900-8910 workers");
    expect(await answer(bob, "claim 8905/udp mine")).toMatchObject({
      kind: "taken",
      holders: [{ name: "workers", by: { name: "ann" } }],
    });
    expect(await card(bob, "claim 8905 mine")).toContain("workers · claimed by ann");
  });

  it("on the asker's own numbers replaces the earlier one", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 billing");
    expect(await answer(ann, "claim 8867 billing-api")).toMatchObject({ replaced: [{ name: "billing" }] });
    expect(await answer(ann, "book")).toMatchObject({ claims: [{ name: "billing-api" }], total: 1 });
    expect(await answer(ann, "claim 8867-8868 others")).toMatchObject({ kind: "taken" });
  });

  it("on one transport leaves other transports alone and says so", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867/udp telemetry");
    expect(await answer(bob, "claim 8867/tcp api")).toMatchObject({ kind: "claimed", beside: [{ name: "telemetry" }] });
    expect(await answer(bob, "claim 8867/sctp signals")).toMatchObject({ kind: "claimed" });
    expect(await answer(bob, "8867/udp")).toMatchObject({ claims: [{ name: "telemetry" }] });
  });

  it("with only a number opens the form for the rest", async () => {
    const { reply } = team();
    expect((await reply(ann, "claim 8867")).form).toEqual({ form: "claim", port: 8867 });
    expect((await reply(ann, "claim")).form).toEqual({ form: "claim", port: null });
    expect((await reply(ann, "claim billing-api 8867")).form).toBeNull();
    expect((await reply(ann, "claim 8867")).answer).toMatchObject({
      suggestion: 'claim 8867 billing-api "Billing API" @payments',
    });
  });

  it("is only visible to its team", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 billing-api");
    const elsewhere = asker("eve", { team: "test.T2" });
    expect(await answer(elsewhere, "8867")).toMatchObject({ claims: [] });
    expect(await answer(elsewhere, "book")).toMatchObject({ total: 0 });
    expect(await answer(null, "8867")).toMatchObject({ claims: [] });
  });
});

describe("releasing", () => {
  it("is limited to the claimer and admins", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 one");
    await answer(ann, "claim 8868 two");
    expect(await answer(bob, "release 8867")).toMatchObject({ kind: "not-released", reason: "not-yours" });
    expect(await answer(ann, "release 8867")).toMatchObject({ kind: "released", claims: [{ name: "one" }] });
    expect(await answer(root, "release 8868")).toMatchObject({ kind: "released" });
    expect(await answer(root, "release 8868")).toMatchObject({ kind: "not-released", reason: "not-claimed" });
    expect(await answer(bob, "claim 8867 mine")).toMatchObject({ kind: "claimed" });
  });

  it("on one transport does not release a claim on both", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 both");
    expect(await answer(ann, "release 8867/tcp")).toMatchObject({ kind: "not-released", reason: "part-of-a-claim" });
    await answer(ann, "claim 8868/tcp one");
    expect(await answer(ann, "release 8868/tcp")).toMatchObject({ kind: "released" });
  });

  it("includes all claims within a span and none that extend beyond it", async () => {
    const { answer, card } = team();
    await answer(ann, "claim 8900-8910 workers");
    await answer(ann, "claim 8920 other");
    expect(await answer(ann, "release 8905")).toMatchObject({ reason: "part-of-a-claim" });
    expect(await card(ann, "release 8905")).toContain("Try /port release 8900-8910.");
    expect(await answer(ann, "release 8900-8930")).toMatchObject({ claims: [{ name: "workers" }, { name: "other" }] });
  });
});

describe("the history", () => {
  it("shows who did what and when, newest first", async () => {
    const { answer, card } = team();
    await answer(ann, "claim 8867 billing");
    await answer(ann, "release 8867");
    await answer(bob, "claim 8867 other");
    expect(await answer(bob, "book history 8867")).toMatchObject({
      changes: [
        { by: { name: "bob" }, added: [{ name: "other" }], removed: [] },
        { by: { name: "ann" }, added: [], removed: [{ name: "billing" }] },
        { by: { name: "ann" }, added: [{ name: "billing" }], removed: [] },
      ],
    });
    expect(await answer(bob, "book history 22")).toMatchObject({ changes: [] });
    expect(await card(bob, "book history")).toContain("1 Mar 2026, 12:00 UTC · ann removed 8867 billing");
  });

  it("lists the last fifteen changes, and undoes one of long ago", async () => {
    const { answer, card } = team();
    const first = await answer(ann, "claim 8000 first");
    const change = first.kind === "claimed" ? first.change : "";
    for (let port = 8001; port <= 8030; port++) await answer(bob, `claim ${port} other`);
    expect(await card(ann, "book history")).toContain("Port book · last 15 changes");
    const listed = await answer(ann, "book history");
    const ports = listed.kind === "changes" ? listed.changes.map(({ added }) => added[0]?.span.first) : [];
    expect(ports).toEqual(Array.from({ length: 15 }, (_, at) => 8030 - at));
    expect(await answer(ann, "book history 8000")).toMatchObject({ changes: [{ id: change }], hasMore: false });
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone", change: { removed: [{ name: "first" }] } });
    expect(await answer(ann, `undo ${change}`)).toMatchObject({ reason: "already-undone" });
  });

  it("can be undone step by step, including an undo", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 billing");
    await answer(ann, "claim 8867 billing-api");
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone", change: { added: [{ name: "billing" }] } });
    expect(await answer(ann, "8867")).toMatchObject({ claims: [{ name: "billing" }] });
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone", change: { added: [] } });
    expect(await answer(ann, "undo")).toMatchObject({ kind: "not-undone", reason: "nothing-to-undo" });
    const history = await answer(ann, "book history");
    const last = history.kind === "changes" ? history.changes[0]?.id : undefined;
    expect(await answer(ann, `undo ${last}`)).toMatchObject({
      kind: "undone",
      change: { added: [{ name: "billing" }] },
    });
    expect(await answer(ann, `undo ${last}`)).toMatchObject({ reason: "already-undone" });
    expect(await answer(ann, "undo nothing")).toMatchObject({ reason: "no-such-change" });
  });

  it("is not undone over somebody else's claim, or by somebody else", async () => {
    const { answer } = team();
    await answer(ann, "claim 8867 billing");
    const released = await answer(ann, "release 8867");
    const change = released.kind === "released" ? released.change : "";
    await answer(bob, "claim 8867 other");
    expect(await answer(bob, `undo ${change}`)).toMatchObject({ reason: "not-yours" });
    expect(await answer(ann, `undo ${change}`)).toMatchObject({ reason: "changed-since" });
    expect(await answer(bob, "8867")).toMatchObject({ claims: [{ name: "other" }] });
    expect(await answer(root, "release 8867")).toMatchObject({ kind: "released" });
    expect(await answer(root, `undo ${change}`)).toMatchObject({ kind: "undone" });
  });
});

describe("importing", () => {
  const CSV = "book import\nport,transport,name,owner\n8867,,billing-api,payments\n22,tcp,ssh,\n99999,,x,";

  it("as a dry run only reports what would change", async () => {
    const { answer } = team();
    expect(await answer(ann, CSV.replace("import", "import dry run"))).toMatchObject({
      dryRun: true,
      added: [{ name: "billing-api" }, { name: "ssh" }],
      wrong: [{ line: 4 }],
    });
    expect(await answer(ann, "book")).toMatchObject({ total: 0 });
  });

  it("is one change that skips taken and existing entries", async () => {
    const { answer } = team();
    await answer(bob, "claim 22 bastion");
    expect(await answer(ann, CSV)).toMatchObject({
      added: [{ name: "billing-api" }],
      taken: [{ wanted: { name: "ssh" }, holder: { name: "bastion" } }],
    });
    expect(await answer(ann, CSV)).toMatchObject({ added: [], same: 1 });
    expect(await answer(ann, "book history")).toMatchObject({
      changes: [{ added: [{ name: "billing-api" }] }, { added: [{ name: "bastion" }] }],
    });
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone", change: { removed: [{ name: "billing-api" }] } });
  });

  it("restores an export in any format", async () => {
    const { answer } = team();
    await answer(ann, 'claim 8867 billing-api "Billing API" @payments');
    await answer(ann, "claim 8900-8910/udp workers");
    for (const format of ["csv", "json", "services", "wireshark"]) {
      const exported = await answer(ann, `book export ${format}`);
      const there = team();
      await there.answer(bob, `book import\n${exported.kind === "exported" ? exported.text : ""}`);
      expect(await there.answer(bob, "book")).toMatchObject({
        claims: [
          { span: { first: 8867, last: 8867 }, name: "billing-api", description: "Billing API", owner: "payments" },
          { span: { first: 8900, last: 8910 }, transport: "udp", name: "workers" },
        ],
      });
    }
  });

  it("splits a large export between lines and says how to get the rest", async () => {
    const { answer, card, reply } = team();
    const rows = Array.from(
      { length: 400 },
      (_, at) => `${2000 + at},service-number-${at},described at some length ${at}`,
    );
    await answer(ann, `book import\nport,name,description\n${rows.join("\n")}`);
    const { card: exported } = await reply(ann, "book export csv");
    const codes = exported.body.flatMap((node) => (node.type === "code" ? [node.code] : []));
    expect(codes.length).toBe(4);
    const lines = codes.join("\n").split("\n");
    expect(await card(ann, "book export csv")).toContain(`${401 - lines.length} more lines didn’t fit`);
    expect(lines[0]).toBe("port,transport,name,description,owner");
    expect(await answer(ann, "book export csv number-399")).toMatchObject({ count: 1 });
  });

  it("accepts the largest possible book in each format", async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => `${2000 + at},svc-${at},${"words ".repeat(30)}`);
    const { answer } = team();
    await answer(ann, `book import\nport,name,description\n${rows.join("\n")}`);
    await answer(ann, `book import\nport,name\n${rows.map((row) => row.replace(/^2/, "3").slice(0, 10)).join("\n")}`);
    for (const format of ["csv", "json", "services"]) {
      const exported = await answer(ann, `book export ${format}`);
      const text = exported.kind === "exported" ? exported.text : "";
      const there = team();
      expect(await there.answer(bob, `book import\n${text}`)).toMatchObject({ kind: "imported", wrong: [] });
    }
    expect(await answer(ann, `book import\n${"x".repeat(1_000_001)}`)).toMatchObject({ reason: "import-too-long" });
  });

  it("reports which line came first if a file contradicts itself", async () => {
    const { answer } = team();
    expect(await answer(ann, "book import\nport,name\n8867,one\n8867,two")).toMatchObject({
      added: [{ name: "one" }],
      taken: [{ wanted: { name: "two" }, holder: { name: "one" } }],
    });
  });

  it("without text opens its form", async () => {
    expect(await team().reply(ann, "book import")).toMatchObject({ form: { form: "import" } });
  });

  it("limits the numbers per import and reports what was skipped", async () => {
    const { answer } = team();
    const lines = Array.from({ length: 9 }, (_, at) => `${2000 + at * 300}-${2255 + at * 300},span${at}`);
    expect(await answer(ann, `book import\nport,name\n${lines.join("\n")}`)).toMatchObject({ tooMany: 2 });
  });
});

describe("without a known asker", () => {
  it("team queries are refused with an explanation, and look-ups work", async () => {
    const { answer, card } = team();
    expect(await answer(null, "claim 8867 x")).toMatchObject({ kind: "refused", reason: "strangers" });
    expect(await card(null, "settings")).toContain("members of the Slack workspace or Discord server");
    expect(await answer(null, "867")).toMatchObject({ kind: "port", port: 867 });
  });
});
