import fc from "fast-check";
import { expect, it } from "vitest";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { readComponentAction } from "#adapters/slack/action-blocks.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import type { Action } from "#core/present/action.ts";
import type { FormKind } from "#core/present/form.ts";
import { anyCard } from "../../support/cards/generated.ts";
import { readSlackBlocks, slackViolations } from "../../support/read-back/slack.ts";
import { countedCharacters } from "../../support/slack-platform/message-size.ts";

const label = fc.string({ minLength: 1, maxLength: 200, unit: "binary" });
const query = fc.string({ minLength: 1, maxLength: 300 });
const form = fc.constantFrom<FormKind>(
  { form: "claim", port: 8867 },
  { form: "claim", port: null },
  { form: "feedback", port: 867, mood: "sad" },
  { form: "settings" },
);
const options = SYSTEMS.map((system) => ({ system, label: system }));
const chosen = fc.constantFrom(...SYSTEMS);
const anyPrimary: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constantFrom("mood", "share"), label, query }),
  fc.record({ type: fc.constant("ask"), label, query }),
  fc.record({ type: fc.constant("ask"), label, spoken: fc.string({ minLength: 1, maxLength: 75 }), query }),
  fc.record({ type: fc.constant("form"), label, form }),
  fc.record({ type: fc.constant("dismiss"), label }),
  fc.record({ type: fc.constant("system"), label, query, options: fc.constant(options), chosen }),
);
const anyAction = fc
  .tuple(anyPrimary, fc.boolean())
  .map(([action, isSecondary]): Action => (isSecondary ? { ...action, isSecondary } : action));
/** A card is dismissed in one way only. */
const anyActions = fc.uniqueArray(anyAction, {
  maxLength: 40,
  selector: (action) => (action.type === "dismiss" ? action.type : JSON.stringify(action)),
});

it("keeps Slack's limits with any card and any actions, and shows the same card as without actions", () => {
  fc.assert(
    fc.property(anyCard, anyActions, (card, actions) => {
      const message = renderSlack(card, actions);
      expect(slackViolations(message)).toEqual([]);
      if (countedCharacters(message.blocks) < 3000)
        expect(readSlackBlocks(message)).toBe(readSlackBlocks(renderSlack(card)));
    }),
    { numRuns: 200 },
  );
});

it("parses every element to the action it was made from", () => {
  fc.assert(
    fc.property(anyAction, (action) => {
      const card = { title: "Card", status: "information", body: [], footnote: "" } as const;
      const elements = renderSlack(card, [action]).blocks.flatMap((block) =>
        block.type === "actions" ? block.elements : [],
      );
      for (const element of elements) {
        expect(readComponentAction(clicked(element, action))).toEqual(clickOf(action));
      }
    }),
  );
});

it("is one row, at its end a menu of what is secondary", () => {
  fc.assert(
    fc.property(anyActions, (actions) => {
      const card = { title: "Card", status: "information", body: [], footnote: "" } as const;
      const rows = renderSlack(card, actions).blocks.flatMap((block) =>
        block.type === "actions" ? [block.elements] : [],
      );
      expect(rows.length).toBeLessThanOrEqual(1);
      for (const row of rows) {
        const menus = row.filter(({ type }) => type === "overflow");
        expect(menus.length).toBeLessThanOrEqual(actions.some(({ isSecondary }) => isSecondary) ? 1 : 0);
        if (menus.length === 1) expect(row.at(-1)).toBe(menus[0]);
      }
    }),
  );
});

/** The element as Slack hands it back after a click on it, or on its option for the action. */
function clicked(element: object, action: Action): unknown {
  if (!("options" in element) || !Array.isArray(element.options)) return element;
  const chosen = action.type === "system" ? action.chosen : element.options[0]?.value;
  return { ...element, selected_option: element.options.find(({ value }) => value === chosen) };
}

function clickOf(action: Action): ComponentAction {
  switch (action.type) {
    case "system":
      return { type: "system", query: action.query, system: action.chosen };
    case "form":
      return { type: "form", form: action.form };
    case "dismiss":
      return { type: "dismiss" };
    default:
      return { type: action.type, query: action.query };
  }
}

it("returns null for any other element", () => {
  fc.assert(
    fc.property(fc.anything(), (garbage) => {
      readComponentAction(garbage);
    }),
  );
});
