import { ApplicationCommandOptionType, GatewayIntentBits, MessageFlags } from "discord.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDiscordAdapter, renderDiscord } from "#adapters/discord/index.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { world } from "../../support/discord-platform/world.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

const { content, embeds } = renderDiscord(cardOf("867"));

async function connect() {
  const platform = await discordPlatform();
  const logger = recordingLogger();
  const { token, apiUrl } = platform;
  const adapter = await createDiscordAdapter({ token, applicationId: world.applicationId, apiUrl, ask, logger });
  await adapter.start();
  onTestFinished(() => adapter.stop());
  return { platform, adapter, logger };
}

const port = (value?: string) => ({
  name: "port",
  options: value === undefined ? [] : [{ name: "query", type: ApplicationCommandOptionType.String as const, value }],
});

describe("Discord", () => {
  it("logs in with no privileged intent and registers the command", async () => {
    const { platform, adapter } = await connect();
    const { intents } = await platform.identified();
    const privileged =
      GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;
    expect(Number(intents) & privileged).toBe(0);
    const registered = await platform.nextRequest("PUT /applications/:application/commands");
    expect(registered.body).toMatchObject([{ name: "port", options: [{ name: "query" }] }]);
    expect(adapter.ready()).toBe(true);
    expect(platform.unknownRequests).toEqual([]);
  });

  it("answers /port 867 privately, and help without a query", async () => {
    const { platform } = await connect();
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction(port("867")));
    const answer = await platform.nextRequest("POST /interactions/:id/:token/callback");
    expect(answer.body).toMatchObject({
      type: 4,
      data: { content, embeds, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } },
    });
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction(port()));
    const help = await platform.nextRequest("POST /interactions/:id/:token/callback");
    expect(JSON.stringify(help.body)).toContain("what is this port?");
  });

  it("answers a mention, in a server and in a direct message, and notifies nobody", async () => {
    const { platform } = await connect();
    for (const guildId of [undefined, null]) {
      const asked = platform.mentionMessage({ content: "what is on 867?", ...(guildId === null ? { guildId } : {}) });
      platform.dispatch("MESSAGE_CREATE", asked);
      const reply = await platform.nextRequest("POST /channels/:id/messages");
      expect(reply.body).toMatchObject({
        content,
        embeds,
        message_reference: { message_id: asked.id },
        allowed_mentions: { parse: [], replied_user: false },
      });
    }
  });

  it("answers neither a role's mention nor another bot", async () => {
    const { platform } = await connect();
    platform.dispatch("MESSAGE_CREATE", platform.roleMentionMessage({ content: "what is on 22?" }));
    const fromBot = platform.mentionMessage({ content: "what is on 23?", userId: "1456074443984995555" });
    platform.dispatch("MESSAGE_CREATE", { ...fromBot, author: { ...fromBot.author, bot: true } });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    const reply = await platform.nextRequest("POST /channels/:id/messages");
    expect(reply.body).toMatchObject({ content });
  });

  it("writes to the log when a reply cannot be sent, and goes on", async () => {
    const { platform, logger } = await connect();
    platform.respond(
      "POST /channels/:channel/messages",
      () => ({ status: 403, body: { code: 50_013, message: "no" } }),
      {
        times: 1,
      },
    );
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    await platform.nextRequest("POST /channels/:id/messages");
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    await platform.nextRequest("POST /channels/:id/messages");
    expect(logger.lines).toContainEqual({ level: "error", message: "A reply could not be sent." });
  });

  it("says which setting Discord refused", async () => {
    const platform = await discordPlatform();
    const options = { applicationId: world.applicationId, apiUrl: platform.apiUrl, ask, logger: recordingLogger() };
    const adapter = await createDiscordAdapter({ ...options, token: "wrong" });
    await expect(adapter.start()).rejects.toThrow("DISCORD_TOKEN");
    await adapter.stop();
  });
});
