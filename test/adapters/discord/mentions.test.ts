import type { APIMessage } from "discord-api-types/v10";
import { MessageReferenceType, MessageType } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import type { Connected } from "../../support/discord-platform/connected.ts";
import { connectedDiscord, customIds } from "../../support/discord-platform/connected.ts";
import { discordError } from "../../support/discord-platform/rest-errors.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import { world } from "../../support/discord-platform/world.ts";
import { AFTER, BEFORE } from "../../support/pastes/changes.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const { content } = renderDiscord(cardOf("867"));
const REPLY = "POST /channels/:id/messages";

/** The next reply, and the id of the message it replies to. */
async function nextReply({ platform }: Connected) {
  const { body } = await platform.nextRequest(REPLY);
  // The only cast: tests assert on the payload that the platform got.
  return body as APIMessage;
}

describe("a mention", () => {
  it("is answered once, in a server and in a direct message, and notifies nobody", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    for (const place of [{}, { guildId: null }]) {
      const asked = platform.mentionMessage({ content: "what is on 867?", ...place });
      platform.dispatch("MESSAGE_CREATE", asked);
      const reply = await nextReply(connected);
      expect(reply).toMatchObject({
        content,
        message_reference: { message_id: asked.id },
        allowed_mentions: { parse: [], replied_user: false },
        nonce: asked.id,
        enforce_nonce: true,
      });
      expect(customIds(reply)).toContain(`delete:${world.userId}`);
    }
    platform.dispatch("MESSAGE_CREATE", platform.plainMessage({ content: "22?", guildId: null }));
    expect((await nextReply(connected)).content).toContain("22");
    expect(platform.unknownRequests).toEqual([]);
  });

  it("of a role or everyone, by a bot or webhook, or in a system message is ignored", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const mention = (text: string, userId?: string) =>
      platform.mentionMessage({ content: text, ...(userId === undefined ? {} : { userId }) });
    platform.dispatch("MESSAGE_CREATE", platform.roleMentionMessage({ content: "what is on 22?" }));
    platform.dispatch("MESSAGE_CREATE", {
      ...platform.plainMessage({ content: "@everyone 22" }),
      mention_everyone: true,
    });
    const byBot = mention("23", snowflake(91));
    platform.dispatch("MESSAGE_CREATE", { ...byBot, author: { ...byBot.author, bot: true } });
    platform.dispatch("MESSAGE_CREATE", { ...mention("24"), webhook_id: snowflake(92) });
    platform.dispatch("MESSAGE_CREATE", { ...mention("25"), type: MessageType.ChannelPinnedMessage });
    platform.dispatch("MESSAGE_CREATE", mention("what is on 867?"));
    expect((await nextReply(connected)).content).toBe(content);
  });

  it("for personal data is answered in a server with the command that shows it privately", async () => {
    const connected = await connectedDiscord();
    const { platform, port, options } = connected;
    await port("claim 8867 billing-api");
    await port("set system macos");
    for (const [asked, command] of [
      ["settings", "/port settings"],
      ["book export csv", "/port book export csv"],
      ["book history", "/port book history"],
      ["forget me", "/port forget me"],
      ["8867 more", "/port 8867 more"],
      ["more about ssh", "/port ssh more"],
    ] as const) {
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: asked }));
      const { content: title, embeds, attachments = [] } = await nextReply(connected);
      const said = embeds[0]?.description ?? "";
      expect([title, attachments]).toEqual([expect.stringContaining("Only for you"), []]);
      expect(said).toContain(command);
      expect(said).not.toMatch(/billing|macos/i);
      expect(said.includes("Done.")).toBe(asked === "forget me");
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: asked, guildId: null }));
      expect((await nextReply(connected)).content).not.toContain("Only for you");
    }
    expect(await options.store.list(`1/person/discord/${world.userId}/`)).toEqual([]);
    for (const [asked, answer] of [
      ["book", "billing-api"],
      ["help", "Portcall"],
    ] as const) {
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: asked }));
      expect(JSON.stringify(await nextReply(connected))).toContain(answer);
    }
  });

  it("makes one change, though two processes receive it", async () => {
    const store = memoryStore();
    const ask = createAsk(knowledge, teamServicesIn(store));
    const [one, other] = [await connectedDiscord({ store, ask }), await connectedDiscord({ store, ask })];
    for (const port of [9861, 9862]) await one.port(`claim ${port} billing`);
    const said = one.platform.mentionMessage({ content: "undo" });
    one.platform.dispatch("MESSAGE_CREATE", said);
    expect((await nextReply(one)).content).toContain("Undone");
    other.platform.dispatch("MESSAGE_CREATE", said);
    // The next mention is answered, and the repeated one isn't.
    other.platform.dispatch("MESSAGE_CREATE", other.platform.mentionMessage({ content: "867" }));
    expect((await nextReply(other)).content).toContain("867");
    expect(JSON.stringify(await one.port("book"))).toContain("9861");
  });

  it("is answered in the server's language, and gives nobody admin rights", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "set workspace answers public" }));
    expect(JSON.stringify(await nextReply(connected))).toContain("Use the command: /port set workspace answers public");
  });
});

