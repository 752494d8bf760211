import { Client, Events } from "discord.js";
import { expect, it, onTestFinished } from "vitest";
import { makeCache } from "../../../adapters/discord/cache.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import { world } from "../../support/discord-platform/world.ts";

it("remembers no message and a bounded number of people, the bot among them", async () => {
  const platform = await discordPlatform();
  const client = new Client({ intents: ["Guilds", "GuildMessages"], rest: { api: platform.apiUrl }, makeCache });
  onTestFinished(() => client.destroy());
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(platform.token);
  await ready;

  const people = 300;
  let seen = 0;
  const all = new Promise<void>((resolve) => {
    client.on(Events.MessageCreate, () => {
      seen += 1;
      if (seen === people) resolve();
    });
  });
  for (let index = 0; index < people; index += 1) {
    const message = platform.mentionMessage({ content: "867", userId: snowflake(10_000 + index) });
    platform.dispatch("MESSAGE_CREATE", message);
  }
  await all;

  const guild = client.guilds.cache.get(world.guildId);
  const channel = client.channels.cache.get(world.channelId);
  expect(channel?.isTextBased() && channel.messages.cache.size).toBe(0);
  expect(guild?.members.cache.size).toBeLessThanOrEqual(51);
  expect(client.users.cache.size).toBeLessThanOrEqual(101);
  expect(client.users.cache.has(world.botUserId)).toBe(true);
  expect(guild?.members.me?.id).toBe(world.botUserId);
});
