import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { TeamQuery, WatchSubject } from "#core/query/query.ts";
import { BOOK_FORMATS, MAX_CLAIM, MOODS } from "#core/query/query.ts";
import { readMessage, readQuestion } from "#core/query/read-message.ts";
import { TRANSPORTS } from "#core/registry/port.ts";
import type { TeamSettingName } from "#core/team/settings.ts";
import { SETTING_NAMES, SETTING_VALUES, TEAM_SETTING_NAMES } from "#core/team/settings.ts";

const claim = { kind: "claim", transport: null, name: "billing-api", description: "", owner: "" } as const;
const span = (first: number, last = first) => ({ first, last });

describe("a team query", () => {
  it.each<[string, TeamQuery]>([
    ["claim 8867 billing-api", { ...claim, span: span(8867) }],
    [
      'claim 8867 billing-api "Billing API" @payments',
      { ...claim, span: span(8867), description: "Billing API", owner: "payments" },
    ],
    ["claim 8867 billing-api “Billing API”", { ...claim, span: span(8867), description: "Billing API" }],
    ["claim 8867 billing-api @payments @sre", { ...claim, span: span(8867), owner: "payments sre" }],
    ["/port Claim 8867/UDP billing-api", { ...claim, span: span(8867), transport: "udp" }],
    ["claim 8867 udp billing-api", { ...claim, span: span(8867), transport: "udp" }],
    ["claim port 8867 billing-api", { ...claim, span: span(8867) }],
    ["claim 8900-8910 billing-api", { ...claim, span: span(8900, 8910) }],
    ["claim 8900 to 8910 billing-api", { ...claim, span: span(8900, 8910) }],
    ["claim 8900-8910/tcp billing-api", { ...claim, span: span(8900, 8910), transport: "tcp" }],
    ["claim ８８６７ billing-api", { ...claim, span: span(8867) }],
    ["claim 8867 Billing_API.v2", { ...claim, span: span(8867), name: "Billing_API.v2" }],
    ["release 8867", { kind: "release", span: span(8867), transport: null }],
    ["release 8900-8910/udp", { kind: "release", span: span(8900, 8910), transport: "udp" }],
    ["book", { kind: "book", text: "" }],
    ["book @payments", { kind: "book", text: "@payments" }],
    ["book export", { kind: "export", format: "csv", text: "" }],
    ["book export json @payments", { kind: "export", format: "json", text: "@payments" }],
    ["book export /etc/services", { kind: "export", format: "services", text: "" }],
    ["book import", { kind: "import", dryRun: false, text: "" }],
    ["book import dry run\nport,name\n22,X", { kind: "import", dryRun: true, text: "port,name\n22,X" }],
    ["book import --dry-run\nport,name", { kind: "import", dryRun: true, text: "port,name" }],
    ["book history", { kind: "changes", span: null }],
    ["book history 8867", { kind: "changes", span: span(8867) }],
    ["book history 8000-9000", { kind: "changes", span: span(8000, 9000) }],
    ["undo", { kind: "undo", change: null }],
    ["undo 0mwpy0i7k-a950a8", { kind: "undo", change: "0mwpy0i7k-a950a8" }],
    ["settings", { kind: "settings" }],
    ["set system macos", { kind: "set", scope: "person", changes: [{ setting: "system", value: "macos" }] }],
    ["set my OS to Mac", { kind: "set", scope: "person", changes: [{ setting: "system", value: "macos" }] }],
    ["set system k8s", { kind: "set", scope: "person", changes: [{ setting: "system", value: "kubernetes" }] }],
    [
      "set workspace answers public",
      { kind: "set", scope: "team", changes: [{ setting: "answers", value: "public" }] },
    ],
    ["set team claims everybody", { kind: "set", scope: "team", changes: [{ setting: "claims", value: "everyone" }] }],
    ["set system default", { kind: "set", scope: "person", changes: [{ setting: "system", value: null }] }],
    [
      "set language english answers private",
      {
        kind: "set",
        scope: "person",
        changes: [
          { setting: "language", value: "en" },
          { setting: "answers", value: "private" },
        ],
      },
    ],
    ["feedback 867 sad", { kind: "feedback", port: 867, mood: "sad", comment: "" }],
    ["feedback 867 sad It is NetInfo!", { kind: "feedback", port: 867, mood: "sad", comment: "It is NetInfo!" }],
    ["forget me", { kind: "forget" }],
    ["watch 867", { kind: "watch", subject: { kind: "numbers", span: span(867) } }],
    ["/port Watch port 867/udp", { kind: "watch", subject: { kind: "numbers", span: span(867) } }],
    ["watch 8000 to 8010", { kind: "watch", subject: { kind: "numbers", span: span(8000, 8010) } }],
    ["watch 10000", { kind: "watch", subject: { kind: "numbers", span: span(10000) } }],
    ["watch 65535", { kind: "watch", subject: { kind: "numbers", span: span(65535) } }],
    ["watch Postgres", { kind: "watch", subject: { kind: "name", name: "postgres" } }],
    ["watch", { kind: "watches" }],
    ["watches", { kind: "watches" }],
    ["unwatch 867", { kind: "unwatch", subject: { kind: "numbers", span: span(867) } }],
    ["unwatch postgres", { kind: "unwatch", subject: { kind: "name", name: "postgres" } }],
    ["unwatch all", { kind: "unwatch", subject: null }],
  ])("%j is parsed", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
    expect(readMessage(text)).toEqual(query);
  });

  it.each([
    ["claim", "claim-not-understood"],
    ["claim billing-api", "claim-not-understood"],
    ["claim 8867", "claim-not-understood"],
    ["claim 8867 ...", "claim-name"],
    ["claim 8867 a/b", "claim-name"],
    ["claim 8867 help", "claim-name"],
    ["claim 8867 more", "claim-name"],
    ["claim 8900 8910 pool", "claim-name"],
    ["claim 70000 x", "above-65535"],
    [`claim 8867 x "${"long ".repeat(60)}"`, "claim-too-long"],
    [`claim 1000-${1000 + MAX_CLAIM} x`, "claim-too-many"],
    ["book history billing", "history-of-what"],
    ["release", "release-what"],
    ["release 8867 and more", "release-what"],
    ["book export yaml", "export-format"],
    ["set colour blue", "no-such-setting"],
    ["set claims admins", "no-such-setting"],
    ["set system amiga", "no-such-setting"],
    ["set system linux system macos", "no-such-setting"],
    ["feedback 867", "feedback-not-understood"],
    ["feedback 867 furious", "feedback-not-understood"],
    ["forget", "forget-whom"],
    ["forget everybody", "forget-whom"],
    ["watch 70000", "above-65535"],
    ["watch 0-65535", "watch-too-many"],
    ["watch all", "watch-too-many"],
    ["watch 22,80", "watch-what"],
    ["unwatch", "unwatch-what"],
    ["unwatch 0-65535", "unwatch-what"],
  ])("%j gets an error and an example", (text, reason) => {
    const query = parseQuery(text);
    expect(query).toMatchObject({ kind: "invalid", reason });
    expect(query.kind === "invalid" && parseQuery(query.suggestion).kind).not.toBe("invalid");
  });

  it.each([
    ["set", { kind: "service", name: "set" }],
    ["settings page", { kind: "service", name: "settings page" }],
    ["undo the last commit", { kind: "service", name: "undo the last commit" }],
    ["booking", { kind: "service", name: "booking" }],
    ["claims-api", { kind: "service", name: "claims-api" }],
    ["watch-dog", { kind: "service", name: "watch-dog" }],
    ["watches of ports", { kind: "service", name: "watches of ports" }],
  ])("%j is a name like any other", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it("suggests the span that two numbers most likely mean", () => {
    expect(parseQuery("claim 8900 8910 pool")).toMatchObject({ suggestion: "claim 8900-8910 pool", input: "8910" });
    expect(parseQuery("claim 70000 x")).toMatchObject({ input: "70000" });
  });

  it("needs no quotes around a description in a command", () => {
    expect(parseQuery("claim 8867 billing-api Billing API")).toMatchObject({
      kind: "claim",
      description: "Billing API",
    });
  });

  it("needs quotes around a description in a mention, because sentences have none", () => {
    expect(readMessage('claim 8867 billing-api "Billing API" @payments')).toMatchObject({ kind: "claim" });
    expect(readMessage("claim 8867 billing-api @payments")).toMatchObject({ kind: "claim" });
    for (const sentence of ["claim 8868 is taken by whom?", "claim 8867 for billing please"]) {
      expect(readMessage(sentence), sentence).toMatchObject({ kind: "invalid", reason: "claim-not-understood" });
    }
    expect(readMessage("book a meeting about 8080")).toMatchObject({ kind: "port", port: 8080 });
    expect(readMessage("book @payments")).toMatchObject({ kind: "book" });
  });

  it("is not found in a sentence that only starts like one", () => {
    expect(readMessage("release 2.4 listens on port 8867, is that ok?")).toMatchObject({ kind: "port", port: 8867 });
    expect(readMessage("claim that 22 is open?")).toMatchObject({ port: 22 });
    expect(readMessage("watch out, 22 is open")).toMatchObject({ port: 22 });
    expect(readMessage("watch what listens on port 8867")).toMatchObject({ port: 8867 });
  });

  it("has one canonical text for every query", () => {
    fc.assert(
      fc.property(teamQuery, (query) => {
        expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
    );
  });
});

describe("the visibility of a command's answer", () => {
  const read = (text: string) => readQuestion({ text, manner: "command" });
  const port867 = { kind: "port", port: 867, transport: null };

  it("may be given at its end", () => {
    expect(read("867 public")).toEqual({ query: port867, visibility: "public" });
    expect(read("free 3 udp Private")).toMatchObject({ query: { kind: "free", count: 3 }, visibility: "private" });
  });

  it("is not taken from a query about visibility, or from the word alone", () => {
    for (const text of [
      "set answers public",
      "set answers = public",
      "set: answers : public",
      "set answers to public",
    ]) {
      expect(read(text)).toEqual({ query: parseQuery("set answers public") });
    }
    expect(read("public")).toEqual({ query: parseQuery("public") });
    expect(read("867")).toEqual({ query: port867 });
  });

  it.each([
    "claim 8867 public",
    "claim 8867 billing-api public",
    "feedback 867 sad public",
    "book public",
    "book export csv public",
    "undo public",
    "set my answers to private",
  ])("is part of %j itself", (text) => {
    expect(read(text)).toEqual({ query: parseQuery(text) });
  });

  it.each([
    ["book history public", "book history"],
    ["release 8867 public", "release 8867"],
    ["set language en private", "set language en"],
    ["forget me private", "forget me"],
    ["settings public", "settings"],
    ["watch 867 public", "watch 867"],
  ])("is not part of %j", (text, query) => {
    expect(read(text)).toMatchObject({ query: parseQuery(query), visibility: text.split(" ").at(-1) });
  });
});

const numbers = fc
  .tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: MAX_CLAIM - 1 }))
  .map(([first, more]) => span(first, Math.min(65_535, first + more)));
