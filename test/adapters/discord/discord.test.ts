import { ApplicationCommandOptionType, GatewayIntentBits, MessageFlags } from "discord.js";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DiscordOptions } from "#adapters/discord/index.ts";
import { createDiscordAdapter, renderDiscord } from "#adapters/discord/index.ts";
import { ask, cardOf, suggest } from "../../support/cards/corpus.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import type { DiscordPlatform } from "../../support/discord-platform/discord-platform.ts";
import { world } from "../../support/discord-platform/world.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const { content, embeds } = renderDiscord(cardOf("867"));

async function connect() {
  const platform = await discordPlatform();
  const logger = recordingLogger();
  const { token, apiUrl } = platform;
  const lost = Promise.withResolvers<Error>();
  const adapter = await createDiscordAdapter({
    token,
    applicationId: world.applicationId,
    apiUrl,
    publicKey: null,
    gateway: { shards: "auto" },
    ask,
    suggest,
    store: memoryStore(),
    logger,
    onLost: lost.resolve,
  });
  await adapter.start();
  onTestFinished(() => adapter.stop());
  return { platform, adapter, logger, lost: lost.promise };
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
    expect(registered.body).toMatchObject([{ name: "port" }, { name: "Explain ports" }]);
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

  it("does not take a bare reply to one of its messages for a question, and answers one that is", async () => {
    const { platform } = await connect();
    const bare = (text: string) => ({
      ...platform.plainMessage({ content: text, referenced: platform.botMessage({ content: "Port 867" }) }),
      mentions: platform.mentionMessage({ content: "" }).mentions,
    });
    platform.dispatch("MESSAGE_CREATE", bare("thanks!"));
    platform.dispatch("MESSAGE_CREATE", bare("and what is on 22?"));
    const answered = await platform.nextRequest("POST /channels/:id/messages");
    expect(answered.body).toMatchObject({ content: expect.stringContaining("22") });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "thanks!" }));
    const help = await platform.nextRequest("POST /channels/:id/messages");
    expect(help.body).not.toMatchObject({ content: expect.stringContaining("22") });
    expect(platform.requests.filter(({ route }) => route === "POST /channels/:channel/messages")).toHaveLength(2);
  });

  it("says so when Discord ends the connection for good, and is ready no more", async () => {
    for (const code of [4004, 4010, 4014]) {
      const { platform, adapter, logger, lost } = await connect();
      platform.closeConnections(code);
      expect((await lost).message).toContain(String(code));
      expect(adapter.ready()).toBe(false);
      expect(logger.lines).toContainEqual({ level: "error", message: "The connection is lost for good." });
    }
  });

  it("connects again after any other close, and tells nobody", async () => {
    const { platform, adapter, logger } = await connect();
    platform.closeConnections(4000);
    await platform.resumed();
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    await platform.nextRequest("POST /channels/:id/messages");
    expect(adapter.ready()).toBe(true);
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("Discord that cannot be connected to", () => {
  async function adapterWith(platform: DiscordPlatform, changes: Partial<DiscordOptions>) {
    const { token, apiUrl } = platform;
    const logger = recordingLogger();
    const adapter = await createDiscordAdapter({
      token,
      applicationId: world.applicationId,
      apiUrl,
      publicKey: null,
      gateway: { shards: "auto" },
      ask,
      suggest,
      store: memoryStore(),
      logger,
      onLost: () => {},
      ...changes,
    });
    onTestFinished(() => adapter.stop());
    return adapter;
  }

  it("says which setting Discord refused", async () => {
    const adapter = await adapterWith(await discordPlatform(), { token: "wrong" });
    await expect(adapter.start()).rejects.toThrow("DISCORD_TOKEN");
  });

  it("leaves no connection behind when the command cannot be registered", async () => {
    const platform = await discordPlatform();
    const route = "PUT /applications/:application/commands";
    platform.respond(route, () => ({ status: 403, body: { code: 50_001, message: "Missing Access" } }));
    const adapter = await adapterWith(platform, {});
    await expect(adapter.start()).rejects.toThrow("DISCORD_APPLICATION_ID");
    await platform.disconnected();
    expect([platform.connectionCount, adapter.ready()]).toEqual([0, false]);
  });

  it("takes a port that looks like a close code for no refusal", async () => {
    const adapter = await adapterWith(await discordPlatform(), { apiUrl: "http://127.0.0.1:40041" });
    await expect(adapter.start()).rejects.toThrow("could not be reached");
  });
});
