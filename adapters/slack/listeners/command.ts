import type { App } from "@slack/bolt";
import type { Replies } from "#core/replies.ts";
import { readSlackText } from "../inbound.ts";
import type { SlackMessage } from "../render.ts";

/** The slash command, as the app's manifest names it. */
export const COMMAND = "/port";

/** Answers the slash command in the acknowledgement itself: no further request to Slack is needed. */
export function listenToCommand(app: App, reply: Replies<SlackMessage>): void {
  app.command(COMMAND, async ({ ack, command }) => {
    const { payload } = reply({ text: readSlackText(command.text), manner: "command", locale: "en" });
    const { text, blocks } = payload;
    await ack({ response_type: "ephemeral", text, blocks });
  });
}
