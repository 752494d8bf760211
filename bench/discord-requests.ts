import type { APIChatInputApplicationCommandInteraction } from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { DiscordPlatform } from "../test/support/discord-platform/discord-platform.ts";
import type { createSigningKeys } from "../test/support/discord-platform/signed-interaction.ts";
import { world } from "../test/support/discord-platform/world.ts";
import type { PreparedRequest } from "./http-connection.ts";
import { prepareRequest } from "./http-connection.ts";

/** So many people stay below the rate limit of 20 questions in half a minute. */
const PEOPLE = 5000;

export interface DiscordRequests {
  /** `/port TEXT`, each an interaction of its own. */
  commands(text: string, count: number): APIChatInputApplicationCommandInteraction[];
  signedCommands(url: URL, text: string, count: number): PreparedRequest[];
  /** A keystroke for each text. */
  signedKeystrokes(url: URL, texts: readonly string[]): PreparedRequest[];
}

export function createDiscordRequests(
  discord: DiscordPlatform,
  { headersFor }: ReturnType<typeof createSigningKeys>,
): DiscordRequests {
  let sent = 0;
  // Ids of one length, so that every answer has one too.
  const nextUser = () => `${BigInt(world.userId) + 1_000_000n + BigInt(sent++ % PEOPLE)}`;
  const commands = (text: string, count: number) =>
    Array.from({ length: count }, () => {
      const option = { type: ApplicationCommandOptionType.String as const, name: "query", value: text };
      return discord.chatInputInteraction({ name: "port", options: [option], userId: nextUser() });
    });
  const sign = (url: URL, interaction: unknown) => {
    const body = JSON.stringify(interaction);
    return prepareRequest(url, headersFor(body), body);
  };
  return {
    commands,
    signedCommands: (url, text, count) => commands(text, count).map((interaction) => sign(url, interaction)),
    signedKeystrokes: (url, texts) =>
      texts.map((value) => {
        const option = { type: ApplicationCommandOptionType.String as const, name: "query", value, focused: true };
        return sign(url, discord.autocompleteInteraction({ name: "port", options: [option], userId: nextUser() }));
      }),
  };
}
