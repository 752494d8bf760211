import type { App, types } from "@slack/bolt";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Action } from "#core/present/action.ts";
import { actionBlocks, TRY_ID } from "../action-blocks.ts";
import { plainText } from "../escape.ts";
import { PLACEHOLDER, VIEW_BLOCKS } from "../limits.ts";
import type { ListenerContext } from "../listener-context.ts";
import { renderInOwnSpace, renderSlack } from "../render.ts";
import type { SlackSender } from "../sender.ts";
import { senderOf } from "../sender.ts";
import type { Client } from "../user-directory.ts";

/** Publishes App Home when a person opens it. */
export function listenToHome(app: App, listener: ListenerContext): void {
  const { handleEvent, users } = listener;
  app.event("app_home_opened", async ({ event, client, body, context }) => {
    const { user, tab } = event;
    if (tab !== "home") return;
    const slackEvent = { context, body, user, client };
    await handleEvent({
      sender: () => senderOf(slackEvent, users),
      replyPrivately: (card, sender) => publishHome({ client, user, sender, reply: { card, actions: [] } }, listener),
      async answer({ team }) {
        // Waits for the locale, because nobody waits for an answer yet.
        await users.refresh(team, [user], client);
        await publishHome({ client, user, sender: senderOf(slackEvent, users), reply: null }, listener);
      },
    });
  });
}

export interface PublishHomeOptions {
  readonly client: Client;
  readonly user: string;
  /** Null shows no recent questions, in English. */
  readonly sender: Pick<SlackSender, "person" | "locale"> | null;
  readonly reply: HomeContent["reply"];
}

export async function publishHome(
  { client, user, sender, reply }: PublishHomeOptions,
  { recent }: Pick<ListenerContext, "recent">,
) {
  const questions = sender === null ? [] : recent.list(sender.person);
  const view = homeView({ reply, recent: questions }, messagesFor(sender?.locale ?? "en"));
  await client.views.publish({ user_id: user, view });
}

export interface HomeContent {
  /** The answer to the last question in App Home. */
  readonly reply: Pick<Reply, "card" | "actions"> | null;
  readonly recent: readonly string[];
}

/** The callback_id of App Home. */
export const HOME_ID = "home";

/** App Home: a description, an input, the last answer, recent questions, settings and help. */
export function homeView({ reply, recent }: HomeContent, messages: Messages): types.HomeView {
  const { slack, help, actions: words } = messages;
  const ask = (query: string): Action => ({ type: "ask", label: words.ask(query), query });
  const always: Action[] = [
    { type: "form", label: slack.home.settings, form: { form: "settings" } },
    { type: "ask", label: slack.home.help, query: "help" },
  ];
  const blocks: types.KnownBlock[] = [
    ...renderSlack({
      title: help.title,
      status: "information",
      body: [{ type: "text", content: [help.lead] }],
      footnote: "",
    }).blocks,
    {
      type: "input",
      dispatch_action: true,
      label: plainText(slack.home.field.label),
      element: {
        type: "plain_text_input",
        action_id: TRY_ID,
        placeholder: plainText(slack.home.field.hint.slice(0, PLACEHOLDER)),
        dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
      },
    },
    ...(reply === null ? [] : [...renderInOwnSpace(reply).blocks, divider]),
    ...(recent.length === 0 ? [] : [heading(slack.home.recent), ...actionBlocks(recent.map(ask))]),
    divider,
    { type: "context", elements: [plainText(`${slack.threads} ${slack.home.privacy}`)] },
    ...actionBlocks(always),
  ];
  return { type: "home", callback_id: HOME_ID, blocks: blocks.slice(0, VIEW_BLOCKS) };
}

const divider: types.DividerBlock = { type: "divider" };

function heading(text: string): types.HeaderBlock {
  return { type: "header", text: plainText(text) };
}
