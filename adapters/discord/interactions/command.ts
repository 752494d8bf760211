import type {
  APIAttachment,
  APIChatInputApplicationCommandInteractionData,
  APIMessageApplicationCommandInteractionData,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { prepareForm } from "#adapters/chat/prepare-form.ts";
import { isAnswered } from "#core/ask/is-answered.ts";
import type { Visibility } from "#core/team/settings.ts";
import type { InteractionSender } from "../asker.ts";
import { FILE_OPTION, QUERY_OPTION, SHARE_OPTION } from "../commands.ts";
import type { DiscordContext } from "../context.ts";
import type { InteractionResponse } from "../interaction-response.ts";
import { newMessage, privateMessage, privateNotice } from "../interaction-response.ts";
import type { ReadFiles } from "../message-text.ts";
import { aboutMessage, readDiscordText } from "../message-text.ts";
import { renderModal } from "../modal.ts";
import { unreadFileNotice, withUnreadFiles } from "../render.ts";

/** Answers `/port`. */
export async function answerCommand(
  data: APIChatInputApplicationCommandInteractionData,
  sender: InteractionSender,
  { ask, renderer, readFiles }: DiscordContext,
): Promise<InteractionResponse> {
  const { text, share, file } = readOptions(data);
  const reply = await ask({
    ...sender.question,
    text: readDiscordText(text),
    ...(share === null ? {} : { visibility: share ? "public" : "private" }),
    ...(file === null ? { manner: "command" } : aboutFile(file, share, readFiles)),
  });
  const unread = unreadFileNotice(reply, sender.locale);
  if (unread !== null) return privateMessage(unread);
  if (reply.form === null) return newMessage(reply, sender, renderer);
  const form = await prepareForm(reply.form, ask, sender.question);
  return { kind: "modal", modal: renderModal(reply.form, form), fallback: renderer.renderPrivate(reply) };
}

/** A query with a file is read like a message with one. It is private unless shared, whatever the asker's settings. */
export function aboutFile(file: APIAttachment, share: boolean | null, readFiles: ReadFiles) {
  const visibility: Visibility = share === true ? "public" : "private";
  return { manner: "mention" as const, visibility, files: () => readFiles([file]) };
}

/** The options of `/port`; `share` is null if the asker's settings decide, and `file` if there is none. */
export function readOptions({ options = [], resolved }: APIChatInputApplicationCommandInteractionData) {
  let text = "";
  let share: boolean | null = null;
  let file: APIAttachment | null = null;
  for (const option of options) {
    if (option.type === ApplicationCommandOptionType.String && option.name === QUERY_OPTION) text = option.value;
    if (option.type === ApplicationCommandOptionType.Boolean && option.name === SHARE_OPTION) share = option.value;
    if (option.type === ApplicationCommandOptionType.Attachment && option.name === FILE_OPTION) {
      file = resolved?.attachments?.[option.value] ?? null;
    }
  }
  return { text, share, file };
}

/** Answers the message command "Explain ports". The interaction carries the whole message. */
export async function answerMessageCommand(
  { target_id: id, resolved }: APIMessageApplicationCommandInteractionData,
  sender: InteractionSender,
  { ask, renderer, readFiles }: DiscordContext,
): Promise<InteractionResponse> {
  const { locale } = sender;
  const { question, unread } = await aboutMessage(resolved.messages[id] ?? {}, readFiles);
  const reply = await ask({ ...sender.question, ...question, visibility: "private" });
  const refused = unreadFileNotice(reply, locale, unread);
  if (refused !== null) return privateMessage(refused);
  if (!isAnswered(reply)) return privateNotice("nothingToExplain", locale);
  return privateMessage(renderer.renderPrivate(withUnreadFiles(reply, unread, locale)), reply.attachment);
}
