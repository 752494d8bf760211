import type { EnvelopedEvent, SlashCommand, types } from "@slack/bolt";
import type { Counter } from "../loopback/counter.ts";
import type { UrlVerification } from "./signed-request.ts";
import { messageTs, workspace } from "./workspace.ts";

export interface PayloadSource {
  next: Counter;
  /** A new `response_url`, served by this platform. */
  responseUrl: () => string;
}

/** Slack still sends its long deprecated verification token with everything. */
export const verificationToken = "verification-token";

export function createSlackPayloads({ next, responseUrl }: PayloadSource) {
  const { teamId: team_id, appId: api_app_id } = workspace;

  function envelope<Event extends { type: string }>(
    event: Event,
    overrides: Partial<EnvelopedEvent<Event>> = {},
  ): EnvelopedEvent<Event> {
    const authorization = { enterprise_id: null, team_id, user_id: workspace.botUserId, is_bot: true };
    return {
      token: verificationToken,
      team_id,
      context_team_id: team_id,
      api_app_id,
      event,
      type: "event_callback",
      event_id: `Ev${String(next()).padStart(8, "0")}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [{ ...authorization, is_enterprise_install: false }],
      is_ext_shared_channel: false,
      ...overrides,
    };
  }

  return {
    /** A slash command, `/port` by the workspace's user unless overridden. It has no locale and no thread. */
    slashCommand(overrides: { text: string } & Partial<SlashCommand>): SlashCommand {
      return {
        token: verificationToken,
        team_id,
        team_domain: workspace.teamDomain,
        channel_id: workspace.channelId,
        channel_name: workspace.channelName,
        user_id: workspace.userId,
        user_name: workspace.userName,
        command: "/port",
        api_app_id,
        is_enterprise_install: "false",
        response_url: responseUrl(),
        trigger_id: triggerId(next()),
        ...overrides,
      };
    },

    /** `text` is what follows the bot's name; write `<@UBOT>` into it to place the name yourself. */
    appMention(
      event: { text: string } & Partial<types.AppMentionEvent>,
      overrides?: Partial<EnvelopedEvent<types.AppMentionEvent>>,
    ): EnvelopedEvent<types.AppMentionEvent> {
      const ts = messageTs(next());
      const mention = `<@${workspace.botUserId}>`;
      const text = event.text.includes(mention) ? event.text : `${mention} ${event.text}`;
      const { userId: user, channelId: channel } = workspace;
      const place = { user, channel, team: team_id, ts, event_ts: ts, client_msg_id: `message-${ts}` };
      return envelope({ type: "app_mention", ...place, ...event, text }, overrides);
    },

    /** A direct message to the bot. */
    messageIm(
      event: { text: string } & Partial<types.GenericMessageEvent>,
      overrides?: Partial<EnvelopedEvent<types.GenericMessageEvent>>,
    ): EnvelopedEvent<types.GenericMessageEvent> {
      const ts = messageTs(next());
      const { userId: user, imId: channel } = workspace;
      const place = { user, channel, team: team_id, ts, event_ts: ts, client_msg_id: `message-${ts}` };
      return envelope({ type: "message", subtype: undefined, channel_type: "im", ...place, ...event }, overrides);
    },

    appHomeOpened(
      event: Partial<types.AppHomeOpenedEvent> = {},
      overrides?: Partial<EnvelopedEvent<types.AppHomeOpenedEvent>>,
    ): EnvelopedEvent<types.AppHomeOpenedEvent> {
      const { userId: user, imId: channel } = workspace;
      const opened = { type: "app_home_opened" as const, user, channel, tab: "home" as const };
      return envelope({ ...opened, event_ts: messageTs(next()), ...event }, overrides);
    },

    /** Any other event, in the envelope Slack puts round it. */
    eventCallback: envelope,

    urlVerification(challenge = "challenge"): UrlVerification {
      return { type: "url_verification", token: verificationToken, challenge };
    },
  };
}

export function triggerId(count: number): string {
  return `${count}.${workspace.teamId}.trigger`;
}
