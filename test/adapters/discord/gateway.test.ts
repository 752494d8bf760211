import { GatewayIntentBits } from "discord-api-types/v10";
import { describe, expect, it, vi } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Observation } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { awaitableLogger } from "../../support/discord-platform/awaitable-logger.ts";
import { CALLBACK, connectedDiscord } from "../../support/discord-platform/connected.ts";
import { discordRateLimit } from "../../support/discord-platform/rest-errors.ts";
import { world } from "../../support/discord-platform/world.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const ERRORS = ({ level }: { level: string }) => level === "error";

describe("the gateway", () => {
  it("connects without privileged intents, and registers the commands", async () => {
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

  it("connects the shards of this process", async () => {
    const { platform, adapter } = await connectedDiscord({ gateway: { shards: { ids: [3], count: 8 } } });
    expect((await platform.identified()).shard).toEqual([3, 8]);
    expect(adapter.health()).toMatchObject({ shards: 1, readyShards: 1 });
  });

  it("drops an interaction that it does not know, with a line, and answers the next one", async () => {
    const { platform, port, logger } = await connectedDiscord();
    const unknown = JSON.parse('{"id":"1","token":"t","type":9,"data":{},"user":{"id":"1"}}');
    platform.dispatch("INTERACTION_CREATE", unknown);
    expect((await port("867")).data.content).toContain("867");
    const dropped = { level: "warn", message: "Dropped an interaction that can't be answered." };
    expect(logger.lines.filter(({ level }) => level !== "info")).toEqual([dropped]);
  });

  it("reconnects at once after a disconnect, and resumes the session", async () => {
    for (const end of ["close", "drop", "ask"] as const) {
      const waits: number[] = [];
      const wait = async (time: number) => void waits.push(time);
      const logger = awaitableLogger();
      const { platform, adapter } = await connectedDiscord({ logger, timing: { wait } });
      const down = logger.until("Disconnected from Discord; reconnecting.");
      const up = logger.until("Reconnected to Discord; session resumed.");
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

  it("starts a new session when Discord invalidates the old one", async () => {
    const { platform, adapter } = await connectedDiscord();
    await platform.identified();
    platform.invalidSession(false);
    // Discord requires five seconds between two identifies, and discord.js waits for them.
    await platform.identified(10_000);
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "what is on 867?" }));
    await platform.nextRequest("POST /channels/:id/messages");
    expect(adapter.ready()).toBe(true);
  });

  it("does not reconnect after a fatal close code", async () => {
    for (const code of [4004, 4010, 4014]) {
      const { platform, adapter, lost } = await connectedDiscord();
      platform.closeConnections(code);
      expect((await lost).message).toContain(String(code));
      expect(adapter.ready()).toBe(false);
    }
  });

  it("waits out a rate limit, logs it, and reports it; as it does the retry of a call that failed", async () => {
    const observed: string[] = [];
    const telemetry = { ...NO_TELEMETRY, observe: ({ type }: Observation) => void observed.push(type) };
    const { platform, adapter, port, logger } = await connectedDiscord({ telemetry });
    platform.respond(CALLBACK, discordRateLimit({ retryAfter: 0.05 }), { times: 1 });
    await port("867");
    const again = await platform.nextRequest(CALLBACK);
    expect(again.body).toMatchObject({ data: { content: expect.stringContaining("867") } });
    expect(adapter.health()).toMatchObject({ rateLimits: 1 });
    expect(observed).toEqual(["event", "rate-limited"]);
    platform.respond(CALLBACK, { status: 502, body: {} }, { times: 1 });
    await port("22");
    await platform.nextRequest(CALLBACK);
    await vi.waitFor(() => expect(observed.slice(2)).toEqual(["event", "retry"]));
    expect(logger.lines).toContainEqual({ level: "warn", message: "Rate limited by Discord." });
  });

  it("deletes the data of a server that removes Portcall, and not during an outage", async () => {
    const { platform, port, options } = await connectedDiscord();
    await port("claim 8867 billing-api");
    platform.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
    expect((await port("8867")).data.content).toContain("billing-api");
    platform.dispatch("GUILD_DELETE", { id: world.guildId });
    await port("22");
    expect(await options.store.list(`1/team/discord.${world.guildId}/`)).toEqual([]);
  });

  it("retries the deletion while the store is unavailable", async () => {
    const kept = memoryStore();
    let away = 0;
    const list: typeof kept.list = async (prefix) => {
      if (away-- > 0) throw new StoreUnavailable();
      return kept.list(prefix);
    };
    const logger = awaitableLogger();
    const wait = async () => {};
    const { platform, port } = await connectedDiscord({ store: { ...kept, list }, logger, timing: { wait } });
    await port("claim 8867 billing-api");
    away = 2;
    const done = logger.until("Portcall was removed from a server; its data is deleted.");
    platform.dispatch("GUILD_DELETE", { id: world.guildId });
    await done;
    expect([...(await kept.list("1/team/")), ...(await kept.list("1/person/"))]).toEqual([]);
    expect(logger.lines.filter(({ message }) => message.endsWith("failed; retrying."))).toHaveLength(2);
  });

  it("does not delay a shutdown for an unavailable store", async () => {
    const kept = memoryStore();
    let isAway = false;
    const list: typeof kept.list = async (prefix) => {
      if (isAway) throw new StoreUnavailable();
      return kept.list(prefix);
    };
    const logger = awaitableLogger();
    const { platform, port, adapter } = await connectedDiscord({ store: { ...kept, list }, logger });
    await port("claim 8867 billing-api");
    isAway = true;
    const begun = logger.until("Deleting the data of a team that uninstalled Portcall failed; retrying.");
    platform.dispatch("GUILD_DELETE", { id: world.guildId });
    await begun;
    await adapter.stop();
    const message = "Deleting the data of a server that removed Portcall failed; giving up.";
    expect(logger.lines).toContainEqual({ level: "error", message });
  });

  it("posts a card to a channel", async () => {
    const { platform, adapter } = await connectedDiscord();
    await adapter.post(world.channelId, cardOf("867"));
    const { path, body } = await platform.nextRequest("POST /channels/:id/messages");
    expect([path, body]).toEqual([`/channels/${world.channelId}/messages`, renderDiscord(cardOf("867"))]);
  });
});
