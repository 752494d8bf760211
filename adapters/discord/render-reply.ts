import { renderOnce } from "#adapters/chat/render-once.ts";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { withOwner } from "./components.ts";
import type { DiscordMessage } from "./render.ts";
import { renderDiscord } from "./render.ts";

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
