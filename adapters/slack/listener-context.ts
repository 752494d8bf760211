import type { RespondArguments } from "@slack/bolt";
import type { UnreadReason } from "#core/ask/attached-file.ts";
import type { Card } from "#core/card/card.ts";
import type { Ask, Question, Reply } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Attend } from "./attend.ts";
import type { ReadFiles } from "./files.ts";
import type { IsFirst } from "./once.ts";
import type { OpenForm } from "./open-form.ts";
import type { RecentQuestions } from "./recent-questions.ts";
import type { SlackMessage } from "./render.ts";
import { renderSlack } from "./render.ts";
import type { UserDirectory } from "./user-directory.ts";

/** What every listener answers with. */
export interface ListenerContext {
  readonly ask: Ask;
  readonly render: (reply: Reply) => SlackMessage;
  readonly attend: Attend;
  readonly people: UserDirectory;
  readonly isFirst: IsFirst;
  readonly openForm: OpenForm;
  readonly readFiles: ReadFiles;
  readonly recent: RecentQuestions;
  readonly logger: Logger;
}

/** The languages to answer somebody in, as far as they are known without asking. */
export function localesFor(
  people: UserDirectory,
  { team, user, bot }: { readonly team: string; readonly user: string; readonly bot: string | undefined },
): Required<Pick<Question, "locale" | "publicLocale">> {
  // Slack gives a bot the language of its workspace.
  const publicLocale = (bot === undefined ? null : people.known(team, bot))?.locale ?? "en";
  return { locale: people.known(team, user)?.locale ?? publicLocale, publicLocale };
}

/** A new message that only who asked sees. */
export function ephemeral({ text, blocks }: SlackMessage): RespondArguments {
  return { response_type: "ephemeral", replace_original: false, text, blocks };
}

export function ephemeralCard(card: Card): RespondArguments {
  return ephemeral(renderSlack(card));
}

/** Why a file that a message is about was not read, and what to do instead. */
export function unreadFile(reason: UnreadReason, locale: string): SlackMessage {
  const { title, reasons } = messagesFor(locale).slack.unreadFile;
  const body = [{ type: "text", content: [reasons[reason]] }] as const;
  return renderSlack({ title, status: "problem", body, footnote: "" });
}
