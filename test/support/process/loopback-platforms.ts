import { expect } from "vitest";
import { discordPlatform } from "../discord-platform/discord-clients.ts";
import { world } from "../discord-platform/world.ts";
import { signingSecret, slackPlatform } from "../slack-platform/bolt-clients.ts";
import { signedRequest } from "../slack-platform/signed-request.ts";
import type { PortcallProcess } from "./portcall-process.ts";

/** Both platforms on loopback, and the environment of a process that connects to them. */
export async function loopbackPlatforms() {
  const slack = await slackPlatform();
  const discord = await discordPlatform();
  const environment = {
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: world.applicationId,
    DISCORD_API_URL: discord.apiUrl,
  };
  return { slack, discord, environment };
}

/** Asks on both, and expects the answer. */
export async function expectAnswersOnBoth(
  { address }: PortcallProcess,
  { slack, discord }: Pick<Awaited<ReturnType<typeof loopbackPlatforms>>, "slack" | "discord">,
): Promise<void> {
  const url = `${address}/slack/events`;
  const answered = await signedRequest({ signingSecret, url, body: slack.slashCommand({ text: "867" }) });
  expect(JSON.parse(answered.body).text).toContain("863–872");
  discord.dispatch("MESSAGE_CREATE", discord.mentionMessage({ content: "what is on 867?" }));
  const reply = await discord.nextRequest("POST /channels/:id/messages");
  expect(JSON.stringify(reply.body)).toContain("863–872");
}
