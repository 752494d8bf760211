import type { APIMessage } from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import type { Ask } from "#core/chat-platform.ts";
import { ask } from "../../support/cards/corpus.ts";
import { CALLBACK, connectedDiscord } from "../../support/discord-platform/connected.ts";
import {
  alreadyAnswered,
  discordError,
  invalidEmbed,
  unknownReference,
} from "../../support/discord-platform/rest-errors.ts";
import { world } from "../../support/discord-platform/world.ts";
import { drop } from "../../support/loopback/replies.ts";

const REPLY = "POST /channels/:channel/messages";
const EDIT = "PATCH /webhooks/:application/:token/messages/@original";
const { ViewChannel, SendMessages, EmbedLinks, AttachFiles, ReadMessageHistory } = PermissionFlagsBits;

const file = { name: "listeners.txt", text: "22 ssh\n80 http\n", card: null, ifCut: "", ifNotAttached: null };
/** A bot whose answers are all too long for a card. */
const long: Ask = async (question) => ({ ...(await ask(question)), attachment: file });

type Connected = Awaited<ReturnType<typeof connectedDiscord>>;

/** The requests that one mention leads to. */
async function mention({ platform }: Connected, requests: number) {
  const asked = platform.mentionMessage({ content: "867" });
  platform.dispatch("MESSAGE_CREATE", asked);
  const sent = [];
  for (let count = 0; count < requests; count += 1) {
    const { body, files } = await platform.nextRequest(REPLY);
    // The only cast: tests assert on the payload that the platform got.
    sent.push({ ...(body as APIMessage), files });
  }
  return { asked, sent, last: sent.at(-1) };
}

function errors({ logger }: Connected) {
  return logger.lines.filter(({ level }) => level === "error");
}

it("is sent without the reference if the bot may not read the message history", async () => {
  const connected = await connectedDiscord({}, { botPermissions: ViewChannel | SendMessages | EmbedLinks });
  const { asked, sent, last } = await mention(connected, 2);
  expect(sent[0]?.message_reference).toMatchObject({ message_id: asked.id });
  expect(last).toMatchObject({ content: expect.stringContaining("867"), nonce: asked.id });
  expect(last).not.toHaveProperty("message_reference");
  expect(errors(connected)).toEqual([]);
});

it("is sent without the reference if the message is gone", async () => {
  for (const refusal of [unknownReference, discordError(404, 10_008, "Unknown Message")]) {
    const connected = await connectedDiscord();
    connected.platform.respond(REPLY, refusal, { times: 1 });
    const { last } = await mention(connected, 2);
    expect(last).toMatchObject({ content: expect.stringContaining("867") });
    expect(last).not.toHaveProperty("message_reference");
    expect(errors(connected)).toEqual([]);
  }
});

it("is sent without the file, and says so, if the bot may not attach files", async () => {
  const rules = { botPermissions: ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory };
  const connected = await connectedDiscord({ ask: long }, rules);
  const { asked, sent, last } = await mention(connected, 2);
  expect(sent.map(({ files }) => files.length)).toEqual([1, 0]);
  expect(last?.content).toMatch(/867.*\nThe file is missing: I don’t have the Attach Files permission here\./);
  expect(last?.message_reference).toMatchObject({ message_id: asked.id });
  expect(errors(connected)).toEqual([]);
});

it("is sent without both if Discord refuses both", async () => {
  const connected = await connectedDiscord({ ask: long }, { botPermissions: ViewChannel | SendMessages });
  const { last } = await mention(connected, 3);
  expect(last?.content).toContain("The file is missing");
  expect(last).not.toHaveProperty("message_reference");
  expect(errors(connected)).toEqual([]);
});

it("is sent without the file, and says so, if the file is too large", async () => {
  const connected = await connectedDiscord({ ask: long }, { uploadLimit: 4 });
  const { last } = await mention(connected, 2);
  expect(last?.content).toContain("larger than Discord allows");
  await connected.port("867");
  const edits = [await connected.platform.nextRequest(EDIT), await connected.platform.nextRequest(EDIT)];
  expect(edits.map(({ files }) => files.length)).toEqual([1, 0]);
  expect(edits[1]?.body).toMatchObject({ content: expect.stringContaining("larger than Discord allows") });
  expect(errors(connected)).toEqual([]);
});

it("is sent as text if Discord refuses the form of its card", async () => {
  const connected = await connectedDiscord();
  const { platform } = connected;
  platform.respond(REPLY, invalidEmbed, { times: 1 });
  const { last } = await mention(connected, 2);
  expect(last).toMatchObject({ embeds: [], components: [], message_reference: expect.anything() });
  expect(last?.content).toMatch(/Port 867.*\nNothing is assigned here/);
  expect((last?.content ?? "").length).toBeLessThanOrEqual(2000);

  platform.respond(CALLBACK, invalidEmbed, { times: 1 });
  await connected.port("22");
  const again = await platform.nextRequest(CALLBACK);
  expect(again.body).toMatchObject({ data: { content: expect.stringContaining("Port 22"), embeds: [] } });
  expect(errors(connected)).toEqual([]);
});

it.each([
  ["without a permission", { botPermissions: AttachFiles | ReadMessageHistory }],
  ["if it may not even see the channel", { botPermissions: 0n }],
])("is given up without an apology %s", async (_name, rules) => {
  const connected = await connectedDiscord({}, rules);
  await mention(connected, 1);
  await connected.adapter.stop();
  expect(connected.platform.requests.filter(({ route }) => route === REPLY)).toHaveLength(1);
  expect(errors(connected)).toEqual([]);
  expect(connected.logger.fields).toContainEqual(
    expect.objectContaining({ server: world.guildId, channel: world.channelId }),
  );
});

describe("a reply whose connection is lost", () => {
  it("to a mention is sent again with the same nonce, so that it appears once", async () => {
    const connected = await connectedDiscord();
    connected.platform.respond(REPLY, drop, { times: 1 });
    const { asked, sent } = await mention(connected, 2);
    expect(sent.map(({ nonce }) => nonce)).toEqual([asked.id, asked.id]);
    expect(errors(connected)).toEqual([]);
  });

  it("to an interaction is sent again, and needs no answer if the first one arrived", async () => {
    const { platform, logger, port, adapter } = await connectedDiscord();
    platform.respond(CALLBACK, alreadyAnswered, { times: 1 });
    platform.respond(CALLBACK, drop, { times: 1 });
    await port("867");
    expect((await platform.nextRequest(CALLBACK)).body).toMatchObject({
      data: { content: expect.stringContaining("Port 867") },
    });
    await adapter.stop();
    expect(logger.lines.filter(({ message }) => /could not be sent|Timeout/.test(message))).toEqual([]);
  });

  it("is not sent a third time", async () => {
    const { platform, logger, port, adapter } = await connectedDiscord();
    platform.respond(CALLBACK, drop);
    await port("867");
    await platform.nextRequest(CALLBACK);
    await adapter.stop();
    expect(platform.requests.filter(({ path }) => path.endsWith("/callback"))).toHaveLength(2);
    expect(logger.lines).toContainEqual({ level: "error", message: "A reply could not be sent." });
  });
});
