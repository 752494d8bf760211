import type { RespondArguments } from "@slack/bolt";
import type { IsFirstDelivery } from "#adapters/chat/event-deduplicator.ts";
import type { HandleEvent } from "#adapters/chat/handle-event.ts";
import type { Card } from "#core/card/card.ts";
import type { Ask, Reply, UnreadReason } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { OpenForm } from "./form-view.ts";
import type { RecentQuestions } from "./recent-questions.ts";
import type { SlackMessage } from "./render.ts";
import { renderSlack } from "./render.ts";
import type { UserDirectory } from "./user-directory.ts";

/** The dependencies of all listeners. */
export interface ListenerContext {
  readonly ask: Ask;
  readonly render: (reply: Reply) => SlackMessage;
  readonly handleEvent: HandleEvent;
  readonly users: UserDirectory;
  readonly isFirstDelivery: IsFirstDelivery;
  readonly openForm: OpenForm;
  /** Slack's file servers. */
  readonly fileOrigins: readonly string[];
  readonly recent: RecentQuestions;
  readonly logger: Logger;
}

/** A new ephemeral message. */
export function ephemeral({ text, blocks }: SlackMessage): RespondArguments {
  return { response_type: "ephemeral", replace_original: false, text, blocks };
}

export function ephemeralCard(card: Card): RespondArguments {
  return ephemeral(renderSlack(card));
}

/** Why an attached file could not be read, and what to do instead. */
export function unreadFileMessage(reason: UnreadReason, locale: string): SlackMessage {
  const { title, reasons } = messagesFor(locale).slack.unreadFile;
  const body = [{ type: "text", content: [reasons[reason]] }] as const;
  return renderSlack({ title, status: "problem", body, footnote: "" });
}
