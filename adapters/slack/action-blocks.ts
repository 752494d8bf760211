import type { types } from "@slack/bolt";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import { assertNever } from "#core/card/card.ts";
import { fitText } from "#core/card/fit.ts";
import type { Action } from "#core/present/action.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";
import { plainLine, plainText } from "./escape.ts";
import { ACTION_ID, BLOCK_ELEMENTS, BUTTON_TEXT, BUTTON_VALUE } from "./limits.ts";
import { isRecord, textIn } from "./payload.ts";

/**
 * Buttons and menus for a card: navigation in the first row, everything else in the second. The action_id holds the type,
 * the value a query text or a form's kind; `readComponentAction` reads them back.
 */
export function actionBlocks(actions: readonly Action[]): types.ActionsBlock[] {
  const elements = actions.map((action, at) => ({ action, element: elementOf(action, at) }));
  return [elements.filter(({ action }) => isNavigation(action)), elements.filter(({ action }) => !isNavigation(action))]
    .map((row) => row.flatMap(({ element }) => element ?? []).slice(0, BLOCK_ELEMENTS))
    .filter((row) => row.length > 0)
    .map((row) => ({ type: "actions", elements: row }));
}

function isNavigation({ type }: Action): boolean {
  return type === "ask" || type === "system";
}

/** Null if the state does not fit into Slack's limits. */
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
      const options = action.options.map(({ system, label }) => ({ text: shortLabel(label), value: system }));
      const chosen = options.find(({ value }) => value === action.chosen);
      if (id.length > ACTION_ID || options.length === 0) return null;
      return {
        type: "static_select",
        action_id: id,
        placeholder: shortLabel(action.label),
        options,
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      };
    }
    default:
      return assertNever(action);
  }
}

function button({ label }: Action, action_id: string, value: string): types.Button | null {
  return value.length > BUTTON_VALUE ? null : { type: "button", action_id, text: shortLabel(label), value };
}

function shortLabel(label: string): types.PlainTextElement {
  return plainText(fitText(label, BUTTON_TEXT, (cut) => plainLine(cut).length));
}

/** The action_id of the input in App Home. */
export const TRY_ID = "try";

/** Reads the elements of `actionBlocks` and `homeView`; null for anything else. */
export function readComponentAction(action: unknown): ComponentAction | null {
  const id = textIn(action, "action_id") ?? "";
  const value = textIn(action, "value");
  const type = id.split(":", 1)[0];
  if (id === "dismiss") return { type: "dismiss" };
  if (type === "system") {
    const query = /^system:\d+:(.*)$/s.exec(id)?.[1];
    const chosen = isRecord(action) ? textIn(action.selected_option, "value") : undefined;
    const system = SYSTEMS.find((each) => each === chosen);
    return query === undefined || system === undefined ? null : { type, query, system };
  }
  if (value === undefined) return null;
  if (id === TRY_ID) return { type: "ask", query: value };
  if (type === "ask" || type === "mood" || type === "share") return { type, query: value };
  const form = type === "form" ? parseFormKind(value) : null;
  return form === null ? null : { type: "form", form };
}
