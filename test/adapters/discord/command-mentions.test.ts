import type { APIMessage } from "discord-api-types/v10";
import { expect, it } from "vitest";
import { registerDiscordCommands } from "#adapters/discord/index.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Connected } from "../../support/discord-platform/connected.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { world } from "../../support/discord-platform/world.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const COMMANDS = "PUT /applications/:application/commands";

/** The id that Discord gave `/port`. */
async function commandId({ apiUrl, token }: Connected["platform"]): Promise<string> {
  const address = `${apiUrl}/v10/applications/${world.applicationId}/commands`;
  const response = await fetch(address, { headers: { authorization: `Bot ${token}` } });
  // Boundary: the double answers as Discord does.
  const commands = (await response.json()) as readonly { readonly name: string; readonly id: string }[];
  return commands.find(({ name }) => name === "port")?.id ?? "";
}

function description({ embeds = [] }: Partial<APIMessage>): string {
  return embeds[0]?.description ?? "";
}

it("make each example of help open the command, in private and in public", async () => {
  const { port, platform } = await connectedDiscord();
  const id = await commandId(platform);
  expect(id).toMatch(/^\d+$/);
  const help = description((await port("help")).data);
  expect(help).toContain(`</port:${id}> 867`);
  expect(help.replaceAll(`</port:${id}>`, "")).not.toContain("/port ");
  platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "help" }));
  const { body } = await platform.nextRequest("POST /channels/:channel/messages");
  expect(description(body as APIMessage)).toContain(`</port:${id}> 867`);
  expect(JSON.stringify((await port("867")).data)).not.toContain("</port:");
});

it("use the id from the store when the commands were registered before", async () => {
  const store = memoryStore();
  const first = await connectedDiscord({ store });
  const id = await commandId(first.platform);
  const second = await connectedDiscord({ store });
  expect(second.platform.requests.filter(({ route }) => route === COMMANDS)).toEqual([]);
  expect(description((await second.port("help")).data)).toContain(`</port:${id}> 867`);
});

it("need no store, and a registration in one server does not count", async () => {
  const away = async () => {
    throw new StoreUnavailable();
  };
  const { port, platform } = await connectedDiscord({ store: { ...memoryStore(), get: away, commit: away } });
  expect(description((await port("help")).data)).toContain(`</port:${await commandId(platform)}> 867`);

  const store = memoryStore();
  const { apiUrl, token } = platform;
  await registerDiscordCommands({ apiUrl, token, applicationId: world.applicationId, guild: world.guildId, store });
  const { platform: other } = await connectedDiscord({ store });
  expect(other.requests.filter(({ route }) => route === COMMANDS)).toHaveLength(1);
});

it("are left out if the id is not known", async () => {
  const store = memoryStore();
  const first = await connectedDiscord({ store });
  const [[key = "", value] = []] = await store.list("1/discord/");
  expect(value).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), commandId: await commandId(first.platform) });
  await store.commit({ put: [[key, { ...Object(value), commandId: null }]] });
  const { port } = await connectedDiscord({ store });
  expect(description((await port("help")).data)).toContain("/port 867");
});
