import { describe, expect, it } from "vitest";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import { phraseText } from "#core/card/card.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker } from "../../support/team-services.ts";

const { all: sets } = knowledge.software.portSets;
const { renderPrivate } = createReplyRenderer();
const textOf = (text: string) => renderPlainText(cardOf(text));
const reply = (text: string) => ask({ text, manner: "command", locale: "en", asker: asker("ann") });

describe("the card of a system", () => {
  it("names what is needed first, each number once, with the parts that need it", () => {
    expect(textOf("ports for kubernetes").split("\n").slice(2, 8)).toEqual([
      expect.stringMatching(/^6443 tcp +API server · Control plane$/),
      expect.stringMatching(/^2379–2380 tcp +etcd · Control plane$/),
      expect.stringMatching(/^10250 tcp +kubelet · Control plane, Workers$/),
      expect.stringMatching(/^10257 tcp +controller manager · optional$/),
      expect.stringMatching(/^10259 tcp +scheduler · optional$/),
      expect.stringMatching(/^10256 tcp +kube-proxy health · optional$/),
    ]);
  });

  it("shows all that is needed, and says how much is left", () => {
    for (const { id, items } of sets) {
      const [first] = cardOf(`ports for ${id}`).body;
      const shown = first?.type === "fields" ? first.fields : [];
      const needed = items.filter((item) => item.needed);
      const lines = shown.filter(({ value }) => !phraseText(value).endsWith("optional"));
      expect(new Set(needed.map(({ ports, what }) => `${ports.first} ${what}`)).size, id).toBe(lines.length);
    }
    expect(textOf("ports for active directory")).toContain("and 3 more, all optional");
    expect(textOf("ports for mail server")).not.toContain(" more");
  });

  it("offers more, the rules and sharing in one row", async () => {
    const { actions } = await reply("ports for k8s");
    expect(actions.filter(({ isSecondary }) => isSecondary !== true).map(({ label }) => label)).toEqual([
      "More",
      "Rules",
      "Share",
    ]);
  });

  it("is for everybody, and more of it for the asker", async () => {
    const shared = await ask({ text: "kafka ports public", manner: "command", locale: "en", asker: asker("ann") });
    expect(shared.isPrivate).toBe(false);
    expect((await reply("ports for kafka more")).isPrivate).toBe(true);
  });
});

describe("the full card of a system", () => {
  it("tells who connects to whom and what for, with every source, in one piece", async () => {
    for (const { id, items } of sets) {
      const text = `ports for ${id} more`;
      const said = textOf(text);
      for (const { from, to, purpose, source } of items) {
        expect(said).toContain(`${from} → ${to} — ${purpose}`);
        expect(said).toContain(`(${source})`);
      }
      expect(said.length, id).toBeLessThanOrEqual(3000);
      const sent = await reply(text);
      const payloads = [renderReply(sent).blocks, renderPrivate(sent)];
      expect(payloads.filter((payload) => JSON.stringify(payload).includes(CUT_MARK)).length, id).toBe(0);
    }
  });
});
