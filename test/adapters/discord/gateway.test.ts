import { GatewayIntentBits } from "discord-api-types/v10";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DiscordOptions } from "#adapters/discord/index.ts";
import { createDiscordAdapter, renderDiscord } from "#adapters/discord/index.ts";
import type { Ask } from "#core/contracts.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { CALLBACK, connectedDiscord, discordOptions } from "../../support/discord-platform/connected.ts";
import { discordPlatform } from "../../support/discord-platform/discord-clients.ts";
import type { DiscordPlatform } from "../../support/discord-platform/discord-platform.ts";
import { discordRateLimit } from "../../support/discord-platform/rest-errors.ts";
import { world } from "../../support/discord-platform/world.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

const ERRORS = ({ level }: { level: string }) => level === "error";

/** A log whose next line with some words can be awaited. */
function tellingLogger() {
  const logger = recordingLogger();
  const waiting = new Map<string, () => void>();
  const telling =
    (write: typeof logger.warn): typeof logger.warn =>
    (fields, message) => {
      write(fields, message);
      waiting.get(message)?.();
    };
  const until = (message: string) => new Promise<void>((resolve) => waiting.set(message, resolve));
  return { ...logger, lines: logger.lines, warn: telling(logger.warn), info: telling(logger.info), until };
}

describe("the gateway", () => {
  it("is joined with no privileged intent, and the commands are registered", async () => {
    const { platform, adapter } = await connectedDiscord();
    const { intents, shard } = await platform.identified();
    const { MessageContent, GuildMembers, GuildPresences } = GatewayIntentBits;
    expect(Number(intents) & (MessageContent | GuildMembers | GuildPresences)).toBe(0);
    expect(shard).toEqual([0, 1]);
    const registered = await platform.nextRequest("PUT /applications/:application/commands");
    expect(registered.body).toMatchObject([{ name: "port" }, { name: "Explain ports" }]);
    expect(adapter.ready()).toBe(true);
    expect(platform.unknownRequests).toEqual([]);
  });

  it("is joined with the shards that this process is given", async () => {
    const { platform, adapter } = await connectedDiscord({ gateway: { shards: { ids: [3], count: 8 } } });
    expect((await platform.identified()).shard).toEqual([3, 8]);
    expect(adapter.health()).toMatchObject({ shards: 1, readyShards: 1 });
  });

  it("is joined again where it ends, and goes on where it was, at once", async () => {
    for (const end of ["close", "drop", "ask"] as const) {
      const waits: number[] = [];
      const wait = async (time: number) => void waits.push(time);
      const logger = tellingLogger();
      const { platform, adapter } = await connectedDiscord({ logger, timing: { wait } });
      const down = logger.until("A connection to Discord ended; another one is opened.");
      const up = logger.until("A connection to Discord goes on where it ended.");
      if (end === "close") platform.closeConnections(4000);
      else if (end === "drop") platform.dropConnections();
      else platform.reconnectRequest();
      await down;
      expect(adapter.ready()).toBe(false);
      const message = platform.mentionMessage({ content: "what is on 867?" });
      platform.dispatch("MESSAGE_CREATE", message);
      await platform.resumed();
      await platform.nextRequest("POST /channels/:id/messages");
      await up;
      expect([adapter.ready(), waits]).toEqual([true, []]);
      expect(adapter.health()).toMatchObject({ reconnects: 1, readyShards: 1 });
      expect(logger.lines.filter(ERRORS)).toEqual([]);
    }
  });

  it("is joined afresh where Discord calls the session invalid", async () => {
    const { platform, adapter } = await connectedDiscord();
    await platform.identified();
    platform.invalidSession(false);
    // discord.js leaves five seconds between two of them, as Discord asks.
    await platform.identified(10_000);
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    await platform.nextRequest("POST /channels/:id/messages");
    expect(adapter.ready()).toBe(true);
  });

  it("ends for good where Discord says so, in words", async () => {
    for (const code of [4004, 4010, 4014]) {
      const { platform, adapter, logger, lost } = await connectedDiscord();
      platform.closeConnections(code);
      expect((await lost).message).toContain(String(code));
      expect(adapter.ready()).toBe(false);
      expect(logger.lines).toContainEqual({ level: "error", message: "The connection is lost for good." });
    }
  });

  it("waits for a rate limit, and tells the operator", async () => {
    const { platform, adapter, port, logger } = await connectedDiscord();
    platform.respond(CALLBACK, discordRateLimit({ retryAfter: 0.05 }), { times: 1 });
    await port("867");
    const again = await platform.nextRequest(CALLBACK);
    expect(again.body).toMatchObject({ data: { content: expect.stringContaining("867") } });
    expect(adapter.health()).toMatchObject({ rateLimits: 1 });
    expect(logger.lines).toContainEqual({ level: "warn", message: "Discord asks to be asked more slowly." });
  });

  it("forgets a server that removes Portcall, and not one that is away for a while", async () => {
    const { platform, port, options } = await connectedDiscord();
    await port("claim 8867 billing-api");
    platform.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
    expect((await port("8867")).data.content).toContain("billing-api");
    platform.dispatch("GUILD_DELETE", { id: world.guildId });
    await port("22");
    expect(await options.store.list(`1/team/discord.${world.guildId}/`)).toEqual([]);
  });

  it("shows a card in a channel where Portcall itself has something to say", async () => {
    const { platform, adapter } = await connectedDiscord();
    await adapter.post(world.channelId, cardOf("867"));
    const { path, body } = await platform.nextRequest("POST /channels/:id/messages");
    expect([path, body]).toEqual([`/channels/${world.channelId}/messages`, renderDiscord(cardOf("867"))]);
  });
});

