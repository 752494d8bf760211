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
import { plainLine } from "./escape.ts";
import { BUTTON_LABEL, BUTTONS_IN_ROW, OPTION_LABEL, ROWS, SELECT_OPTIONS, SELECT_PLACEHOLDER } from "./limits.ts";

/** Copied from discord-api-types, so that a process without Discord does not load the package. */
const ACTION_ROW: ComponentType.ActionRow = 1;
const BUTTON: ComponentType.Button = 2;
const STRING_SELECT: ComponentType.StringSelect = 3;
const SECONDARY: ButtonStyle.Secondary = 2;
export const EPHEMERAL: MessageFlags.Ephemeral = 64;

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Who sees a message: only the asker, or everybody in the channel. Only a public one has a Delete button. */
export type Audience = "private" | "public";

/**
 * Actions as rows of components, in their order: five buttons a row, a menu in a row of its own below the buttons that
 * still had room. What does not fit into five rows, or whose state does not fit into a custom id, is left out, and so is
 * what would stand there twice.
 */
export function actionRows(actions: readonly Action[], audience: Audience): ActionRow[] {
  const rows: APIComponentInMessageActionRow[][] = [];
  const seen = new Set<string>();
  for (const action of actions) {
    // Discord has no menu for them; the full card, which nobody else sees, offers them.
    if (action.isSecondary && action.type !== "dismiss") continue;
    const component = componentOf(action, audience);
    if (component === null || seen.has(component.custom_id)) continue;
    seen.add(component.custom_id);
    const buttons = rows.findLast(([first]) => first?.type === BUTTON);
    const hasRoom = buttons !== undefined && buttons.length < BUTTONS_IN_ROW;
    if (hasRoom && component.type === BUTTON) buttons.push(component);
    else rows.push([component]);
  }
  return rows.slice(0, ROWS).map((components) => ({ type: ACTION_ROW, components }));
}

/** Sets the owner's id and the label of the Delete button. */
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

/** The user who may delete the message, or else who used the command that it answers; null if unknown. */
export function ownerOf({ components = [], interaction_metadata: interaction }: APIMessage): string | null {
  for (const row of components) {
    if (row.type !== ACTION_ROW) continue;
    for (const component of row.components) {
      const id = "custom_id" in component ? parseCustomId(component.custom_id) : null;
      if (id?.type === "delete" && id.owner !== "") return id.owner;
    }
  }
  return interaction?.user.id ?? null;
}

/** Whether the user may change or delete the message: nobody else sees it, or they own it. */
export function isOwnMessage(message: APIMessage, userId: string | undefined): boolean {
  return isEphemeral(message) || (userId !== undefined && ownerOf(message) === userId);
}

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
      return audience === "public" ? null : button(action.label, { type: "share", query: action.query });
    case "form":
      return button(action.label, { type: "form", form: action.form });
    case "dismiss":
      // Discord has its own way to dismiss an ephemeral message.
      return audience === "public" ? button(action.label, { type: "delete", owner: "" }) : null;
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
    label: plainLine(label).slice(0, BUTTON_LABEL),
    custom_id,
  };
}

function systemMenu({ label, query, options, chosen }: SystemAction): APIStringSelectComponent | null {
  const custom_id = formatCustomId({ type: "system", query });
  if (custom_id === null || options.length === 0) return null;
  return {
    type: STRING_SELECT,
    custom_id,
    placeholder: plainLine(label).slice(0, SELECT_PLACEHOLDER),
    options: options.slice(0, SELECT_OPTIONS).map(({ system, label: name }) => ({
      label: plainLine(name).slice(0, OPTION_LABEL),
      value: system,
      default: system === chosen,
    })),
  };
}
