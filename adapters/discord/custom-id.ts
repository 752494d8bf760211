import type { APIMessageComponentInteractionData } from "discord-api-types/v10";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import { assertNever } from "#core/card/card.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";
import { CUSTOM_ID } from "./limits.ts";

/** What a component does on Discord. */
export type DiscordAction = ComponentAction | DeleteAction;

interface DeleteAction {
  readonly type: "delete";
  /** The id of the user who may delete; empty in a template. */
  readonly owner: string;
}

/** A parsed custom id: an action, without the system that is chosen in a menu. */
export type CustomId =
  | Exclude<DiscordAction, { readonly type: "system" }>
  | { readonly type: "system"; readonly query: string };

/** `ask:867`, `form:claim 867`, `delete:123`; null if it would be longer than Discord allows. */
export function formatCustomId(id: CustomId): string | null {
  const text = `${id.type}:${stateOf(id)}`;
  return text.length > CUSTOM_ID ? null : text;
}

/** Null for anything that this version of Portcall does not write. */
export function parseCustomId(text: string): CustomId | null {
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

/** Null for a component that this version of Portcall does not know. */
export function readComponent(data: APIMessageComponentInteractionData): DiscordAction | null {
  const id = parseCustomId(data.custom_id);
  if (id?.type !== "system") return id;
  const [value] = "values" in data ? data.values : [];
  const system = SYSTEMS.find((each) => each === value);
  return system === undefined ? { type: "ask", query: id.query } : { ...id, system };
}

function stateOf(id: CustomId): string {
  switch (id.type) {
    case "ask":
    case "share":
    case "system":
    case "mood":
      return id.query;
    case "form":
      return formatFormKind(id.form);
    case "dismiss":
      return "";
    case "delete":
      return id.owner;
    default:
      return assertNever(id);
  }
}
