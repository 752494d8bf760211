import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APIMessage,
  APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { Action, SystemAction } from "#core/present/action.ts";
import type { CustomId } from "./custom-id.ts";
import { formatCustomId, parseCustomId } from "./custom-id.ts";
import { inert } from "./escape.ts";
import { BUTTON_LABEL, BUTTONS_IN_ROW, OPTION_LABEL, ROWS, SELECT_OPTIONS, SELECT_PLACEHOLDER } from "./limits.ts";

/** Discord's numbers for what rendering uses: a process without Discord loads no package for them. */
const ACTION_ROW: ComponentType.ActionRow = 1;
const BUTTON: ComponentType.Button = 2;
const STRING_SELECT: ComponentType.StringSelect = 3;
const SECONDARY: ButtonStyle.Secondary = 2;
const EPHEMERAL: MessageFlags.Ephemeral = 64;

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Who sees a message: the asker alone, or everybody, and then it has a Delete button for its owner. */
export type Audience = "asker" | "everybody";

/**
 * Actions as rows of components, in their order: five buttons a row, a menu in a row of its own. What does not fit into
 * five rows, or whose state does not fit into a custom id, is left out, and so is what would stand there twice.
 */
export function actionRows(actions: readonly Action[], audience: Audience): ActionRow[] {
  const rows: APIComponentInMessageActionRow[][] = [];
  const seen = new Set<string>();
  for (const action of actions) {
    const component = componentOf(action, audience);
    if (component === null || seen.has(component.custom_id)) continue;
    seen.add(component.custom_id);
    const last = rows.at(-1);
    const hasRoom = last !== undefined && last.length < BUTTONS_IN_ROW && last[0]?.type === BUTTON;
    if (hasRoom && component.type === BUTTON) last.push(component);
    else rows.push([component]);
  }
  return rows.slice(0, ROWS).map((components) => ({ type: ACTION_ROW, components }));
}

/** The rows with the owner's id in their Delete button, and the button's word. */
export function withOwner(rows: readonly ActionRow[], owner: string, label: string): ActionRow[] {
  const template = formatCustomId({ type: "delete", owner: "" });
  const custom_id = formatCustomId({ type: "delete", owner });
  return rows.map((row) => ({
    ...row,
    components: row.components.map((component) =>
      component.type === BUTTON && "custom_id" in component && component.custom_id === template
        ? { ...component, label, custom_id: custom_id ?? template }
        : component,
    ),
  }));
}

/** Whose card a message is: who may delete it, or else who used the command it answers; null where that is not known. */
export function ownerOf({ components = [], interaction_metadata: asked }: APIMessage): string | null {
  for (const row of components) {
    if (row.type !== ACTION_ROW) continue;
    for (const component of row.components) {
      const id = "custom_id" in component ? parseCustomId(component.custom_id) : null;
      if (id?.type === "delete" && id.owner !== "") return id.owner;
    }
  }
  return asked?.user.id ?? null;
}

/** Whether it is up to a user alone what becomes of a message: nobody else sees it, or it is theirs. */
export function isOwnMessage(message: APIMessage, userId: string | undefined): boolean {
  return isEphemeral(message) || (userId !== undefined && ownerOf(message) === userId);
}

/** Whether only one person sees a message. */
export function isEphemeral({ flags }: Pick<APIMessage, "flags">): boolean {
  return ((flags ?? 0) & EPHEMERAL) !== 0;
}

function componentOf(
  action: Action,
  audience: Audience,
): APIButtonComponentWithCustomId | APIStringSelectComponent | null {
  switch (action.type) {
    case "ask":
    case "mood":
      return button(action.label, { type: action.type, query: action.query });
    case "share":
      // Everybody sees it already.
      return audience === "everybody" ? null : button(action.label, { type: "share", query: action.query });
    case "form":
      return button(action.label, { type: "form", form: action.form });
    case "dismiss":
      return button(action.label, audience === "everybody" ? { type: "delete", owner: "" } : { type: "dismiss" });
    case "system":
      return systemMenu(action);
    default:
      return assertNever(action);
  }
}

function button(label: string, id: CustomId): APIButtonComponentWithCustomId | null {
  const custom_id = formatCustomId(id);
  if (custom_id === null) return null;
  return {
    type: BUTTON,
    style: SECONDARY,
    label: inert(label).slice(0, BUTTON_LABEL),
    custom_id,
  };
}

function systemMenu({ label, query, options, chosen }: SystemAction): APIStringSelectComponent | null {
  const custom_id = formatCustomId({ type: "system", query });
  if (custom_id === null || options.length === 0) return null;
  return {
    type: STRING_SELECT,
    custom_id,
    placeholder: inert(label).slice(0, SELECT_PLACEHOLDER),
    options: options.slice(0, SELECT_OPTIONS).map(({ system, label: name }) => ({
      label: inert(name).slice(0, OPTION_LABEL),
      value: system,
      default: system === chosen,
    })),
  };
}
