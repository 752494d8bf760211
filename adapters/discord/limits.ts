/** Messages, in characters: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const CONTENT = 2000;
export const EMBED_DESCRIPTION = 4096;
export const EMBED_FOOTER = 2048;
/** Of all embeds of a message together. */
export const EMBED_TOTAL = 6000;

/** Components: https://discord.com/developers/docs/components/reference */
export const ROWS = 5;
export const BUTTONS_IN_ROW = 5;
export const BUTTON_LABEL = 80;
export const CUSTOM_ID = 100;
export const SELECT_OPTIONS = 25;
export const OPTION_LABEL = 100;
export const SELECT_PLACEHOLDER = 150;

/** Modals: the same page, and https://discord.com/developers/docs/interactions/receiving-and-responding */
export const MODAL_TITLE = 45;
export const LABEL = 45;
export const LABEL_DESCRIPTION = 100;
export const INPUT_PLACEHOLDER = 100;

/** Autocomplete choices: https://discord.com/developers/docs/interactions/application-commands */
export const CHOICES = 25;
export const CHOICE_LENGTH = 100;
