/**
 * In characters, or in number of blocks and elements.
 * https://docs.slack.dev/reference/block-kit/blocks
 * https://docs.slack.dev/reference/methods/chat.postMessage#truncating
 */
export const HEADER_TEXT = 150;
export const CONTEXT_TEXT = 2000;
export const MESSAGE_BLOCKS = 50;
/** Slack's recommendation for top-level text; it truncates at 40,000. */
export const MESSAGE_TEXT = 4000;
/** Slack documents no limit for rich text; this is the one for section text. */
export const RICH_TEXT = 3000;
export const VIEW_BLOCKS = 100;
export const BLOCK_ELEMENTS = 25;
export const ACTION_ID = 255;
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2000;
export const OVERFLOW_OPTIONS = 5;
export const OVERFLOW_VALUE = 150;
export const PLACEHOLDER = 150;
