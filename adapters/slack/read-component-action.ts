import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import { parseFormKind } from "#core/present/form.ts";
import { isRecord, textIn } from "./read.ts";

/** The action_id of the field in App Home. */
export const TRY_ID = "try";

/** Reads what `actionBlocks` and `homeView` wrote; null for anything else. */
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
