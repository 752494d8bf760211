import type { DiscordPlatform } from "../support/discord-platform/discord-platform.ts";
import type { Outcome } from "../support/loopback/replies.ts";
import { isRecord } from "../support/loopback/request-body.ts";
import type { SlackPlatform } from "../support/slack-platform/slack-platform.ts";
import type { Deliveries } from "./deliveries.ts";

/** What Slack or Discord answers just now instead of its own; undefined while it works. */
export type CurrentFault = () => Outcome | undefined;

/** A message is known by its response_url, its thread or its reader, whichever it has. */
export function showOnSlack(slack: SlackPlatform, { show }: Deliveries, fault: CurrentFault): void {
  slack.respond("response_url", ({ path, body }) => show([path], body, fault()));
  slack.respond("chat.postMessage", ({ body }) => show([body.thread_ts, body.channel], body, fault()));
  slack.respond("chat.postEphemeral", ({ body }) => show([body.thread_ts, body.user], body, fault()));
  for (const method of ["users.info", "conversations.info", "auth.test", "views.open", "views.update"]) {
    slack.respond(method, fault);
  }
}

/** A message is known by the message it replies to, or by the token of its interaction. */
export function showOnDiscord(discord: DiscordPlatform, { show }: Deliveries, fault: CurrentFault): void {
  discord.respond("POST /channels/:channel/messages", ({ body }) => {
    const reference = isRecord(body) && isRecord(body.message_reference) ? body.message_reference : {};
    return show([String(reference.message_id)], body, fault());
  });
  // The double knows only the interactions of the gateway.
  const followUp = ({ path, body }: { readonly path: string; readonly body: unknown }) =>
    show([path.split("/")[3]], body, fault()) ?? { body: discord.botMessage() };
  discord.respond("PATCH /webhooks/:application/:token/messages/@original", followUp);
  discord.respond("POST /webhooks/:application/:token", followUp);
}
