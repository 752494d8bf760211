import { INSTALL_PATH } from "#adapters/slack/index.ts";
import { describeStore } from "#adapters/store/index.ts";
import type { Config, DiscordConfig, SlackConfig } from "./config.ts";
import type { Portcall } from "./portcall.ts";

/** What Portcall prints when it is up: where it is, what it is connected to, and how to connect the rest. */
export function welcome({ address, registry }: Portcall, { slack, discord, store }: Config): string {
  return `Portcall is up, with IANA's registry of ${registry.updated} (${registry.records} records).

  Ask here   ${address}
  Kept in    ${describeStore(store)}
  Slack      ${slack === null ? SLACK_OFF : slackOn(slack)}
  Discord    ${discord === null ? DISCORD_OFF : `connected over ${discordWays(discord)}`}

Stop it with Ctrl+C.
`;
}

function discordWays({ gateway, publicKey }: DiscordConfig): string {
  const ways = [
    ...(gateway === null ? [] : ["the gateway"]),
    ...(publicKey === null ? [] : ["HTTP; Discord's requests go to /discord/interactions"]),
  ];
  return ways.join(" and ");
}

function slackOn({ access, connection }: SlackConfig): string {
  const connected = `connected over ${CONNECTION[connection.via]}`;
  if (access.via === "token") return connected;
  return `${connected}\n  Install    ${access.url.replace(/\/+$/, "")}${INSTALL_PATH}`;
}

const CONNECTION = { http: "HTTP; Slack's requests go to /slack/events", socket: "Socket Mode" };
const SLACK_OFF = `off; to switch it on, set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP)
             or SLACK_APP_TOKEN (Socket Mode). The README says where they are found.`;
const DISCORD_OFF = `off; to switch it on, set DISCORD_TOKEN and DISCORD_APPLICATION_ID.
             The README says where they are found.`;
