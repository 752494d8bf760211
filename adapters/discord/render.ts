import type { APIEmbed } from "discord-api-types/v10";
import { renderOnce } from "#adapters/chat/render-once.ts";
import type { Card, CardNode, CodeNode, Link, Phrase, Status } from "#core/card/card.ts";
import { assertNever, linkText } from "#core/card/card.ts";
import { fitCard } from "#core/card/fit.ts";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Action } from "#core/present/action.ts";
import type { ActionRow, Audience } from "./components.ts";
import { actionRows, withOwner } from "./components.ts";
import { escapeFenced, escapeMarkdown, escapeUrl, inert } from "./escape.ts";
import { CONTENT, EMBED_DESCRIPTION, EMBED_FOOTER, EMBED_TOTAL } from "./limits.ts";

/** A message as Discord's API takes it. */
export interface DiscordMessage {
  /** The card's title: what a notification shows. */
  readonly content: string;
  readonly embeds: APIEmbed[];
  /** Buttons and menus; empty takes away those that a message had. */
  readonly components: ActionRow[];
  /** Nobody is ever notified by a card. */
  readonly allowed_mentions: { readonly parse: [] };
}

/**
 * A card as a line of content and one embed: the content reaches notifications, the embed holds the rest in the card's
 * own order. Its actions stand below.
 */
export function renderDiscord(
  card: Card,
  actions: readonly Action[] = [],
  audience: Audience = "asker",
): DiscordMessage {
  const { title, status, body, footnote } = fitCard(card, {
    title: CONTENT - "****".length,
    footnote: Math.min(EMBED_FOOTER, EMBED_TOTAL - EMBED_DESCRIPTION),
    nodes: Number.POSITIVE_INFINITY,
    node: EMBED_DESCRIPTION,
    body: EMBED_DESCRIPTION,
    measure: (text) => escapeMarkdown(text).length,
    cost: (node) => markdown(node).length + BETWEEN.length,
  });
  return {
    content: bold(title),
    embeds: [
      {
        color: COLOURS[status],
        description: body.map(markdown).join(BETWEEN),
        ...(footnote === "" ? {} : { footer: { text: inert(footnote) } }),
      },
    ],
    components: actionRows(actions, audience),
    allowed_mentions: { parse: [] },
  };
}

const BETWEEN = "\n\n";

const COLOURS: Record<Status, number> = {
  assigned: 0x2f_81_f7,
  unassigned: 0x8b_94_9e,
  reserved: 0xd2_99_22,
  dynamic: 0x8e_44_ad,
  information: 0x3f_b9_50,
  problem: 0xda_36_33,
};

const FENCE: Record<CodeNode["language"], string> = { shell: "sh", powershell: "powershell", text: "" };

function markdown(node: CardNode): string {
  switch (node.type) {
    case "text":
      return inline(node.content);
    case "heading":
      return bold(node.text);
    case "fields":
      return node.fields.map(({ label, value }) => `${bold(label)}  ${inline(value)}`).join("\n");
    case "list":
      return node.items.map((item) => `- ${inline(item)}`).join("\n");
    case "code":
      return `${escapeMarkdown(node.label)}\n\`\`\`${FENCE[node.language]}\n${escapeFenced(node.code)}\n\`\`\``;
    default:
      return assertNever(node);
  }
}

/** Discord takes asterisks next to a blank for themselves. */
function bold(text: string): string {
  return `**${escapeMarkdown(text.trim())}**`;
}

function inline(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? escapeMarkdown(part) : link(part))).join("");
}

/** Discord knows no escape for brackets in a link's words, so such a link is written out. */
function link({ text, url }: Link): string {
  if (/[[\]]/.test(text)) return escapeMarkdown(linkText({ text, url }));
  return `[${escapeMarkdown(text)}](${escapeUrl(url)})`;
}

/** Renders replies, each once for each audience. */
export interface ReplyRenderer {
  toAsker(reply: Reply): DiscordMessage;
  /**
   * @param owner the id of the user who may delete it
   * @param locale of everybody who sees it
   */
  toEverybody(reply: Reply, owner: string, locale: string): DiscordMessage;
}

export function createReplyRenderer(): ReplyRenderer {
  const toAsker = renderOnce(({ card, actions }) => renderDiscord(card, actions, "asker"));
  const toEverybody = renderOnce(({ card, actions }) => renderDiscord(card, actions, "everybody"));
  return {
    toAsker,
    toEverybody(reply, owner, locale) {
      const message = toEverybody(reply);
      return { ...message, components: withOwner(message.components, owner, messagesFor(locale).discord.delete) };
    },
  };
}

/** A sentence in place of a card. */
export function notice(text: string, messages: Messages, title = messages.discord.title.refused): DiscordMessage {
  return renderDiscord({ title, status: "information", body: [{ type: "text", content: [text] }], footnote: "" });
}

/** Why the file that a question is about could not be read; null where one was read, or none was needed. */
export function unreadFileNotice({ unreadFile }: Reply, locale: string): DiscordMessage | null {
  const messages = messagesFor(locale);
  return unreadFile === null ? null : notice(messages.discord.unreadFile[unreadFile], messages);
}
