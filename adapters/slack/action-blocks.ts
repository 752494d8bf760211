import type { types } from "@slack/bolt";
import { assertNever } from "#core/card/card.ts";
import { fitText } from "#core/card/fit.ts";
import type { Action } from "#core/present/action.ts";
import { formatFormKind } from "#core/present/form.ts";
import { inert, plainText } from "./escape.ts";
import { ACTION_ID, BLOCK_ELEMENTS, BUTTON_TEXT, BUTTON_VALUE } from "./limits.ts";

/**
 * What can be done with a card, as buttons and menus: where to go from it in the first row, what to do with it in the
 * second. An element's action_id says what it is, its value is query text or a form's kind: see `readComponentAction`.
 */
export function actionBlocks(actions: readonly Action[]): types.ActionsBlock[] {
  const elements = actions.map((action, at) => ({ action, element: elementOf(action, at) }));
  return [elements.filter(({ action }) => leads(action)), elements.filter(({ action }) => !leads(action))]
    .map((row) => row.flatMap(({ element }) => element ?? []).slice(0, BLOCK_ELEMENTS))
    .filter((row) => row.length > 0)
    .map((row) => ({ type: "actions", elements: row }));
}

function leads({ type }: Action): boolean {
  return type === "ask" || type === "system";
}

/** Null for what Slack could not hand back whole. */
function elementOf(action: Action, at: number): types.Button | types.StaticSelect | null {
  switch (action.type) {
    case "ask":
    case "mood":
    case "share":
      return button(action, `${action.type}:${at}`, action.query);
    case "form":
      return button(action, `form:${at}`, formatFormKind(action.form));
    case "dismiss":
      return button(action, "dismiss", "dismiss");
    case "system": {
      const id = `system:${at}:${action.query}`;
      const options = action.options.map(({ system, label }) => ({ text: short(label), value: system }));
      const chosen = options.find(({ value }) => value === action.chosen);
      if (id.length > ACTION_ID || options.length === 0) return null;
      return {
        type: "static_select",
        action_id: id,
        placeholder: short(action.label),
        options,
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      };
    }
    default:
      return assertNever(action);
  }
}

function button({ label }: Action, action_id: string, value: string): types.Button | null {
  return value.length > BUTTON_VALUE ? null : { type: "button", action_id, text: short(label), value };
}

function short(label: string): types.PlainTextElement {
  return plainText(fitText(label, BUTTON_TEXT, (cut) => inert(cut).length));
}