const transport = fc.constantFrom(null, ...TRANSPORTS);
const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$/);
const name = fc.stringMatching(/^[A-Za-z0-9]{0,3}[A-Za-z][A-Za-z0-9._+-]{0,15}$/).map((each) => `${each}-x`);
const words = (max: number) => fc.array(word, { maxLength: max }).map((all) => all.join(" "));

const subject: fc.Arbitrary<WatchSubject> = fc.oneof(
  fc.record({ kind: fc.constant("numbers" as const), span: numbers }),
  fc.record({ kind: fc.constant("name" as const), name: name.map((each) => each.toLowerCase()) }),
);

const teamQuery: fc.Arbitrary<TeamQuery> = fc.oneof(
  fc.record({ kind: fc.constant("watch" as const), subject }),
  fc.record({ kind: fc.constant("unwatch" as const), subject: fc.option(subject) }),
  fc.constant({ kind: "watches" as const }),
  fc.record({
    kind: fc.constant("claim" as const),
    span: numbers,
    transport,
    name,
    description: words(6),
    owner: words(3),
  }),
  fc.record({ kind: fc.constant("release" as const), span: numbers, transport }),
  fc.record({ kind: fc.constant("export" as const), format: fc.constantFrom(...BOOK_FORMATS), text: words(3) }),
  fc.record({ kind: fc.constant("changes" as const), span: fc.option(numbers) }),
  fc.record({ kind: fc.constant("undo" as const), change: fc.option(fc.stringMatching(/^[\w-]{1,40}$/)) }),
  fc.constant({ kind: "settings" as const }),
  fc.record({
    kind: fc.constant("feedback" as const),
    port: fc.integer({ min: 0, max: 65_535 }),
    mood: fc.constantFrom(...MOODS),
    comment: words(8),
  }),
  setQuery("person", SETTING_NAMES),
  setQuery("team", TEAM_SETTING_NAMES),
);

function setQuery(scope: "person" | "team", settings: readonly TeamSettingName[]) {
  return fc.record({
    kind: fc.constant("set" as const),
    scope: fc.constant(scope),
    changes: fc
      .subarray([...settings], { minLength: 1 })
      .chain((names) =>
        fc.tuple(
          ...names.map((setting) =>
            fc.record({ setting: fc.constant(setting), value: fc.constantFrom(null, ...SETTING_VALUES[setting]) }),
          ),
        ),
      ),
  });
}
