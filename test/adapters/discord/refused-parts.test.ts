import type { APIMessage } from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { expect, it } from "vitest";
import type { Ask } from "#core/chat-platform.ts";
import { ask } from "../../support/cards/corpus.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { discordError, unknownReference } from "../../support/discord-platform/rest-errors.ts";

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

it("is given up if Discord refuses the message itself", async () => {
  const connected = await connectedDiscord({ ask: long }, { botPermissions: AttachFiles | ReadMessageHistory });
  const { sent } = await mention(connected, 2);
  // The second one is the apology.
  expect(sent[1]?.content).not.toContain("867");
  await connected.adapter.stop();
  expect(connected.platform.requests.filter(({ route }) => route === REPLY)).toHaveLength(2);
});
