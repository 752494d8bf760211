import { Events, PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { discordPlatform, readyClient } from "./discord-platform/discord-clients.ts";
import { createDiscordPlatform } from "./discord-platform/discord-platform.ts";
import { snowflake } from "./discord-platform/snowflake.ts";
import { world } from "./discord-platform/world.ts";

describe("messages", () => {
  test("a mention is replied to, in a guild and in a direct message", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    client.on(Events.MessageCreate, async (message) => {
      if (client.user && message.mentions.has(client.user, { ignoreRoles: true })) await message.reply(message.content);
    });

    for (const guildId of [world.guildId, null]) {
      const asked = platform.botMessage({ content: "asked before" });
      const message = platform.mentionMessage({ content: "867?", guildId, referenced: asked });
      platform.dispatch("MESSAGE_CREATE", message);
      const { path, body } = await platform.nextRequest("POST /channels/:channel/messages");
      expect(path).toBe(`/channels/${message.channel_id}/messages`);
      expect(body).toMatchObject({
        content: `<@${world.botUserId}> 867?`,
        message_reference: { message_id: message.id },
      });
    }
    expect(platform.unknownRequests).toEqual([]);
  });

  test("a post is refused for what the bot may not do in the channel, and for an unknown reference", async () => {
    const { ViewChannel, SendMessages, ReadMessageHistory } = PermissionFlagsBits;
    const known = (platform: Awaited<ReturnType<typeof discordPlatform>>) => {
      const message = platform.mentionMessage({ content: "867?" });
      platform.dispatch("MESSAGE_CREATE", message);
      return message.id;
    };
    const files = [{ attachment: Buffer.from("map"), name: "map.txt" }];
    for (const [botPermissions, code] of [
      [SendMessages, 50_001],
      [ViewChannel, 50_013],
      [ViewChannel | SendMessages, 160_002],
      [ViewChannel | SendMessages | ReadMessageHistory, 50_013],
    ] as const) {
      const platform = await discordPlatform({ botPermissions });
      const client = await readyClient(platform);
      const channel = await client.channels.fetch(world.channelId, { force: true });
      if (!channel?.isSendable()) throw new Error("the channel cannot be sent to");
      const reply = { messageReference: known(platform), failIfNotExists: true };
      const isHistory = (botPermissions & ReadMessageHistory) !== 0n;
      const post = channel.send({ content: "867", reply, ...(isHistory ? { files } : {}) });
      await expect(post).rejects.toMatchObject({ code });
    }
    const platform = await discordPlatform({ uploadLimit: 2 });
    const client = await readyClient(platform);
    const channel = await client.channels.fetch(world.channelId, { force: true });
    if (!channel?.isSendable()) throw new Error("the channel cannot be sent to");
    await expect(channel.send({ files })).rejects.toMatchObject({ code: 40_005, status: 413 });
    const reply = { messageReference: snowflake(99), failIfNotExists: true };
    await expect(channel.send({ content: "867", reply })).rejects.toMatchObject({ code: 50_035 });
    reply.messageReference = known(platform);
    expect((await channel.send({ content: "867", reply })).content).toBe("867");
  });

  test("what is written to others comes without its content", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const contents: string[] = [];
    const three = Promise.withResolvers<void>();
    client.on(Events.MessageCreate, ({ content }) => {
      contents.push(content);
      if (contents.length === 3) three.resolve();
    });
    platform.dispatch("MESSAGE_CREATE", platform.roleMentionMessage({ content: "867?" }));
    platform.dispatch("MESSAGE_CREATE", platform.plainMessage({ content: "867?" }));
    platform.dispatch("MESSAGE_CREATE", platform.plainMessage({ content: "867?", guildId: null }));
    await three.promise;
    expect(contents).toEqual(["", "", "867?"]);
  });

  test("a message can be posted, edited, fetched and deleted; an empty one is refused", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const channel = await client.channels.fetch(world.channelId, { force: true });
    if (!channel?.isSendable()) throw new Error("the channel cannot be sent to");
    const sent = await channel.send({ content: "867", files: [{ attachment: Buffer.from("map"), name: "map.txt" }] });
    expect(await platform.nextRequest("POST /channels/:channel/messages")).toMatchObject({
      body: { content: "867" },
      files: [{ name: "map.txt", size: 3 }],
    });
    await sent.edit("868");
    expect((await channel.messages.fetch({ message: sent.id, force: true })).content).toBe("868");
    await sent.delete();
    await expect(channel.messages.fetch({ message: sent.id, force: true })).rejects.toMatchObject({ code: 10008 });
    await expect(channel.send("")).rejects.toMatchObject({ code: 50006 });
  });
});

describe("REST", () => {
  test("registered commands come back with ids they keep", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const command = { name: "port", description: "What is this port?" };
    const before = await client.application?.commands.set([command]);
    const after = await client.application?.commands.set([command, { ...command, name: "ports" }]);
    expect(after?.map(({ name }) => name)).toEqual(["port", "ports"]);
    expect(after?.find(({ name }) => name === "port")?.id).toBe(before?.first()?.id);
    expect((await client.application?.commands.fetch())?.size).toBe(2);
    expect((await client.guilds.cache.first()?.commands.set([command]))?.size).toBe(1);
    expect(platform.unknownRequests).toEqual([]);
  });

  test("what Discord does not have is answered with 404 and kept apart", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    await expect(client.rest.get("/weather")).rejects.toMatchObject({ status: 404 });
    expect(platform.unknownRequests).toMatchObject([{ method: "GET", path: "/weather" }]);
    expect(() => platform.respond("GET /weather", { status: 200 })).toThrow("There is no route GET /weather.");
  });
});

test("a platform closes at the end of its scope", async () => {
  let { apiUrl } = await discordPlatform();
  {
    await using platform = await createDiscordPlatform();
    ({ apiUrl } = platform);
    expect((await fetch(`${apiUrl}/v10/gateway`)).status).toBe(401);
  }
  await expect(fetch(`${apiUrl}/v10/gateway`)).rejects.toThrow();
});
