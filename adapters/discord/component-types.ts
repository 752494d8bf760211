import type { ButtonStyle, ComponentType } from "discord-api-types/v10";

/** Discord's numbers for what rendering uses; a process without Discord loads no package for them. */
export const ACTION_ROW: ComponentType.ActionRow = 1;
export const BUTTON: ComponentType.Button = 2;
export const STRING_SELECT: ComponentType.StringSelect = 3;
export const SECONDARY: ButtonStyle.Secondary = 2;
