import type { APIMessage } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { connectedDiscord, customIds } from "../../support/discord-platform/connected.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import { world } from "../../support/discord-platform/world.ts";

const { ChannelMessageWithSource, UpdateMessage, DeferredMessageUpdate } = InteractionResponseType;
const OTHER = snowflake(90);
const REMOVED = "DELETE /webhooks/:application/:token/messages/@original";

/** The bot, with a private and a public card of port 867. */
async function cards() {
  const connected = await connectedDiscord();
  const { port, shown } = connected;
  const own = shown(await port("867"));
  const shared = shown(await port("867", { share: true }));
  return { ...connected, own, shared };
}

describe("a button on one's own card", () => {
  it("updates the card, even after a restart", async () => {
    const { own } = await cards();
    const { press } = await connectedDiscord();
    const next = await press(own, "ask:873");
    expect(next).toMatchObject({ type: UpdateMessage, data: { content: expect.stringContaining("873") } });
    expect(customIds(next.data)).toContain("share:873");
  });

  it("shows the command of a system alone, puts its commands first in full, and they stay there", async () => {
    const { press, port, own } = await cards();
    const description = (message: Partial<APIMessage>) => (message.embeds?.[0]?.description ?? "").replaceAll("\\", "");
    expect(description(own)).toContain("Linux");
    const asMac = await press(own, "system:867", { value: "macos" });
    expect(asMac).toMatchObject({ type: UpdateMessage });
    for (const brief of [asMac, await port("22")]) {
      expect(description(brief.data)).toContain("macOS");
      expect(description(brief.data)).not.toContain("Linux (");
    }
    const full = description((await port("22 more")).data);
    expect(full.indexOf("macOS")).toBeLessThan(full.indexOf("Linux (ss)"));
  });

  it("shows all of it beside the card that everybody sees, and in the place of one's own", async () => {
    const { press, own, shared } = await cards();
    const full = await press(own, "ask:867 more");
    expect(full).toMatchObject({ type: UpdateMessage });
    expect(customIds(full.data)).toContain("form:claim 867");
    const beside = await press(shared, "ask:867 more");
    expect(beside).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
  });

  it("shares the card with everybody, with the sharer's name on it", async () => {
    const { press, own } = await cards();
    const posted = await press(own, "share:867");
    expect(posted.type).toBe(ChannelMessageWithSource);
    expect(posted.data.flags).toBeUndefined();
    expect(posted.data.embeds?.[0]?.footer?.text).toContain(`Shared by ${world.userName}`);
    expect(customIds(posted.data)).toContain(`delete:${world.userId}`);
  });

  it("of an older card deletes it", async () => {
    const { press, own, platform } = await cards();
    expect(await press(own, "dismiss:")).toEqual({ type: DeferredMessageUpdate });
    await platform.nextRequest(REMOVED);
    expect(platform.unknownRequests).toEqual([]);
  });

  it("records the rating, and asks what is wrong", async () => {
    const { press, own } = await cards();
    const thanks = await press(own, "mood:feedback 867 sad");
    expect(thanks).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
    expect(customIds(thanks.data)).toContain("form:feedback 867 sad");
  });
});

describe("a button on a public card", () => {
  it("updates it for its owner, who stays the owner", async () => {
    const { press, shared } = await cards();
    const next = await press(shared, "ask:873");
    expect(next).toMatchObject({ type: UpdateMessage, data: { content: expect.stringContaining("873") } });
    expect(customIds(next.data)).toContain(`delete:${world.userId}`);
    expect(customIds(next.data)).not.toContain("share:873");
  });

  it("gives others a card of their own", async () => {
    const { press, shared } = await cards();
    for (const [id, value] of [["ask:873"], ["system:873", "windows"]] as const) {
      const theirs = await press(shared, id, { userId: OTHER, ...(value === undefined ? {} : { value }) });
      expect(theirs).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
      expect(theirs.data.content).toContain("873");
      expect(customIds(theirs.data)).toContain("share:873");
      // Discord itself lets them dismiss it.
      expect(customIds(theirs.data).filter((id) => /^(?:dismiss|delete):/.test(id))).toEqual([]);
    }
  });

  it("deletes it for its owner and for moderators only", async () => {
    const { press, shared, platform } = await cards();
    const id = `delete:${world.userId}`;
    const refused = await press(shared, id, { userId: OTHER });
    expect(refused).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
    expect(JSON.stringify(refused.data)).toContain("can delete it");
    // A forged custom id, which is not in the message, changes nothing.
    const forged = await press(shared, `delete:${OTHER}`, { userId: OTHER });
    expect(forged.type).toBe(ChannelMessageWithSource);
    const moderator = { userId: OTHER, permissions: String(PermissionFlagsBits.ManageMessages) };
    expect((await press(shared, id, moderator)).type).toBe(DeferredMessageUpdate);
    await platform.nextRequest(REMOVED);
    expect((await press(shared, id)).type).toBe(DeferredMessageUpdate);
    await platform.nextRequest(REMOVED);
  });

  it("belongs to the user of the command if the card has no Delete button", async () => {
    const { press, platform } = await connectedDiscord();
    const interaction = platform.chatInputInteraction({ name: "port" });
    const { id, type, authorizing_integration_owners } = interaction;
    const asker = interaction.member?.user;
    if (asker === undefined) throw new Error("the interaction comes from a member");
    const metadata = { id, type, authorizing_integration_owners, user: asker };
    const old = platform.botMessage({ interaction_metadata: metadata });
    expect((await press(old, "ask:22")).type).toBe(UpdateMessage);
    expect((await press(old, "ask:22", { userId: OTHER })).type).toBe(ChannelMessageWithSource);
  });
});

describe("an expired button", () => {
  it.each(["", "ask:", "port/867", "form:poll", "form:claim 99999", "delete:me", "dismiss:867", "ask"])(
    "is answered for %j",
    async (id) => {
      const { press, platform } = await connectedDiscord();
      const answer = await press(platform.botMessage(), id);
      expect(answer).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
      expect(JSON.stringify(answer.data)).toContain("Ask again with");
    },
  );
});
