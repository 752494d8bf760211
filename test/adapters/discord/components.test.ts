import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import type { Action } from "#core/present/action.ts";
import { ownerOf, withOwner } from "../../../adapters/discord/components.ts";
import type { CustomId } from "../../../adapters/discord/custom-id.ts";
import { formatCustomId, parseCustomId } from "../../../adapters/discord/custom-id.ts";
import { ask, cardOf, QUERIES } from "../../support/cards/corpus.ts";
import { customIds } from "../../support/discord-platform/connected.ts";
import { discordViolations } from "../../support/read-back/discord.ts";
import { asker } from "../../support/team-services.ts";

const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== "");
const query = fc.string({ minLength: 1, maxLength: 120 });
const anyPrimary: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constantFrom("ask" as const, "share" as const, "mood" as const), label, query }),
  fc.record({ type: fc.constant("dismiss" as const), label }),
  fc.record({
    type: fc.constant("form" as const),
    label,
    form: fc.constantFrom({ form: "settings" as const }, { form: "claim" as const, port: 8867 }),
  }),
  fc.record({
    type: fc.constant("system" as const),
    label,
    query,
    chosen: fc.constantFrom(...SYSTEMS),
    options: fc.subarray(SYSTEMS.map((system) => ({ system, label: system }))),
  }),
);

const anyAction = fc
  .tuple(anyPrimary, fc.boolean())
  .map(([action, isSecondary]): Action => (isSecondary ? { ...action, isSecondary } : action));

describe("a card's buttons and menus", () => {
  it.each(QUERIES)("for %j keep Discord's limits, private and public", async (text) => {
    for (const visibility of ["private", "public"] as const) {
      const { card, actions } = await ask({ text, manner: "command", locale: "en", asker: null, visibility });
      for (const audience of ["private", "public"] as const) {
        expect(discordViolations(renderDiscord(card, actions, audience))).toEqual([]);
      }
    }
  });

  it("keep the limits with any actions, and can all be parsed", () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), fc.constantFrom("private", "public"), (actions, audience) => {
        const message = renderDiscord(cardOf("867"), actions, audience);
        expect(discordViolations(message)).toEqual([]);
        expect(customIds(message).map(parseCustomId)).not.toContain(null);
      }),
    );
  });

  it("are two rows below a brief card, and Delete is among the buttons", async () => {
    const { card, actions } = await ask({ text: "867 public", manner: "command", locale: "en", asker: asker("ann") });
    const { components } = renderDiscord(card, actions, "public");
    const ids = components.map((row) => customIds({ components: [row] }));
    expect(ids).toEqual([["ask:862", "ask:873", "ask:867 more", "delete:"], ["system:867"]]);
  });

  it("are not what is secondary, which the full card offers", () => {
    const secondary: Action = {
      type: "form",
      label: "Claim it",
      form: { form: "claim", port: 8867 },
      isSecondary: true,
    };
    expect(renderDiscord(cardOf("8867"), [secondary]).components).toEqual([]);
    const { isSecondary: _, ...primary } = secondary;
    expect(customIds(renderDiscord(cardOf("8867"), [primary]))).toEqual(["form:claim 8867"]);
  });

  it("belong to the owner of the card", () => {
    const card = renderDiscord(cardOf("867"), [{ type: "dismiss", label: "Dismiss" }], "public");
    const rows = withOwner(card.components, "1456074443984995001", "Delete");
    expect(JSON.stringify(rows)).toContain('"Delete"');
    expect(customIds({ components: rows })).toEqual(["delete:1456074443984995001"]);
    expect(ownerOf({ components: rows } as Parameters<typeof ownerOf>[0])).toBe("1456074443984995001");
  });
});

describe("a custom id", () => {
  const ids: readonly CustomId[] = [
    { type: "ask", query: "22 80 443/tcp" },
    { type: "share", query: "search a:b\nc" },
    { type: "system", query: "867/udp" },
    { type: "mood", query: "feedback 867 sad" },
    { type: "form", form: { form: "feedback", port: 867, mood: "sad" } },
    { type: "dismiss" },
    { type: "delete", owner: "1456074443984995001" },
  ];
  it.each(ids)("of $type parses to what was formatted", (each) => {
    expect(parseCustomId(formatCustomId(each) ?? "")).toEqual(each);
  });

  it("is parsed or rejected, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseCustomId(text);
        if (read !== null) expect(parseCustomId(formatCustomId(read) ?? "")).toEqual(read);
      }),
    );
  });
});
