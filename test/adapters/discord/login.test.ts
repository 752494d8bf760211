import { describe, expect, it, onTestFinished } from "vitest";
import type { DiscordOptions } from "#adapters/discord/index.ts";
import { createDiscordAdapter } from "#adapters/discord/index.ts";
import { awaitableLogger } from "../../support/discord-platform/awaitable-logger.ts";
import { discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import type { DiscordPlatform } from "../../support/discord-platform/discord-platform.ts";
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
    [4014, "DISCORD_TOKEN"],
  ])("names the setting when the gateway closes with %i at login", async (code, setting) => {
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

  it("does not mistake a port for a close code", async () => {
    const { adapter } = await adapterFor(await discordPlatform(), { apiUrl: "http://127.0.0.1:40041" });
    await expect(adapter.start()).rejects.toThrow("could not be reached");
  });
});
