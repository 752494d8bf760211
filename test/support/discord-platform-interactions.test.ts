import { ActionRowBuilder, Events, MessageFlags, ModalBuilder, TextDisplayBuilder, TextInputBuilder } from "discord.js";
import { ComponentType as ApiComponentType, ApplicationCommandOptionType, TextInputStyle } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { discordPlatform, readyClient } from "./discord-platform/discord-clients.ts";
import { discordRateLimit } from "./discord-platform/rest-errors.ts";

const portOption = { name: "query", type: ApplicationCommandOptionType.String as const, value: "867" };
const port = { name: "port", options: [portOption] };
const callback = "POST /interactions/:id/:token/callback";

describe("interactions", () => {
  test("a slash command is answered", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { locale, guildLocale, options } = interaction;
      await interaction.reply(`${options.getString("query")} in ${locale}, here ${guildLocale}`);
      await interaction.followUp({ content: "more", flags: MessageFlags.Ephemeral });
    });

    const interaction = platform.chatInputInteraction({ ...port, locale: "de", guildLocale: "fr" });
    platform.dispatch("INTERACTION_CREATE", interaction);

    const answer = await platform.nextRequest(callback);
    expect(answer.path).toBe(`/interactions/${interaction.id}/${interaction.token}/callback`);
    expect(answer.body).toMatchObject({ type: 4, data: { content: "867 in de, here fr" } });
    const more = await platform.nextRequest("POST /webhooks/:application/:token");
    expect(more.body).toMatchObject({ content: "more", flags: MessageFlags.Ephemeral });
    expect(platform.unknownRequests).toEqual([]);
  });

  test("a deferred answer is edited, read and deleted", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const done = Promise.withResolvers<unknown>();
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { resource } = await interaction.deferReply({ withResponse: true });
      const card = new TextDisplayBuilder().setContent("a card");
      const edited = await interaction.editReply({ components: [card], flags: MessageFlags.IsComponentsV2 });
      const fetched = await interaction.fetchReply();
      await interaction.deleteReply();
      const gone = await interaction.fetchReply().catch((error) => error.code);
      done.resolve([resource?.message?.id === edited.id, fetched.components[0]?.toJSON(), gone]);
    });
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction({ ...port, guildId: null }));
    expect(await done.promise).toEqual([true, { type: 10, id: 1, content: "a card" }, 10008]);
  });

  test("autocompletion, a press, a choice, a message's menu and a form all reach their listeners", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: interaction.options.getFocused(), value: "1" }]);
      else if (interaction.isButton()) await interaction.update({ content: interaction.customId });
      else if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
      else if (interaction.isMessageContextMenuCommand())
        await interaction.showModal(form(interaction.targetMessage.content));
      else if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue("q"));
    });
    const answerTo = async (interaction: Parameters<typeof platform.dispatch<"INTERACTION_CREATE">>[1]) => {
      platform.dispatch("INTERACTION_CREATE", interaction);
      return (await platform.nextRequest(callback)).body;
    };

    const typing = platform.autocompleteInteraction({ name: "port", options: [{ ...portOption, focused: true }] });
    expect(await answerTo(typing)).toMatchObject({ type: 8, data: { choices: [{ name: "867", value: "1" }] } });

    const press = { component_type: ApiComponentType.Button as const, custom_id: "868" };
    expect(await answerTo(platform.componentInteraction({ data: press }))).toMatchObject({
      type: 7,
      data: { content: "868" },
    });

    const choice = { component_type: ApiComponentType.StringSelect as const, custom_id: "c", values: ["869"] };
    expect(await answerTo(platform.componentInteraction({ data: choice }))).toMatchObject({ data: { content: "869" } });

    const message = platform.plainMessage({ content: "nc -l 867" });
    const menu = platform.messageCommandInteraction({ name: "Find ports", message });
    expect(await answerTo(menu)).toMatchObject({ type: 9, data: { title: "nc -l 867" } });

    const field = { type: ApiComponentType.TextInput as const, id: 2, custom_id: "q", value: "870" };
    const components = [{ type: ApiComponentType.ActionRow as const, id: 1, components: [field] }];
    expect(await answerTo(platform.modalSubmit({ data: { custom_id: "form", components } }))).toMatchObject({
      data: { content: "870" },
    });
    expect(platform.unknownRequests).toEqual([]);
  });

  test("a second answer, and an answer to nothing, are refused", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const codes = Promise.withResolvers<unknown[]>();
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => "answered",
        (error) => error.code,
      );
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { id, token } = interaction;
      const post = (path: `/${string}`) =>
        codeOf(client.rest.post(path, { body: { type: 4, data: { content: "hi" } }, auth: false }));
      const here = `/interactions/${id}/${token}/callback` as const;
      codes.resolve([await post(here), await post(here), await post(`/interactions/${id}/other/callback`)]);
    });
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction(port));
    expect(await codes.promise).toEqual(["answered", 40060, 10062]);
  });

  test("a rate limit told of is waited out", async () => {
    const platform = await discordPlatform();
    platform.respond(callback, discordRateLimit({ retryAfter: 0.05 }), { times: 1 });
    const client = await readyClient(platform);
    client.on(Events.InteractionCreate, (interaction) => void (interaction.isRepliable() && interaction.reply("late")));
    platform.dispatch("INTERACTION_CREATE", platform.chatInputInteraction(port));
    await platform.nextRequest(callback);
    expect((await platform.nextRequest(callback)).body).toMatchObject({ data: { content: "late" } });
  });
});

function form(title: string): ModalBuilder {
  const input = new TextInputBuilder().setCustomId("q").setLabel("Query").setStyle(TextInputStyle.Short);
  const row = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
  return new ModalBuilder().setCustomId("form").setTitle(title).addComponents(row);
}
