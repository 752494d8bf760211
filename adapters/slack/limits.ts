/**
 * Slack's limits on a message, in characters unless said otherwise. Sources: the Block Kit reference
 * (docs.slack.dev/reference/block-kit) and chat.postMessage's "Truncating content".
 */
export const HEADER_TEXT = 150;
export const CONTEXT_TEXT = 2000;
export const MESSAGE_BLOCKS = 50;
/** Slack advises this much for top-level text; it truncates only at 40,000. */
export const MESSAGE_TEXT = 4000;
/** Slack documents none for rich text; this is its limit for a section's text. */
export const RICH_TEXT = 3000;
export const VIEW_BLOCKS = 100;
export const BLOCK_ELEMENTS = 25;
export const ACTION_ID = 255;
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2000;
export const PLACEHOLDER = 150;
