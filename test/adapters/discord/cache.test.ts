import { Client, Events, GatewayDispatchEvents } from "discord.js";
import { expect, it, onTestFinished } from "vitest";
import { makeCache } from "../../../adapters/discord/gateway.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import { world } from "../../support/discord-platform/world.ts";

it("caches servers for their locale, and nothing else", async () => {
  const platform = await discordPlatform();
  const client = new Client({
    intents: ["Guilds", "GuildMessages", "DirectMessages"],
    rest: { api: platform.apiUrl },
    makeCache,
  });
  onTestFinished(() => client.destroy());
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(platform.token);
  await ready;

  const people = 300;
  let seen = 0;
  const all = Promise.withResolvers<void>();
  client.ws.on(GatewayDispatchEvents.MessageCreate, () => {
    seen += 1;
    if (seen === people) all.resolve();
  });
  for (let index = 0; index < people; index += 1) {
    const place = index % 2 === 0 ? {} : { guildId: null, channelId: snowflake(20_000 + index) };
    const message = platform.mentionMessage({ content: "867", userId: snowflake(10_000 + index), ...place });
    platform.dispatch("MESSAGE_CREATE", message);
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction({ name: "port", guildId: null }));
  }
  await all.promise;

  const guild = client.guilds.cache.get(world.guildId);
  expect(guild?.preferredLocale).toBe("en-US");
  const kept = [client.users, client.channels, guild?.members, guild?.roles, guild?.channels, guild?.emojis];
  expect(kept.map((manager) => manager?.cache.size)).toEqual(kept.map(() => 0));
  expect(client.user?.id).toBe(world.botUserId);
});
