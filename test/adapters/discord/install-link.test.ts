import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { installLink, MENTION_PERMISSIONS } from "#adapters/discord/install-link.ts";
import type { Ask } from "#core/chat-platform.ts";
import { ask } from "../../support/cards/corpus.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { world } from "../../support/discord-platform/world.ts";

const REPLY = "POST /channels/:channel/messages";

it("is the same in the documentation", async () => {
  const text = await readFile("docs/discord.md", "utf8");
  const permissions = [...text.matchAll(/permissions=(\d+)/g)].map(([, number]) => number);
  expect(permissions).toEqual([String(MENTION_PERMISSIONS)]);
  expect(text).toContain(installLink("APPLICATION_ID", true));
  expect(text).toContain(`${installLink("APPLICATION_ID", false)}\``);
});

it("gives what a reply with a file needs", async () => {
  const file = { name: "listeners.txt", text: "22 ssh\n", card: null, ifCut: "", ifNotAttached: null };
  const long: Ask = async (question) => ({ ...(await ask(question)), attachment: file });
  const { platform, adapter } = await connectedDiscord({ ask: long }, { botPermissions: MENTION_PERMISSIONS });
  const asked = platform.mentionMessage({ content: "867" });
  platform.dispatch("MESSAGE_CREATE", asked);
  const { body, files } = await platform.nextRequest(REPLY);
  expect([body, files]).toMatchObject([{ message_reference: { message_id: asked.id } }, [{ name: file.name }]]);
  await adapter.stop();
  expect(platform.requests.filter(({ route }) => route === REPLY)).toHaveLength(1);
});

it("is logged at the start, with a bot user only if Portcall answers mentions", async () => {
  for (const [gateway, link] of [
    [{ shards: "auto" }, installLink(world.applicationId, true)],
    [null, installLink(world.applicationId, false)],
  ] as const) {
    const { logger } = await connectedDiscord({ gateway });
    expect(logger.lines.filter(({ message }) => message.includes(link))).toHaveLength(1);
  }
});
