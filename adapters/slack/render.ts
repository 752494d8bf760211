import type { types } from "@slack/bolt";
import { isRecord } from "#adapters/chat/record.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import { fitText, fitBody as fitWithin } from "#core/card/fit.ts";
import { renderSpokenText } from "#core/card/plain-text.ts";
import type { Attachment, Reply } from "#core/chat-platform.ts";
import type { Action } from "#core/present/action.ts";
import { actionBlocks } from "./action-blocks.ts";
import { escapeMrkdwn, plainLine, plainLines, plainText } from "./escape.ts";
import {
  BLOCK_COST,
  CONTEXT_TEXT,
  HEADER_TEXT,
  MESSAGE_BLOCKS,
  MESSAGE_TEXT,
  MESSAGE_TOTAL,
  RICH_TEXT,
} from "./limits.ts";

/** A message for an acknowledgement, chat.postMessage or a response_url. */
export interface SlackMessage {
  /** The beginning of the card as text, for notifications and screen readers. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/**
 * A card as Block Kit, with its actions below. All text is plain_text or rich_text, which have no markup, so no text can
 * ping, link or format.
 * @param ifCut shown below the body if it had to be cut
 */
export function renderSlack(card: Card, actions: readonly Action[] = [], ifCut: string | null = null): SlackMessage {
  const rows = actionBlocks(actions);
  const header: types.HeaderBlock = { type: "header", text: plainText(fitLine(card.title, HEADER_TEXT)) };
  const footer = card.footnote === "" ? [] : [context(fitLine(card.footnote, CONTEXT_TEXT))];
  const frame = [header, ...footer, ...rows];
  const room = { nodes: MESSAGE_BLOCKS - frame.length, size: MESSAGE_TOTAL - messageSize(frame) };
  const body = fitBody(card, room, ifCut);
  return {
    text: messageText(card),
    blocks: [header, ...body, ...footer, ...rows],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** What the body may take of a message. */
interface Room {
  /** Number of blocks. */
  readonly nodes: number;
  /** As `messageSize` counts. */
  readonly size: number;
}

function fitBody(card: Card, room: Room, ifCut: string | null): readonly types.RichTextBlock[] {
  const { body, rendered } = fitWithin<types.RichTextBlock>(card.body, {
    nodes: room.nodes,
    node: RICH_TEXT,
    body: room.size,
    render: bodyBlock,
    cost: blockSize,
  });
  const isWhole = body.length === card.body.length && body.every((node, at) => node === card.body[at]);
  if (isWhole || ifCut === null) return rendered;
  const notice = bodyBlock({ type: "text", content: [ifCut] });
  const rest = { nodes: room.nodes - 1, size: room.size - blockSize(notice) };
  return [...fitBody(card, rest, null), notice];
}

function bodyBlock(node: CardNode): types.RichTextBlock {
  return { type: "rich_text", elements: richText(node) };
}

function fitLine(text: string, limit: number): string {
  return fitText(text, limit, lineLength);
}

function lineLength(text: string): number {
  return plainLine(text).length;
}

function messageText(card: Card): string {
  const words = renderSpokenText(card);
  return escapeMrkdwn(fitText(words, MESSAGE_TEXT, escapedLength));
}

/** Of a printable text. */
function escapedLength(text: string): number {
  return escapeMrkdwn(text).length;
}

function context(footnote: string): types.ContextBlock {
  return { type: "context", elements: [plainText(footnote)] };
}

function richText(node: CardNode): types.RichTextBlockElement[] {
  switch (node.type) {
    case "text":
      return [section(...inline(node.content))];
    case "heading":
      return [section(bold(node.text))];
    case "fields":
      return node.fields.map(({ label, value }) => section(bold(label), ...inline(["  ", ...value])));
    case "list":
      return [
        { type: "rich_text_list", style: "bullet", elements: node.items.map((item) => section(...inline(item))) },
      ];
    case "code":
      return [
        section({ type: "text", text: plainLine(node.label) }),
        { type: "rich_text_preformatted", elements: [{ type: "text", text: plainLines(node.code) }] },
      ];
    default:
      return assertNever(node);
  }
}

function section(...elements: types.RichTextElement[]): types.RichTextSection {
  return {
    type: "rich_text_section",
    elements: elements.length > 0 ? elements : [{ type: "text", text: plainLine("") }],
  };
}

function bold(text: string): types.RichTextText {
  return { type: "text", text: plainLine(text), style: { bold: true } };
}

function inline(phrase: Phrase): types.RichTextElement[] {
  const elements: types.RichTextElement[] = [];
  // Texts are joined: each element costs as many bytes as a sentence.
  let text = "";
  for (const part of phrase) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    if (text !== "") elements.push({ type: "text", text: plainLine(text) });
    elements.push({ type: "link", url: part.url, text: plainLine(part.text) });
    text = "";
  }
  if (text !== "") elements.push({ type: "text", text: plainLine(text) });
  return elements;
}

/** A reply as a message. Only who sees it alone can dismiss it. */
export function renderReply({ card, actions, isPrivate, attachment }: Reply): SlackMessage {
  return renderWithoutFile(card, isPrivate ? actions : withoutActions(actions, "dismiss"), attachment);
}

/** Slack attaches no files to these messages, so the card says at its end how to get what is in the file. */
function renderWithoutFile(card: Card, actions: readonly Action[], attachment: Attachment | null): SlackMessage {
  const notice = attachment?.ifNotAttached ?? null;
  const body = notice === null ? card.body : withLastWords(card.body, notice);
  return renderSlack({ ...card, body }, actions, attachment?.ifCut);
}

function withLastWords(body: readonly CardNode[], words: string): readonly CardNode[] {
  const last = body.at(-1);
  if (last?.type !== "text") return [...body, { type: "text", content: [words] }];
  return [...body.slice(0, -1), { ...last, content: [...last.content, ` ${words}`] }];
}

/** A slash command's response, which the acknowledgement or the response_url takes. */
export interface CommandResponse extends Pick<SlackMessage, "text" | "blocks"> {
  readonly response_type: "ephemeral" | "in_channel";
}

/** A reply to a slash command. Where a form is opened instead, it is for when Slack does not open it. */
export function renderCommandResponse(reply: Reply): CommandResponse {
  const { text, blocks } = renderReply(reply);
  return { response_type: reply.isPrivate || reply.form !== null ? "ephemeral" : "in_channel", text, blocks };
}

/** A reply in a direct message or in App Home, where there is nobody to share it with and nothing to dismiss. */
export function renderInOwnSpace({
  card,
  actions,
  attachment,
}: Pick<Reply, "card" | "actions"> & Partial<Pick<Reply, "attachment">>): SlackMessage {
  const message = renderWithoutFile(card, withoutActions(actions, "share", "dismiss"), attachment ?? null);
  const blocks = message.blocks.map((block, at) =>
    block.type === "actions" ? { ...block, block_id: `${OWN_SPACE}${at}` } : block,
  );
  return { ...message, blocks };
}

/** Whether a block is from `renderInOwnSpace`. A channel id does not tell direct messages with Portcall from others. */
export function isInOwnSpace(blockId: string): boolean {
  return blockId.startsWith(OWN_SPACE);
}

/** Part of messages that are already posted, so it must not change. */
const OWN_SPACE = "alone:";

/** A private reply that has been shared. */
export function renderWithoutShare({ card, actions, attachment }: Reply): SlackMessage {
  return renderWithoutFile(card, withoutActions(actions, "share"), attachment);
}

/** A reply for everybody, who can neither share nor dismiss it. */
export function renderPublic({ card, actions, attachment }: Reply): SlackMessage {
  return renderWithoutFile(card, withoutActions(actions, "share", "dismiss"), attachment);
}

function withoutActions(actions: readonly Action[], ...types: readonly Action["type"][]): readonly Action[] {
  return actions.filter(({ type }) => !types.includes(type));
}

/** What blocks count towards {@link MESSAGE_TOTAL}: their texts and addresses, escaped, and a fixed cost each. */
function messageSize(blocks: readonly unknown[]): number {
  return blocks.reduce((total: number, block) => total + blockSize(block), 0);
}

function blockSize(block: unknown): number {
  return BLOCK_COST + textSize(block);
}

function textSize(value: unknown): number {
  let size = 0;
  if (Array.isArray(value)) for (const each of value) size += textSize(each);
  else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner !== "string") size += textSize(inner);
      else if (key === "text" || key === "url") size += escapedLength(inner);
    }
  }
  return size;
}
