/**
 * In characters, or in number of blocks and elements.
 * https://docs.slack.dev/reference/block-kit/blocks
 * https://docs.slack.dev/reference/methods/chat.postMessage#truncating
 */
export const HEADER_TEXT = 150;
export const CONTEXT_TEXT = 2000;
export const MESSAGE_BLOCKS = 50;
/**
 * All blocks of a message together, as `messageSize` counts them. Slack documents no such limit, but refuses with
 * `msg_blocks_too_long` near 13,200 characters, and with rich text at 11,341, counting `&`, `<` and `>` escaped:
 * https://github.com/slackapi/bolt-js/issues/2509, https://github.com/slackapi/bolt-js/issues/2867
 */
export const MESSAGE_TOTAL = 9000;
/** What a block counts besides its text: the limit is lower for messages with more blocks. */
export const BLOCK_COST = 100;
/** Top-level text is read out or shown in a notification, so it is only the beginning. Slack truncates at 40,000. */
export const MESSAGE_TEXT = 1000;
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
/** Slack documents no limit; this is a few lines below a field. */
export const FIELD_ERROR = 300;
