import { ContextMenuCommandBuilder, SlashCommandBuilder } from "discord.js";
import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { createDiscordAdapter, registerDiscordCommands } from "#adapters/discord/index.ts";
import { StoreUnavailable } from "#core/host.ts";
import { COMMANDS } from "../../../adapters/discord/commands.ts";
import { discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { world } from "../../support/discord-platform/world.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const EVERYWHERE = "PUT /applications/:application/commands";
const IN_GUILD = "PUT /applications/:application/guilds/:guild/commands";

async function setUp(store = memoryStore()) {
  const platform = await discordPlatform();
  const { token, apiUrl } = platform;
  const options = { token, apiUrl, applicationId: world.applicationId, store };
  const register = (guild: string | null = null, force = false) =>
    registerDiscordCommands({ ...options, guild, force });
  const count = (route: string) => platform.requests.filter((request) => request.route === route).length;
  return { platform, register, count, store };
}

describe("the commands", () => {
  it("pass discord.js' own validation and Discord's limits, and name en-US", () => {
    for (const command of COMMANDS) {
      if (command.type === ApplicationCommandType.Message) {
        const built = new ContextMenuCommandBuilder()
          .setName(command.name)
          .setType(command.type)
          .setNameLocalization("en-US", command.name_localizations?.["en-US"] ?? null);
        expect(built.toJSON().name).toBe("Explain ports");
        continue;
      }
      if (command.type !== ApplicationCommandType.ChatInput) throw new Error("there is no other kind of command");
      const built = new SlashCommandBuilder()
        .setName(command.name)
        .setDescription(command.description)
        .setNameLocalization("en-US", command.name_localizations?.["en-US"] ?? null)
        .setDescriptionLocalization("en-US", command.description_localizations?.["en-US"] ?? null);
      for (const option of command.options ?? []) {
        expect(option.description_localizations).toHaveProperty("en-US");
        if (option.type === ApplicationCommandOptionType.String) {
          built.addStringOption((each) =>
            each.setName(option.name).setDescription(option.description).setAutocomplete(true).setMaxLength(1000),
          );
        } else if (option.type === ApplicationCommandOptionType.Attachment) {
          built.addAttachmentOption((each) => each.setName(option.name).setDescription(option.description));
        } else built.addBooleanOption((each) => each.setName(option.name).setDescription(option.description));
      }
      expect(built.toJSON().options).toHaveLength(3);
      expect(command).toHaveProperty(["name_localizations", "en-US"]);
      expect(command).toHaveProperty(["description_localizations", "en-US"]);
    }
    expect(JSON.stringify(COMMANDS).length).toBeLessThan(8000);
    for (const { contexts, integration_types, default_member_permissions } of COMMANDS) {
      expect([contexts, integration_types]).toEqual([
        [0, 1, 2],
        [0, 1],
      ]);
      expect(default_member_permissions).toBeUndefined();
    }
  });
});

it("keep what is typed behind /port, because its first option is required, and take a file", () => {
  const [port] = COMMANDS;
  expect(port).toMatchObject({
    options: [
      { name: "query", type: ApplicationCommandOptionType.String, required: true },
      { name: "file", type: ApplicationCommandOptionType.Attachment, required: false },
      { name: "share", type: ApplicationCommandOptionType.Boolean, required: false },
    ],
  });
});

describe("registering the commands", () => {
  it("happens once, globally or in one server, and again only with force", async () => {
    const { register, count } = await setUp();
    expect([await register(), await register(), await register(null, true)]).toEqual([
      "registered",
      "unchanged",
      "registered",
    ]);
    expect([await register(world.guildId), await register(world.guildId)]).toEqual(["registered", "unchanged"]);
    expect([count(EVERYWHERE), count(IN_GUILD)]).toEqual([2, 1]);
  });

  it("is skipped at the start when nothing has changed", async () => {
    const { register, count, store, platform } = await setUp();
    await register();
    const adapter = await createDiscordAdapter(discordOptions(platform, { store }).options);
    await adapter.start();
    await adapter.stop();
    expect(count(EVERYWHERE)).toBe(1);
  });

  it("does not need the store", async () => {
    const away = async () => {
      throw new StoreUnavailable();
    };
    const { register, count } = await setUp({ ...memoryStore(), get: away, commit: away });
    expect([await register(), await register()]).toEqual(["registered", "registered"]);
    expect(count(EVERYWHERE)).toBe(2);
  });

  it("names the setting that Discord refused", async () => {
    const { platform, store } = await setUp();
    const options = { apiUrl: platform.apiUrl, applicationId: world.applicationId, guild: null, force: false, store };
    await expect(registerDiscordCommands({ ...options, token: "wrong" })).rejects.toThrow("DISCORD_TOKEN");
  });
});
