import { on, once } from "node:events";
import { Events, GatewayIntentBits } from "discord.js";
import { type APIGatewayBotInfo, GatewayOpcodes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { discordClient, discordPlatform, readyClient } from "./discord-platform/discord-clients.ts";
import type { DiscordPlatform } from "./discord-platform/discord-platform.ts";
import { world } from "./discord-platform/world.ts";

describe("logging in", () => {
  test("a client becomes ready, with the guild and its channel", async () => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);

    expect(client.user?.id).toBe(world.botUserId);
    expect(client.guilds.cache.get(world.guildId)?.channels.cache.get(world.channelId)?.name).toBe("ops");
    expect(await platform.identified()).toMatchObject({ token: platform.token, shard: [0, 1] });
    expect(platform.connectionCount).toBe(1);
    expect(platform.unknownRequests).toEqual([]);
  });

  test("an unknown token is refused by REST, and by the gateway", async () => {
    const platform = await discordPlatform({ tokens: ["known"] });
    await expect(discordClient(platform).login("unknown")).rejects.toThrow("An invalid token was provided.");

    platform.respond("GET /gateway/bot", {
      body: {
        url: platform.apiUrl.replace("http", "ws").replace("/api", "/gateway"),
        shards: 1,
        session_start_limit: { total: 1, remaining: 1, reset_after: 1, max_concurrency: 1 },
      },
    });
    const client = discordClient(platform);
    const closed = new Promise<{ code: number }>((resolve) => client.once(Events.ShardDisconnect, resolve));
    client.login("unknown").catch(() => {});
    expect((await closed).code).toBe(4004);
  });

  test("privileged intents are refused unless they are switched on", async () => {
    const platform = await discordPlatform();
    const client = discordClient(platform, [GatewayIntentBits.MessageContent]);
    const closed = new Promise<{ code: number }>((resolve) => client.once(Events.ShardDisconnect, resolve));
    client.login(platform.token).catch(() => {});
    expect((await closed).code).toBe(4014);
  });
});

describe("losing the connection", () => {
  test.each([
    ["a drop", (platform: DiscordPlatform) => platform.dropConnections()],
    ["a close with 4000", (platform: DiscordPlatform) => platform.closeConnections(4000)],
    ["a request to reconnect", (platform: DiscordPlatform) => platform.reconnectRequest()],
  ])("%s is resumed from, with what was missed", async (_name, lose) => {
    const platform = await discordPlatform();
    const client = await readyClient(platform);
    const seen = new Promise<string>((resolve) => client.once(Events.MessageCreate, ({ content }) => resolve(content)));
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));

    lose(platform);
    await new Promise((resolve) => client.once(Events.ShardReconnecting, resolve));
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867?" }));

    expect(await seen).toContain("867?");
    await resumed;
    expect(await platform.resumed()).toMatchObject({ session_id: "session-1", seq: 2 });
    expect(platform.connectionCount).toBe(1);
  });
});

// Spoken by hand: discord.js would leave five seconds between one IDENTIFY and the next.
test("heartbeats are acknowledged, and a session declared invalid cannot be resumed", async () => {
  const platform = await discordPlatform();
  const { token } = platform;
  const { say, hear } = await rawGateway(platform);
  expect(await hear()).toMatchObject({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 41_250 } });

  say({ op: GatewayOpcodes.Heartbeat, d: null });
  expect(await hear()).toMatchObject({ op: GatewayOpcodes.HeartbeatAck });
  expect(platform.heartbeatCount).toBe(1);

  say({ op: GatewayOpcodes.Identify, d: { token, intents: GatewayIntentBits.Guilds, properties: {} } });
  expect(await hear()).toMatchObject({ t: "READY", s: 1, d: { session_id: "session-1" } });
  expect(await hear()).toMatchObject({ t: "GUILD_CREATE", s: 2, d: { id: world.guildId } });

  say({ op: GatewayOpcodes.Resume, d: { token, session_id: "session-1", seq: 1 } });
  expect(await hear()).toMatchObject({ t: "GUILD_CREATE", s: 2 });
  expect(await hear()).toMatchObject({ t: "RESUMED", s: 3 });

  platform.invalidSession(false);
  expect(await hear()).toMatchObject({ op: GatewayOpcodes.InvalidSession, d: false });
  say({ op: GatewayOpcodes.Resume, d: { token, session_id: "session-1", seq: 3 } });
  expect(await hear()).toMatchObject({ op: GatewayOpcodes.InvalidSession, d: false });
});

test("a client that leaves is seen to leave", async () => {
  const platform = await discordPlatform();
  const client = await readyClient(platform);
  await client.destroy();
  expect(await platform.disconnected()).toEqual({ code: 1000 });
  expect(platform.connectionCount).toBe(0);
});

test("events before anyone has identified are a mistake in the test", async () => {
  const platform = await discordPlatform();
  expect(() => platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "" }))).toThrow(
    "await identified()",
  );
});

async function rawGateway({ apiUrl, token }: DiscordPlatform) {
  const answer = await fetch(`${apiUrl}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } });
  const { url } = (await answer.json()) as APIGatewayBotInfo;
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  const messages = on(socket, "message");
  await once(socket, "open");
  return {
    say: (payload: unknown) => socket.send(JSON.stringify(payload)),
    hear: async (): Promise<unknown> => JSON.parse(String((await messages.next()).value?.[0])),
  };
}
