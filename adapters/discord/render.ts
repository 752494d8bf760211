import type { APIEmbed } from "discord-api-types/v10";
import type { Card, CardNode, CodeNode, Link, Phrase, Status } from "#core/card/card.ts";
import { assertNever, linkText } from "#core/card/card.ts";
import { fitCard } from "#core/card/fit.ts";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Action } from "#core/present/action.ts";
import type { ActionRow, Audience } from "./components.ts";
import { actionRows, EPHEMERAL, withOwner } from "./components.ts";
import { escapeFenced, escapeMarkdown, escapeUrl, plainLine } from "./escape.ts";
import { CONTENT, EMBED_DESCRIPTION, EMBED_FOOTER, EMBED_TOTAL } from "./limits.ts";

/** A message for Discord's API. */
export interface DiscordMessage {
  /** The card's title, which notifications show. */
  readonly content: string;
  readonly embeds: APIEmbed[];
  /** An empty list removes the components of an updated message. */
  readonly components: ActionRow[];
  /** A card never pings anybody. */
  readonly allowed_mentions: { readonly parse: [] };
}

/** A card as a line of content, which notifications show, one embed with everything else, and its actions. */
export function renderDiscord(
  card: Card,
  actions: readonly Action[] = [],
  audience: Audience = "private",
): DiscordMessage {
  const { title, status, body, rendered, footnote } = fitCard(card, {
    title: CONTENT - "****".length,
    footnote: Math.min(EMBED_FOOTER, EMBED_TOTAL - EMBED_DESCRIPTION),
    nodes: Number.POSITIVE_INFINITY,
    node: EMBED_DESCRIPTION,
    body: EMBED_DESCRIPTION,
    measure: (text) => escapeMarkdown(text).length,
    render: markdown,
    cost: (text) => text.length + SEPARATOR.length,
  });
  return {
    content: bold(title),
    embeds: [
      {
        color: COLOURS[status],
        description: join(body, rendered),
        ...(footnote === "" ? {} : { footer: { text: plainLine(footnote) } }),
      },
    ],
    components: actionRows(actions, audience),
    allowed_mentions: { parse: [] },
  };
}

const SEPARATOR = "\n\n";

/** A blank line between paragraphs; none where the text is followed by its details, or by a block that has a frame. */
function join(body: readonly CardNode[], texts: readonly string[]): string {
  return texts
    .map((text, at) => {
      const [before, type] = [body[at - 1]?.type, body[at]?.type];
      if (before === undefined) return text;
      const isClose = type === "code" || (before === "text" && type === "fields");
      return (isClose ? "\n" : SEPARATOR) + text;
    })
    .join("");
}

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

/** Discord shows asterisks next to a space literally. */
function bold(text: string): string {
  return `**${escapeMarkdown(text.trim())}**`;
}

function inline(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? escapeMarkdown(part) : link(part))).join("");
}

/** Discord cannot escape brackets in a link's text, so such a link is written out. */
function link({ text, url }: Link): string {
  if (/[[\]]/.test(text)) return escapeMarkdown(linkText({ text, url }));
  return `[${escapeMarkdown(text)}](${escapeUrl(url)})`;
}

/** Renders each reply once per audience. */
export interface ReplyRenderer {
  renderPrivate(reply: Reply): DiscordMessage;
  /**
   * @param owner the id of the user who may delete it
   * @param locale of the channel
   */
  renderPublic(reply: Reply, owner: string, locale: string): DiscordMessage;
}

/** @param commandId the id of `/port`, with which help can be clicked; null if it is not known */
export function createReplyRenderer(commandId: () => string | null = () => null): ReplyRenderer {
  const renderCard = oncePerObject(({ card, actions }: Reply) => renderDiscord(card, actions, "private"));
  const renderTemplate = oncePerObject(({ card, actions }: Reply) => renderDiscord(card, actions, "public"));
  const linked = (message: DiscordMessage, { answer }: Reply) =>
    answer.kind === "help" ? withCommandMentions(message, commandId()) : message;
  return {
    renderPrivate: (reply) => linked(renderCard(reply), reply),
    renderPublic(reply, owner, locale) {
      const message = linked(renderTemplate(reply), reply);
      return { ...message, components: withOwner(message.components, owner, messagesFor(locale).discord.delete) };
    },
  };
}

/** Not from `commands.ts`, so that a process without Discord does not load its packages. */
const { name: COMMAND } = messagesFor("en").discord.commands.port;

/**
 * Makes every `/port` of a help card a mention of the command; a click opens the command.
 * https://discord.com/developers/docs/reference#message-formatting
 */
function withCommandMentions(message: DiscordMessage, id: string | null): DiscordMessage {
  if (id === null) return message;
  const embeds = message.embeds.map(({ description = "", ...embed }) => ({
    ...embed,
    description: description.replaceAll(`/${COMMAND} `, `</${COMMAND}:${id}> `),
  }));
  return { ...message, embeds };
}

/**
 * The data of the response to `/port`. The Delete button of a public one names nobody, because nobody asked on Discord; a
 * file is not part of it.
 */
export function renderCommandResponse(reply: Reply): DiscordMessage & { readonly flags?: number } {
  const { renderPrivate, renderPublic } = createReplyRenderer();
  if (!reply.isPrivate && reply.form === null) return renderPublic(reply, "", "en");
  return { ...renderPrivate(reply), flags: EPHEMERAL };
}

/** A message with one sentence. */
export function notice(text: string, messages: Messages, title = messages.discord.title.refused): DiscordMessage {
  return renderDiscord({ title, status: "information", body: [{ type: "text", content: [text] }], footnote: "" });
}

/**
 * Why an attached file could not be read; null if it was read, or was not needed.
 * @param names of the files, if the asker may not see which are meant
 */
export function unreadFileNotice(
  { unreadFile }: Reply,
  locale: string,
  names: readonly string[] = [],
): DiscordMessage | null {
  if (unreadFile === null) return null;
  const messages = messagesFor(locale);
  const title = names.length === 0 ? messages.discord.title.refused : messages.discord.notRead(names);
  return notice(messages.discord.unreadFile[unreadFile], messages, title);
}

/** The reply with the names of the files that were not read, if there are any, in its footnote. */
export function withUnreadFiles(reply: Reply, names: readonly string[], locale: string): Reply {
  if (names.length === 0) return reply;
  const footnote = [reply.card.footnote, messagesFor(locale).discord.notRead(names)].filter((part) => part !== "");
  return { ...reply, card: { ...reply.card, footnote: footnote.join(" · ") } };
}
