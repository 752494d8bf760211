import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDiscordAdapter } from "#adapters/discord/index.ts";
import { personPrefix, teamPrefix } from "#core/team/keys.ts";
import { discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import { createSigningKeys } from "../../support/discord-platform/signed-interaction.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const keys = createSigningKeys();
const own = `${personPrefix("discord/80351110224678912")}settings/system`;
const book = `${teamPrefix("discord.80351110224678912")}book`;
const others = `${personPrefix("discord/8035111022467891")}settings/system`;

/** The bot without the gateway, with data of two people in its store. */
async function withEvents() {
  const platform = await discordPlatform();
  const store = memoryStore();
  await store.commit({
    put: [
      [own, "linux"],
      [book, "1"],
      [others, "macos"],
    ],
  });
  const { options } = discordOptions(platform, { gateway: null, publicKey: keys.publicKey, store });
  const adapter = await createDiscordAdapter(options);
  await adapter.start();
  const server = createServer(adapter.mounts.get("/discord/events")).listen(0, "127.0.0.1");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await adapter.stop();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/discord/events`, store, adapter };
}

const deauthorized = (user: unknown) => ({
  version: 1,
  application_id: "1",
  type: 1,
  event: { type: "APPLICATION_DEAUTHORIZED", timestamp: "2026-03-01T12:00:00Z", data: { user } },
});

describe("Discord's webhook events", () => {
  it("are acknowledged when the address is entered", async () => {
    const { url } = await withEvents();
    const answer = await keys.post(url, { version: 1, application_id: "1", type: 0 });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      204,
      "application/json",
      "",
    ]);
  });

  it("delete the data of somebody who has removed Portcall from their account", async () => {
    const { url, store, adapter } = await withEvents();
    expect((await keys.post(url, deauthorized({ id: "80351110224678912" }))).status).toBe(204);
    // Waits for what is under way.
    await adapter.stop();
    expect(await store.get([own, book, others])).toEqual([undefined, undefined, "macos"]);
  });

  it.each([
    ["of another kind", { ...deauthorized({ id: "80351110224678912" }), event: { type: "ENTITLEMENT_CREATE" } }],
    ["without a user", deauthorized(null)],
    ["with a user’s id that is none", deauthorized({ id: "8/../" })],
  ])("%s are acknowledged and change nothing", async (_, event) => {
    const { url, store } = await withEvents();
    expect((await keys.post(url, event)).status).toBe(204);
    expect(await store.get([own, book, others])).toEqual(["linux", "1", "macos"]);
  });

  it.each([
    ["an unknown type", { type: 2 }],
    ["no object", 1],
  ])("are refused with %s", async (_, event) => {
    const { url } = await withEvents();
    expect((await keys.post(url, event)).status).toBe(400);
  });

  it("are refused unsigned, and twice", async () => {
    const { url, store } = await withEvents();
    const body = JSON.stringify(deauthorized({ id: "80351110224678912" }));
    const forged = await fetch(url, { method: "POST", body, headers: keys.headersFor("{}") });
    expect(forged.status).toBe(401);
    expect(await store.get([own])).toEqual(["linux"]);
    const headers = keys.headersFor("{}");
    const twice = [];
    for (let time = 0; time < 2; time++) twice.push((await fetch(url, { method: "POST", body: "{}", headers })).status);
    expect(twice).toEqual([400, 401]);
  });
});
