import type { types } from "@slack/bolt";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { Action } from "#core/present/action.ts";
import { actionBlocks } from "./action-blocks.ts";
import { plainText } from "./escape.ts";
import { PLACEHOLDER, VIEW_BLOCKS } from "./limits.ts";
import { TRY_ID } from "./read-component-action.ts";
import { renderSlack } from "./render.ts";
import { renderInOwnSpace } from "./render-reply.ts";

export interface Home {
  /** To what was asked here last; or what else there is to say. */
  readonly reply: Pick<Reply, "card" | "actions"> | null;
  readonly recent: readonly string[];
}

/** App Home: what Portcall does, a field to try it, the answer, the person's last questions, settings and help. */
export function homeView({ reply, recent }: Home, messages: Messages): types.HomeView {
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
  return { type: "home", callback_id: "home", blocks: blocks.slice(0, VIEW_BLOCKS) };
}

const divider: types.DividerBlock = { type: "divider" };

function heading(text: string): types.HeaderBlock {
  return { type: "header", text: plainText(text) };
}
