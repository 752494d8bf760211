import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { DiscordOptions } from "#adapters/discord/index.ts";
import { createDiscordAdapter } from "#adapters/discord/index.ts";
import { awaitableLogger } from "../../support/discord-platform/awaitable-logger.ts";
import { discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import type { DiscordPlatform } from "../../support/discord-platform/discord-platform.ts";
import { createSigningKeys } from "../../support/discord-platform/signed-interaction.ts";
import { drop } from "../../support/loopback/replies.ts";
import { slowAsk } from "../../support/slow-ask.ts";

const ERRORS = ({ level }: { level: string }) => level === "error";

async function adapterFor(platform: DiscordPlatform, changes: Partial<DiscordOptions> = {}) {
  const { options, logger } = discordOptions(platform, changes);
  const adapter = await createDiscordAdapter(options);
  onTestFinished(() => adapter.stop());
  return { adapter, logger };
}

describe("an adapter that stops", () => {
  it("accepts no events, finishes pending replies, and disconnects", async () => {
    const { ask: slow, asked, release } = slowAsk();
    const platform = await discordPlatform();
    const { adapter } = await adapterFor(platform, { ask: slow });
    await adapter.start();
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    await asked;
    const stopped = adapter.stop();
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 22?" }));
    release();
    await stopped;
    await platform.disconnected();
    const replies = platform.requests.filter(({ route }) => route === "POST /channels/:channel/messages");
    expect(replies.map(({ body }) => JSON.stringify(body).includes("Port 867"))).toEqual([true]);
    expect([adapter.ready(), platform.connectionCount]).toEqual([false, 0]);
  });
});

describe("a gateway that refuses connections for a while", () => {
  it("is retried with back-off until it accepts", async () => {
    const platform = await discordPlatform();
    platform.refuseHandshakes(503, 4);
    const waits: number[] = [];
    const wait = async (time: number) => void waits.push(time);
    const logger = awaitableLogger();
    const connected = logger.until("Connected to Discord.");
    const { adapter } = await adapterFor(platform, { logger, timing: { wait, random: () => 1 } });
    await adapter.start();
    expect(adapter.ready()).toBe(false);
    await connected;
    expect([adapter.ready(), waits, platform.refusedHandshakes]).toEqual([true, [1000, 2000, 4000, 8000], 4]);
    expect(logger.lines).toContainEqual({ level: "warn", message: "Connecting to Discord failed." });
    expect(logger.lines.filter(ERRORS)).toEqual([]);
  });

  it("is not retried after Portcall stops", async () => {
    const platform = await discordPlatform();
    platform.refuseHandshakes(429, 1);
    const waiting = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const wait = () => {
      waiting.resolve();
      return over.promise;
    };
    const { adapter } = await adapterFor(platform, { timing: { wait } });
    await adapter.start();
    await waiting.promise;
    await adapter.stop();
    over.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect([platform.connectionCount, adapter.ready()]).toEqual([0, false]);
  });
});

describe("a failing start", () => {
  it("names the setting that Discord refused", async () => {
    const { adapter } = await adapterFor(await discordPlatform(), { token: "wrong" });
    await expect(adapter.start()).rejects.toThrow("DISCORD_TOKEN");
  });

  it.each([
    [4004, "DISCORD_TOKEN"],
    [4010, "DISCORD_SHARDS"],
    [4011, "DISCORD_SHARDS"],
    [4012, "newer Portcall"],
    [4013, "DISCORD_GATEWAY"],
    [4014, "DISCORD_GATEWAY"],
  ])("says what to change when the gateway closes with %i at login", async (code, setting) => {
    const platform = await discordPlatform({ refuseIdentify: code });
    const { adapter } = await adapterFor(platform);
    await expect(adapter.start()).rejects.toThrow(setting);
    expect(adapter.ready()).toBe(false);
  });

  it("leaves no connection behind when the commands cannot be registered", async () => {
    const platform = await discordPlatform();
    const refusal = { status: 403, body: { code: 50_001, message: "Missing Access" } };
    platform.respond("PUT /applications/:application/commands", refusal);
    const { adapter } = await adapterFor(platform);
    await expect(adapter.start()).rejects.toThrow("DISCORD_APPLICATION_ID");
    await platform.disconnected();
    expect([platform.connectionCount, adapter.ready()]).toEqual([0, false]);
  });
});

describe("Discord out of reach", () => {
  it("does not end the start: the gateway is connected when Discord can be reached", async () => {
    const platform = await discordPlatform();
    platform.respond("GET /gateway/bot", drop, { times: 1 });
    platform.respond("PUT /applications/:application/commands", drop, { times: 1 });
    const logger = awaitableLogger();
    const connected = logger.until("Connected to Discord.");
    const { adapter } = await adapterFor(platform, { logger, timing: { wait: async () => {} } });
    await adapter.start();
    expect(adapter.ready()).toBe(false);
    await connected;
    await platform.nextRequest("PUT /applications/:application/commands");
    await platform.nextRequest("PUT /applications/:application/commands");
    expect(adapter.ready()).toBe(true);
    const warning = { level: "warn", message: "The platform could not be reached; trying again." };
    expect(logger.lines.filter(({ level }) => level === "warn")).toEqual([warning, warning]);
  });

  it("is not ready over HTTP either, until the commands are registered", async () => {
    const platform = await discordPlatform();
    platform.respond("PUT /applications/:application/commands", drop, { times: 1 });
    const logger = awaitableLogger();
    const reached = logger.until("The platform can be reached again.");
    const publicKey = createSigningKeys().publicKey;
    const timing = { wait: async () => {} };
    const { adapter } = await adapterFor(platform, { logger, timing, gateway: null, publicKey });
    await adapter.start();
    expect(adapter.ready()).toBe(false);
    await reached;
    await vi.waitFor(() => expect(adapter.ready()).toBe(true));
  });

  it("does not mistake a port for a close code", async () => {
    const { adapter, logger } = await adapterFor(await discordPlatform(), { apiUrl: "http://127.0.0.1:40041" });
    await adapter.start();
    expect(logger.lines).toContainEqual({
      level: "warn",
      message: "The platform could not be reached; trying again.",
    });
  });

  it("waits for Discord to allow another session", async () => {
    const platform = await discordPlatform();
    const spent = { total: 1000, remaining: 0, reset_after: 1000, max_concurrency: 1 };
    platform.respond(
      "GET /gateway/bot",
      { body: { url: "ws://127.0.0.1:9", shards: 1, session_start_limit: spent } },
      { times: 1 },
    );
    const logger = awaitableLogger();
    const connected = logger.until("Connected to Discord.");
    const { adapter } = await adapterFor(platform, { logger, timing: { wait: async () => {} } });
    await adapter.start();
    await connected;
    expect(adapter.ready()).toBe(true);
  });
});