describe("a mention in reply to somebody's message", () => {
  it("explains the ports of that message", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    for (const words of ["", "what is this?"]) {
      // Discord shows the content because that message mentions Portcall too.
      const referenced = platform.mentionMessage({ content: "DPT=867 in the firewall's log", userId: snowflake(93) });
      const asked = platform.mentionMessage({ content: words, referenced });
      platform.dispatch("MESSAGE_CREATE", asked);
      const reply = await nextReply(connected);
      expect(JSON.stringify(reply)).toContain("867");
      expect(reply.message_reference?.message_id).toBe(asked.id);
    }
  });

  it("explains a message forwarded to the bot", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const bare = platform.plainMessage({ content: "", guildId: null });
    const snapshot = { message: { ...bare, content: "refused connect to port 867" } };
    const reference = { type: MessageReferenceType.Forward, message_id: snowflake(95), channel_id: world.channelId };
    platform.dispatch("MESSAGE_CREATE", { ...bare, message_reference: reference, message_snapshots: [snapshot] });
    expect((await nextReply(connected)).content).toBe(content);
  });

  it("answers its own question, if it has one", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const referenced = platform.plainMessage({ content: "it is on 22", userId: snowflake(93) });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?", referenced }));
    expect((await nextReply(connected)).content).toBe(content);
  });

  it("compares its listing with the one in that message, if it asks what changed", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const fenced = (listing: string) => `\`\`\`\n${listing}\n\`\`\``;
    const referenced = platform.mentionMessage({ content: `look:\n${fenced(BEFORE)}`, userId: snowflake(93) });
    const asked = platform.mentionMessage({ content: `what changed?\n${fenced(AFTER)}`, referenced });
    platform.dispatch("MESSAGE_CREATE", asked);
    expect((await nextReply(connected)).content).toMatch(/Changed: 3 new, 1 gone, 3 moved/);
  });

  it("says how to compare, where that message is hidden or has no listing", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const content = `what changed?\n${AFTER}`;
    for (const text of ["", "it was on 22"]) {
      const referenced = platform.plainMessage({ content: text, userId: snowflake(93) });
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content, referenced }));
      expect(JSON.stringify(await nextReply(connected))).toContain("To see what changed, paste two listings");
    }
  });

  it("says how to show Portcall a hidden message", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const hidden = platform.plainMessage({ content: "DPT=867", userId: snowflake(93) });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "", referenced: hidden }));
    expect(JSON.stringify(await nextReply(connected))).toContain("Explain ports");
  });

  it("is ignored when it replies to Portcall without a question", async () => {
    const connected = await connectedDiscord();
    const { platform } = connected;
    const bare = (text: string) => ({
      ...platform.plainMessage({ content: text, referenced: platform.botMessage({ content: "Port 867" }) }),
      mentions: platform.mentionMessage({ content: "" }).mentions,
    });
    platform.dispatch("MESSAGE_CREATE", bare("thanks!"));
    platform.dispatch("MESSAGE_CREATE", bare("and what is on 22?"));
    expect((await nextReply(connected)).content).toContain("22");
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "thanks!" }));
    expect((await nextReply(connected)).content).not.toContain("22");
    expect(platform.requests.filter(({ route }) => route === "POST /channels/:channel/messages")).toHaveLength(2);
  });
});

describe("a reply that cannot be sent", () => {
  it("is logged, and replaced by an apology", async () => {
    const connected = await connectedDiscord();
    const { platform, logger } = connected;
    const refused = discordError(400, 50_006, "Cannot send an empty message");
    platform.respond("POST /channels/:channel/messages", refused, { times: 2 });
    for (let count = 0; count < 2; count += 1) {
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    }
    for (let count = 0; count < 3; count += 1) await nextReply(connected);
    expect(logger.lines).toContainEqual({ level: "error", message: "An event could not be answered." });
  });
});
