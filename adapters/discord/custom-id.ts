import { assertNever } from "#core/card/card.ts";
import type { FormKind } from "#core/present/form.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";
import { CUSTOM_ID } from "./limits.ts";

/**
 * What using a component means. Everything needed to do it stands in the component's custom id, so that it works on any
 * message, however old, whichever process answers.
 */
export type ComponentAction =
  | { readonly type: "ask" | "share" | "system" | "mood"; readonly query: string }
  | { readonly type: "form"; readonly form: FormKind }
  | { readonly type: "dismiss" }
  | { readonly type: "delete" /** The id of who may; empty in a template. */; readonly owner: string };

/** `ask:867`, `form:claim 867`, `delete:123`; null where it would be longer than Discord takes. */
export function formatCustomId(pressed: ComponentAction): string | null {
  const text = `${pressed.type}:${stateOf(pressed)}`;
  return text.length > CUSTOM_ID ? null : text;
}

/** What a custom id means; null for one that no version of Portcall still knows, and for any other text. */
export function parseCustomId(text: string): ComponentAction | null {
  const [, type, state = ""] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  switch (type) {
    case "ask":
    case "share":
    case "system":
    case "mood":
      return state === "" ? null : { type, query: state };
    case "form": {
      const form = parseFormKind(state);
      return form === null ? null : { type, form };
    }
    case "dismiss":
      return state === "" ? { type } : null;
    case "delete":
      return /^\d{0,20}$/.test(state) ? { type, owner: state } : null;
    default:
      return null;
  }
}

function stateOf(pressed: ComponentAction): string {
  switch (pressed.type) {
    case "ask":
    case "share":
    case "system":
    case "mood":
      return pressed.query;
    case "form":
      return formatFormKind(pressed.form);
    case "dismiss":
      return "";
    case "delete":
      return pressed.owner;
    default:
      return assertNever(pressed);
  }
}
