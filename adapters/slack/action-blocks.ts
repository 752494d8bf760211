import type { types } from "@slack/bolt";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { isRecord } from "#adapters/chat/record.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import { assertNever } from "#core/card/card.ts";
import { fitText } from "#core/card/fit.ts";
import type { Action } from "#core/present/action.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";
import { plainLine, plainText } from "./escape.ts";
import { ACTION_ID, BLOCK_ELEMENTS, BUTTON_TEXT, BUTTON_VALUE, OVERFLOW_OPTIONS, OVERFLOW_VALUE } from "./limits.ts";
import { textIn } from "./payload.ts";

/**
 * What can be done with a card, as one row of buttons and menus, at its end an overflow menu for what is secondary. An
 * element's action_id says what it is, its value is query text or a form's kind: see `readComponentAction`.
 */
export function actionBlocks(actions: readonly Action[]): types.ActionsBlock[] {
  const menu = overflow(actions.filter(({ isSecondary }) => isSecondary));
  const elements = actions
    .flatMap((action, at) => (action.isSecondary ? [] : (elementOf(action, at) ?? [])))
    .slice(0, BLOCK_ELEMENTS - menu.length);
  const row = [...elements, ...menu];
  return row.length === 0 ? [] : [{ type: "actions", elements: row }];
}

function overflow(actions: readonly Action[]): types.Overflow[] {
  const options = actions.flatMap((action) => {
    const value = overflowValue(action);
    return value === null || value.length > OVERFLOW_VALUE ? [] : [{ text: shortLabel(action.label), value }];
  });
  return options.length === 0
    ? []
    : [{ type: "overflow", action_id: OVERFLOW_ID, options: options.slice(0, OVERFLOW_OPTIONS) }];
}

const OVERFLOW_ID = "overflow";

/** `TYPE:VALUE`, as a button's action_id and value say it; null for a menu, which cannot stand in another. */
function overflowValue(action: Action): string | null {
  switch (action.type) {
    case "ask":
    case "mood":
    case "share":
      return `${action.type}:${action.query}`;
    case "form":
      return `form:${formatFormKind(action.form)}`;
    case "dismiss":
      return "dismiss:";
    case "system":
      return null;
    default:
      return assertNever(action);
  }
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
      const chosen = action.options.find(({ system }) => system === action.chosen);
      if (id.length > ACTION_ID || options.length === 0) return null;
      // The menu shows the system of the command; an initial option would be its bytes once more.
      return { type: "static_select", action_id: id, placeholder: shortLabel(chosen?.label ?? action.label), options };
    }
    default:
      return assertNever(action);
  }
}

function button(action: Action, action_id: string, value: string): types.Button | null {
  if (value.length > BUTTON_VALUE) return null;
  const spoken = "spoken" in action && action.spoken !== undefined ? { accessibility_label: action.spoken } : {};
  return { type: "button", action_id, text: shortLabel(action.label), value, ...spoken };
}

function shortLabel(label: string): types.PlainTextElement {
  return plainText(fitText(label, BUTTON_TEXT, (cut) => plainLine(cut).length));
}

/** The action_id of the input in App Home. */
export const TRY_ID = "try";

/** Reads the elements of `actionBlocks` and `homeView`; null for anything else. */
export function readComponentAction(action: unknown): ComponentAction | null {
  const id = textIn(action, "action_id") ?? "";
  if (id === OVERFLOW_ID) {
    const option = isRecord(action) ? (textIn(action.selected_option, "value") ?? "") : "";
    const [type = ""] = option.split(":", 1);
    return readPressed(type, option.slice(type.length + 1));
  }
  const type = id.split(":", 1)[0] ?? "";
  if (type === "system") {
    const query = /^system:\d+:(.*)$/s.exec(id)?.[1];
    const chosen = isRecord(action) ? textIn(action.selected_option, "value") : undefined;
    const system = SYSTEMS.find((each) => each === chosen);
    return query === undefined || system === undefined ? null : { type, query, system };
  }
  return readPressed(id === TRY_ID ? "ask" : type, textIn(action, "value"));
}

function readPressed(type: string, value: string | undefined): ComponentAction | null {
  if (type === "dismiss") return { type };
  if (value === undefined) return null;
  if (type === "ask" || type === "mood" || type === "share") return { type, query: value };
  const form = type === "form" ? parseFormKind(value) : null;
  return form === null ? null : { type: "form", form };
}
