/** Discord's limits on a message, in characters. Source: discord-api-docs, resources/message ("Embed Limits"). */
export const CONTENT = 2000;
export const EMBED_DESCRIPTION = 4096;
export const EMBED_FOOTER = 2048;
/** Over all of a message's embeds: title, description, fields, footer and author together. */
export const EMBED_TOTAL = 6000;

/** On its components. Source: discord-api-docs, components/reference. */
export const ROWS = 5;
export const BUTTONS_IN_ROW = 5;
export const BUTTON_LABEL = 80;
export const CUSTOM_ID = 100;
export const SELECT_OPTIONS = 25;
export const OPTION_LABEL = 100;
export const SELECT_PLACEHOLDER = 150;

/** On a modal: its title, and a label in it. Source: the same. */
export const MODAL_TITLE = 45;
export const LABEL = 45;
export const LABEL_DESCRIPTION = 100;
export const INPUT_PLACEHOLDER = 100;

/** On what autocomplete offers. Source: discord-api-docs, interactions/application-commands. */
export const CHOICES = 25;
export const CHOICE_LENGTH = 100;
