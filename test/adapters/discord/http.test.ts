import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DiscordOptions } from "#adapters/discord/index.ts";
import { createDiscordAdapter } from "#adapters/discord/index.ts";
import { discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { createSigningKeys } from "../../support/discord-platform/signed-interaction.ts";
import { slowAsk } from "../../support/slow-ask.ts";

const keys = createSigningKeys();
const port867 = { name: "port", options: [{ name: "query", type: 3 as const, value: "867" }] };

/** The bot without the gateway, on an HTTP server of its own. */
async function overHttp(changes: Partial<DiscordOptions> = {}) {
  const platform = await discordPlatform();
  const { options, logger } = discordOptions(platform, { gateway: null, publicKey: keys.publicKey, ...changes });
  const adapter = await createDiscordAdapter(options);
  await adapter.start();
  const server = createServer(adapter.mounts.get("/discord/interactions")).listen(0, "127.0.0.1");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await adapter.stop();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { platform, adapter, logger, server, url: `http://127.0.0.1:${port}/discord/interactions` };
}

describe("Discord over HTTP", () => {
  it("works without the gateway", async () => {
    const { platform, adapter, url } = await overHttp();
    expect(await (await keys.post(url, { id: "1", type: 1, token: "t", application_id: "1" })).json()).toEqual({
      type: InteractionResponseType.Pong,
    });
    const answer = await (await keys.post(url, platform.chatInputInteraction(port867))).json();
    expect(answer).toMatchObject({
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { content: expect.stringContaining("867"), flags: MessageFlags.Ephemeral },
    });
    expect([platform.connectionCount, adapter.ready()]).toEqual([0, true]);
    expect(platform.requests.map(({ route }) => route)).toEqual(["PUT /applications/:application/commands"]);
  });

  it("is not ready once Discord refuses its token, and says so in the log", async () => {
    const { platform, adapter, logger } = await overHttp();
    platform.respond("POST /channels/:channel/messages", () => ({
      status: 401,
      body: { message: "401: Unauthorized", code: 0 },
    }));
    const card = { title: "Feedback", status: "information", body: [], footnote: "" } as const;
    await expect(adapter.post("123", card)).rejects.toThrow("401");
    expect([adapter.ready(), adapter.isRefused?.()]).toEqual([false, true]);
    expect(logger.lines.at(-1)).toEqual({ level: "error", message: expect.stringContaining("refuses DISCORD_TOKEN") });
  });

  it("deletes a message after the response", async () => {
    const { platform, url } = await overHttp();
    const message = platform.botMessage({ flags: MessageFlags.Ephemeral });
    const press = platform.componentInteraction({ message, data: { component_type: 2, custom_id: "dismiss:" } });
    const answer = await (await keys.post(url, press)).json();
    expect(answer).toEqual({ type: InteractionResponseType.DeferredMessageUpdate });
    await platform.nextRequest("DELETE /webhooks/:application/:token/messages/@original");
  });

  it("defers a slow reply, and then edits the deferral", async () => {
    const { ask: slow, release } = slowAsk();
    const { platform, url } = await overHttp({ ask: slow, timing: { deferAfter: 10 } });
    const answer = await (await keys.post(url, platform.chatInputInteraction(port867))).json();
    expect(answer).toMatchObject({ type: InteractionResponseType.DeferredChannelMessageWithSource });
    release();
    const edit = await platform.nextRequest("PATCH /webhooks/:application/:token/messages/@original");
    expect(edit.body).toMatchObject({ content: expect.stringContaining("867") });
  });

  it("refuses a forged, stale, future, mismatched or missing signature with 401", async () => {
    const { platform, url, logger } = await overHttp();
    const interaction = platform.chatInputInteraction(port867);
    const body = JSON.stringify(interaction);
    const post = (headers: Record<string, string>, text = body) => fetch(url, { method: "POST", body: text, headers });
    const hour = 3_600_000;
    const refused = [
      await createSigningKeys().post(url, interaction),
      await keys.post(url, interaction, Date.now() - hour),
      await keys.post(url, interaction, Date.now() + hour),
      await post(keys.headersFor(body), body.replace("867", "868")),
      await post({ ...keys.headersFor(body), "x-signature-timestamp": String(Math.floor(Date.now() / 1000) + 1) }),
      await post({ ...keys.headersFor(body), "x-signature-ed25519": "ab" }),
      await post({ ...keys.headersFor(body), "x-signature-timestamp": "soon" }),
      await post({}),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
    expect(logger.lines).toContainEqual({
      level: "warn",
      message: "A request was refused with 401 Unauthorized: invalid signature or timestamp.",
    });
  });

  it("accepts only interactions of at most 1 MB", async () => {
    const { url } = await overHttp();
    expect((await fetch(url)).status).toBe(405);
    expect((await keys.post(url, "hello")).status).toBe(400);
    expect((await keys.post(url, null)).status).toBe(400);
    const large = await keys.post(url, { text: "x".repeat(1024 * 1024) }).catch(() => ({ status: 413 }));
    expect(large.status).toBe(413);
  });

  const user = { id: "1", username: "ann" };
  it.each([
    ["of an unknown type", { type: 9, data: { name: "port" }, user }],
    ["of an unknown type, without a user", { type: 9 }],
    ["a command without data", { type: 2, user }],
    ["a command without a user", { type: 2, data: { name: "port" } }],
    ["a component without data", { type: 3, user, message: {} }],
    ["a component without its message", { type: 3, data: { custom_id: "ask:867" }, user }],
    ["a form without an id", { type: 5, data: {}, user }],
    ["an autocompletion without data", { type: 4, data: null, user }],
  ])("refuses %s with 400 and one line", async (_what, interaction) => {
    const { url, logger } = await overHttp();
    expect((await keys.post(url, { id: "1", token: "t", application_id: "1", ...interaction })).status).toBe(400);
    expect(logger.lines.filter(({ level }) => level !== "info")).toEqual([
      {
        level: "warn",
        message: "A request was refused with 400 Bad Request: not an interaction that can be answered.",
      },
    ]);
  });

  it("accepts no requests while stopping, and finishes pending ones", async () => {
    const { ask: slow, asked, release } = slowAsk();
    const { platform, adapter, url } = await overHttp({ ask: slow });
    const first = keys.post(url, platform.chatInputInteraction(port867));
    await asked;
    const stopped = adapter.stop();
    expect((await keys.post(url, platform.chatInputInteraction(port867))).status).toBe(503);
    release();
    expect((await first).status).toBe(200);
    await stopped;
    expect(adapter.ready()).toBe(false);
  });

  it("finishes a request whose client has disconnected", async () => {
    const { ask: slow, asked, release } = slowAsk();
    const { platform, adapter, server, url } = await overHttp({ ask: slow });
    const hungUp = once(server, "connection").then(([socket]) => once(socket, "close"));
    const body = JSON.stringify(platform.chatInputInteraction(port867));
    const gone = new AbortController();
    const first = fetch(url, { method: "POST", body, headers: keys.headersFor(body), signal: gone.signal });
    await asked;
    gone.abort();
    await expect(first).rejects.toThrow();
    await hungUp;
    release();
    await adapter.stop();
    expect(adapter.ready()).toBe(false);
  });

  it("refuses a replayed request with 401 for as long as its timestamp is valid", async () => {
    let now = Date.now();
    const { platform, url, logger } = await overHttp({ timing: { now: () => now } });
    const body = JSON.stringify(platform.chatInputInteraction(port867));
    const headers = keys.headersFor(body, now + 290_000);
    const post = async (changes: Record<string, string> = {}) =>
      (await fetch(url, { method: "POST", body, headers: { ...headers, ...changes } })).status;
    expect(await post()).toBe(200);
    expect(await post()).toBe(401);
    now += 580_000;
    expect(await post()).toBe(401);
    expect(await post({ "x-signature-ed25519": headers["x-signature-ed25519"].toUpperCase() })).toBe(401);
    expect(logger.lines).toContainEqual({
      level: "warn",
      message: "A request was refused with 401 Unauthorized: replay.",
    });
    expect((await keys.post(url, platform.chatInputInteraction(port867), now)).status).toBe(200);
  });
});
