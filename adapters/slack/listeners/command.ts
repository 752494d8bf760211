import type { App } from "@slack/bolt";
import type { Ask } from "#core/contracts.ts";
import { readSlackText } from "../inbound.ts";
import { renderSlack } from "../render.ts";

/** The slash command, as the app's manifest names it. */
export const COMMAND = "/port";

/** Answers the slash command in the acknowledgement itself: no further request to Slack is needed. */
export function listenToCommand(app: App, ask: Ask): void {
  app.command(COMMAND, async ({ ack, command }) => {
    const { card } = ask({ text: readSlackText(command.text), manner: "command", locale: "en" });
    const { text, blocks } = renderSlack(card);
    await ack({ response_type: "ephemeral", text, blocks });
  });
}
