import type { App } from "@slack/bolt";
import type { Ask, Reply } from "#core/contracts.ts";
import { slackAsker } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { SlackMessage } from "../render.ts";

/** The slash command, as the app's manifest names it. */
export const COMMAND = "/port";

/** Makes a message of a reply. */
export type Render = (reply: Reply) => SlackMessage;

/** Answers the slash command in the acknowledgement itself: no further request to Slack is needed. */
export function listenToCommand(app: App, { ask, render }: { ask: Ask; render: Render }): void {
  app.command(COMMAND, async ({ ack, command }) => {
    const asker = slackAsker(command.team_id, command.user_id, command.user_name);
    const reply = await ask({ text: readSlackText(command.text), manner: "command", locale: "en", asker });
    const { text, blocks } = render(reply);
    await ack({ response_type: reply.isPrivate ? "ephemeral" : "in_channel", text, blocks });
  });
}