async function adapterFor(platform: DiscordPlatform, changes: Partial<DiscordOptions> = {}) {
  const { options, logger } = discordOptions(platform, changes);
  const adapter = await createDiscordAdapter(options);
  onTestFinished(() => adapter.stop());
  return { adapter, logger };
}

describe("an adapter that stops", () => {
  it("takes no more, finishes what it has, and leaves", async () => {
    const asked = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow: Ask = async (question) => {
      asked.resolve();
      await promise;
      return ask(question);
    };
    const platform = await discordPlatform();
    const { adapter } = await adapterFor(platform, { ask: slow });
    await adapter.start();
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    await asked.promise;
    const stopped = adapter.stop();
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 22?" }));
    resolve();
    await stopped;
    await platform.disconnected();
    const replies = platform.requests.filter(({ route }) => route === "POST /channels/:channel/messages");
    expect(replies.map(({ body }) => JSON.stringify(body).includes("Port 867"))).toEqual([true]);
    expect([adapter.ready(), platform.connectionCount]).toEqual([false, 0]);
  });
});

describe("a gateway that refuses connections for a while", () => {
  it("is tried again ever more slowly, and joined when it takes them", async () => {
    const platform = await discordPlatform();
    platform.refuseHandshakes(503, 4);
    const waits: number[] = [];
    const wait = async (time: number) => void waits.push(time);
    const logger = tellingLogger();
    const connected = logger.until("A connection to Discord is open.");
    const { adapter } = await adapterFor(platform, { logger, timing: { wait, random: () => 1 } });
    await adapter.start();
    expect(adapter.ready()).toBe(false);
    await connected;
    expect([adapter.ready(), waits, platform.refusedHandshakes]).toEqual([true, [1000, 2000, 4000, 8000], 4]);
    expect(logger.lines).toContainEqual({ level: "warn", message: "A connection to Discord failed." });
    expect(logger.lines.filter(ERRORS)).toEqual([]);
  });

  it("is left alone once Portcall stops", async () => {
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

describe("Discord that cannot be connected to", () => {
  it("says which setting Discord refused", async () => {
    const { adapter } = await adapterFor(await discordPlatform(), { token: "wrong" });
    await expect(adapter.start()).rejects.toThrow("DISCORD_TOKEN");
  });

  it.each([
    [4004, "DISCORD_TOKEN"],
    [4010, "DISCORD_SHARDS"],
    [4011, "DISCORD_SHARDS"],
    [4014, "DISCORD_TOKEN"],
  ])("says so at once where the gateway closes with %i at the login", async (code, setting) => {
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

  it("takes a port that looks like a close code for no refusal", async () => {
    const { adapter } = await adapterFor(await discordPlatform(), { apiUrl: "http://127.0.0.1:40041" });
    await expect(adapter.start()).rejects.toThrow("could not be reached");
  });
});
