import { Client, Events, GatewayIntentBits, Partials } from "discord.js";
import { onTestFinished } from "vitest";
import { createDiscordPlatform, type DiscordPlatform, type DiscordPlatformOptions } from "./discord-platform.ts";

/** discord.js against the platform, for the tests of the platform. Each ends with the test that asked for it. */

export async function discordPlatform(options?: DiscordPlatformOptions): Promise<DiscordPlatform> {
  const platform = await createDiscordPlatform(options);
  onTestFinished(() => platform.close());
  return platform;
}

const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;

export function discordClient({ apiUrl: api }: DiscordPlatform, intents = [Guilds, GuildMessages, DirectMessages]) {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api } });
  // Without a listener an error that a test provokes would end the process.
  client.on(Events.Error, () => {});
  onTestFinished(() => client.destroy());
  return client;
}

export async function readyClient(platform: DiscordPlatform): Promise<Client<true>> {
  const client = discordClient(platform);
  const ready = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, ready.resolve);
  await client.login(platform.token);
  return ready.promise;
}
