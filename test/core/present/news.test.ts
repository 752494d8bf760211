import { describe, expect, it } from "vitest";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText, renderSpokenText } from "#core/card/plain-text.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import { compareRegistries } from "#core/registry/registry-change.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";
import { newerRegistry, newRow } from "../../support/registry/newer-registry.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const LONG = "A protocol whose description is as long as some in the registry are, which is very long indeed. ".repeat(
  4,
);

function askAbout(now: Registry) {
  const ask = createAsk({ ...knowledge, registry: now, update: compareRegistries(registry, now) }, teamServicesIn());
  return (text: string) => ask({ text, manner: "command", locale: "en", asker: null });
}

const BOTH = newerRegistry(
  "2026-09-11",
  [newRow(867, "foo", { assignees: ["Foo Inc."] }), newRow(867, "foo", { transport: "udp", assignees: ["Foo Inc."] })],
  (record: RegistryRecord) => {
    if (record.serviceName === "telnet") return null;
    const isHttps = record.serviceName === "https" && record.transport === "udp" && record.span !== null;
    return isHttps ? { ...record, description: "HTTP over TLS", note: "See RFC 9110." } : record;
  },
);

describe("news", () => {
  it("are what the last update changed, what is new first", async () => {
    const { card, answer } = await askAbout(BOTH)("news");
    expect(renderPlainText(card)).toBe(
      [
        "Registry news · 1 new, 1 removed, 1 changed",
        "IANA’s registry of 11 Sept 2026, compared with 17 Aug 2026.",
        [
          "• New: 867 (tcp, udp) foo, foo protocol · Foo Inc.",
          "• Removed: 23 (tcp, udp) telnet · Jon Postel",
          "• Changed: 443 (udp) https: description now “HTTP over TLS”, was “http protocol over TLS/SSL…",
        ].join("\n"),
        "IANA registry, 11 Sept 2026",
      ].join("\n\n"),
    );
    expect(answer).toMatchObject({ kind: "news", update: { from: "2026-08-17", to: "2026-09-11" } });
  });

  it("say in full what was compared, with what was said before", async () => {
    const text = renderPlainText((await askAbout(BOTH)("news more")).card);
    expect(text).toContain("note now “See RFC 9110.”, was none");
    expect(text).toContain("Compared: numbers, names, states, descriptions, assignees and notes.");
  });

  it("are none for the registry that Portcall came with, and say so of an update without changes", async () => {
    const ask = createAsk(knowledge, teamServicesIn());
    const { card } = await ask({ text: "what's new", manner: "command", locale: "en", asker: null });
    expect(renderPlainText(card)).toContain("I came with IANA’s registry of 17 Aug 2026");
    const same = await askAbout(newerRegistry("2026-09-11", []))("news");
    expect(same.card.title).toBe("Registry news · no assignment changed");
    expect(same.actions.map(({ type }) => type)).toEqual(["share", "dismiss"]);
  });

  it("keep to a brief card's budget, and a full one's, however much has changed", async () => {
    const rows = Array.from({ length: 400 }, (_, at) => newRow(10_000 + at, `service-${at}`, { description: LONG }));
    const huge = newerRegistry("2026-09-11", rows, (record) => ({ ...record, assignees: [LONG] }));
    const ask = askAbout(huge);
    const brief = await ask("news");
    const text = renderPlainText(brief.card);
    expect(text.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(9);
    expect(text.length).toBeLessThanOrEqual(700);
    const slack = renderReply(brief);
    expect(slack.blocks.length).toBeLessThanOrEqual(6);
    expect(Buffer.byteLength(JSON.stringify(slack))).toBeLessThanOrEqual(3500);
    expect(Buffer.byteLength(JSON.stringify(createReplyRenderer().renderPrivate(brief)))).toBeLessThanOrEqual(2200);
    const full = renderSpokenText((await ask("news more")).card);
    expect(full.length).toBeLessThanOrEqual(3000);
    expect(full).toContain("more: portcall ask --json news has them all.");
  });
});
