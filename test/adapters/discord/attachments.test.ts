import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { expect, it } from "vitest";
import type { Ask } from "#core/chat-platform.ts";
import { ask } from "../../support/cards/corpus.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";

const file = { name: "listeners.txt", text: "22 ssh\n80 http\n", card: null, ifCut: "", ifNotAttached: null };
/** A bot whose answers are all too long for a card. */
const long: Ask = async (question) => ({ ...(await ask(question)), attachment: file });
const EDIT = "PATCH /webhooks/:application/:token/messages/@original";
const { DeferredChannelMessageWithSource, DeferredMessageUpdate } = InteractionResponseType;

it("attaches a file to the reply when a card cannot hold the answer", async () => {
  const { port, press, platform } = await connectedDiscord({ ask: long });
  expect(await port("867")).toEqual({
    type: DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  });
  const sent = await platform.nextRequest(EDIT);
  expect(sent.files).toMatchObject([{ name: file.name, size: file.text.length }]);
  expect(sent.body).toMatchObject({
    content: expect.stringContaining("867"),
    attachments: [{ id: "0", filename: file.name }],
  });

  expect(await port("867", { share: true })).toEqual({ type: DeferredChannelMessageWithSource });
  await platform.nextRequest(EDIT);
  const card = platform.botMessage({ flags: MessageFlags.Ephemeral });
  expect(await press(card, "ask:22")).toEqual({ type: DeferredMessageUpdate });
  expect((await platform.nextRequest(EDIT)).files).toHaveLength(1);

  platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
  const reply = await platform.nextRequest("POST /channels/:id/messages");
  expect(reply.files).toMatchObject([{ name: file.name }]);
  expect(platform.unknownRequests).toEqual([]);
});

it("removes the file when the card is updated", async () => {
  const { press, platform } = await connectedDiscord();
  const card = platform.botMessage({ flags: MessageFlags.Ephemeral });
  expect((await press(card, "ask:22")).data).toMatchObject({ attachments: [] });
});
