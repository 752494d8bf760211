import { ApplicationCommandOptionType, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import type { Ask, Question } from "#core/chat-platform.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { connectedDiscord, customIds } from "../../support/discord-platform/connected.ts";
import { world } from "../../support/discord-platform/world.ts";

const { ChannelMessageWithSource, Modal } = InteractionResponseType;
const card = renderDiscord(cardOf("867"));

describe("/port", () => {
  it("answers privately, and with help when the query is empty", async () => {
    const { port, platform } = await connectedDiscord();
    const answer = await port("867");
    expect(answer).toMatchObject({
      type: ChannelMessageWithSource,
      data: {
        content: card.content,
        embeds: card.embeds,
        flags: MessageFlags.Ephemeral,
        allowed_mentions: { parse: [] },
      },
    });
    expect(customIds(answer.data)).toEqual(["ask:862", "ask:873", "ask:867 more", "share:867", "system:867"]);
    expect((await port()).data.content).toContain("what is this port?");
    expect(platform.unknownRequests).toEqual([]);
  });

  it("answers in full when asked for more, privately and with what is kept for people and teams", async () => {
    const { port } = await connectedDiscord();
    const full = renderDiscord(cardOf("867 more"));
    for (const share of [false, true]) {
      const answer = await port("867 more", { share });
      expect(answer).toMatchObject({
        type: ChannelMessageWithSource,
        data: { content: full.content, embeds: full.embeds, flags: MessageFlags.Ephemeral },
      });
      expect(customIds(answer.data)).toEqual(["form:claim 867", "form:feedback 867 sad", "mood:feedback 867 happy"]);
    }
  });

  it("shows a shared answer to everybody with the asker's Delete button, and any other to the asker alone", async () => {
    const { port } = await connectedDiscord();
    const shared = await port("867", { share: true });
    expect(shared.data.flags).toBeUndefined();
    expect(customIds(shared.data)).toContain(`delete:${world.userId}`);
    expect(customIds(shared.data)).not.toContain("share:867");
    expect(JSON.stringify(shared.data.components)).toContain('"Delete"');
    await port("set answers public");
    expect((await port("867")).data.flags).toBeUndefined();
    expect((await port("867", { share: false })).data.flags).toBe(MessageFlags.Ephemeral);
  });

  it("uses the person's port book in a direct message, and the server's in a server", async () => {
    const { port } = await connectedDiscord();
    expect((await port("claim 8867 billing-api", { guildId: null })).data.content).toContain("Claimed");
    expect((await port("8867", { guildId: null })).data.content).toContain("billing-api");
    expect((await port("8867")).data.content).not.toContain("billing-api");
  });

  it("lets only admins change the team's settings", async () => {
    const { port } = await connectedDiscord();
    const refused = await port("set workspace answers public");
    expect(JSON.stringify(refused.data)).toContain("Only admins");
    const manageGuild = String(1 << 5);
    expect((await port("set workspace answers public", { permissions: manageGuild })).data.content).toContain("Set");
  });

  it("opens a form when text is still missing", async () => {
    const { port } = await connectedDiscord();
    expect(await port("book import")).toMatchObject({ type: Modal, data: { custom_id: "form:import" } });
  });

  it("drops mentions and emoji from a query, and uses display names", async () => {
    const { answerTo, platform, port } = await connectedDiscord();
    const option = {
      name: "query",
      type: ApplicationCommandOptionType.String as const,
      value: `claim 8867 api <@${world.userId}>`,
    };
    const interaction = platform.chatInputInteraction({ name: "port", options: [option] });
    const user = { ...interaction.member?.user, global_name: "Ann of Ops" };
    const renamed = { ...interaction, member: { ...interaction.member, user } } as typeof interaction;
    await answerTo(renamed);
    expect(JSON.stringify((await port("8867")).data)).toContain("claimed by Ann of Ops");
  });

  it("uses the person's own port book in a server that has not installed Portcall", async () => {
    const { answerTo, port, platform } = await connectedDiscord();
    await port("claim 8867 the-servers");
    const ask = (value: string) => {
      const option = { name: "query", type: ApplicationCommandOptionType.String as const, value };
      const interaction = platform.chatInputInteraction({ name: "port", options: [option] });
      return answerTo({ ...interaction, authorizing_integration_owners: { 1: world.userId } });
    };
    expect((await ask("claim 8867 my-own")).data.content).toContain("Claimed");
    expect((await ask("8867")).data.content).toContain("my-own");
    expect((await port("8867")).data.content).toContain("the-servers");
  });

  it("answers in the person's language, and publicly in the server's", async () => {
    const asked: Question[] = [];
    const listening: Ask = async (question) => {
      asked.push(question);
      return ask(question);
    };
    const { port, platform } = await connectedDiscord({ ask: listening });
    await port("867", { locale: "de", guildLocale: "fr" });
    await port("867", { locale: "de", guildId: null });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    await platform.nextRequest("POST /channels/:id/messages");
    expect(asked.map(({ locale, publicLocale }) => [locale, publicLocale])).toEqual([
      ["de", "fr"],
      ["de", undefined],
      ["en-US", undefined],
    ]);
  });

  it("replies privately to an unknown command", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const answer = await answerTo(platform.chatInputInteraction({ name: "weather" }));
    expect(answer.data.flags).toBe(MessageFlags.Ephemeral);
  });
});
