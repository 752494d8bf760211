import type { APIMessage } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Ask } from "#core/chat-platform.ts";
import { CALLBACK, connectedDiscord, customIds } from "../../support/discord-platform/connected.ts";
import { discordRateLimit } from "../../support/discord-platform/rest-errors.ts";
import { world } from "../../support/discord-platform/world.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { slowAsk } from "../../support/slow-ask.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const ORIGINAL = "PATCH /webhooks/:application/:token/messages/@original";
const { DeferredChannelMessageWithSource, DeferredMessageUpdate, ChannelMessageWithSource } = InteractionResponseType;

const FOLLOW_UP = "POST /webhooks/:application/:token";

describe("a reply that takes longer than Discord waits", () => {
  it("is deferred privately, and then replaces the deferral", async () => {
    const { ask: slow, release } = slowAsk();
    const { port, platform } = await connectedDiscord({ ask: slow, timing: { deferAfter: 10 } });
    expect(await port("867")).toEqual({
      type: DeferredChannelMessageWithSource,
      data: { flags: MessageFlags.Ephemeral },
    });
    release();
    const edit = await platform.nextRequest(ORIGINAL);
    expect(edit.body).toMatchObject({ content: expect.stringContaining("867") });
    expect(platform.unknownRequests).toEqual([]);
  });

  it("is deferred publicly for a shared command, and then replaces the deferral", async () => {
    const { ask: slow, release } = slowAsk();
    const { port, platform } = await connectedDiscord({ ask: slow, timing: { deferAfter: 10 } });
    expect(await port("867", { share: true })).toEqual({ type: DeferredChannelMessageWithSource });
    release();
    const { body } = await platform.nextRequest(ORIGINAL);
    expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toHaveLength(1);
  });

  it("is sent privately after a public deferral when it concerns only the asker", async () => {
    for (const [query, told] of [
      ["nothing like this", "nothing like this"],
      ["explain", ""],
    ] as const) {
      const { ask: slow, release } = slowAsk();
      const { port, platform } = await connectedDiscord({ ask: slow, timing: { deferAfter: 10 } });
      expect(await port(query, { share: true })).toEqual({ type: DeferredChannelMessageWithSource });
      release();
      const { body } = await platform.nextRequest(FOLLOW_UP);
      expect(body).toMatchObject({ content: expect.stringContaining(told), flags: MessageFlags.Ephemeral });
      expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toEqual([]);
      const [announced, ...after] = platform.requests.filter(({ path }) => path.startsWith("/webhooks/"));
      expect([announced?.method, after.length]).toEqual(["DELETE", 1]);
    }
  });

  it("is sent publicly after a private deferral when the asker's answers are public", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const store = memoryStore();
    const real = createAsk(knowledge, teamServicesIn(store));
    const slow: Ask = async (question) => {
      if ("text" in question && question.text === "867") await promise;
      return real(question);
    };
    const { port, platform } = await connectedDiscord({ store, ask: slow, timing: { deferAfter: 1000 } });
    await port("set answers public");
    expect(await port("867")).toMatchObject({ data: { flags: MessageFlags.Ephemeral } });
    resolve();
    const { body } = await platform.nextRequest(FOLLOW_UP);
    expect(body).not.toHaveProperty("flags");
    expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toHaveLength(1);
    const [announced, ...after] = platform.requests.filter(({ path }) => path.startsWith("/webhooks/"));
    expect([announced?.method, after.length]).toEqual(["DELETE", 1]);
  });

  it("updates the asker's own card, and is a new message for somebody else's", async () => {
    const { ask: slow, release } = slowAsk();
    const { press, platform } = await connectedDiscord({ ask: slow, timing: { deferAfter: 10 } });
    const own = platform.botMessage({ content: "card", flags: MessageFlags.Ephemeral });
    expect(await press(own, "ask:873")).toEqual({ type: DeferredMessageUpdate });
    const others = platform.botMessage({ content: "card" });
    expect((await press(others, "ask:22")).type).toBe(DeferredChannelMessageWithSource);
    release();
    const edits = [await platform.nextRequest(ORIGINAL), await platform.nextRequest(ORIGINAL)];
    expect(edits.map(({ body }) => JSON.stringify(body).slice(0, 30)).join()).toMatch(/873.*22|22.*873/);
  });

  it("still opens a form, without the current settings", async () => {
    const { ask: slow, release } = slowAsk();
    const { press, platform } = await connectedDiscord({ ask: slow });
    const card = platform.botMessage({ flags: MessageFlags.Ephemeral });
    expect(await press(card, "form:settings")).toMatchObject({ type: InteractionResponseType.Modal });
    release();
  });
});

describe("an internal failure", () => {
  it("is logged, and answered with an apology and its reference", async () => {
    const failing: Ask = async () => {
      throw new Error("broken");
    };
    const { port, platform, logger } = await connectedDiscord({ ask: failing });
    const answer = await port("867");
    expect(answer).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
    expect(JSON.stringify(answer.data.embeds)).toMatch(/reference: [0-9a-f]{8}/);
    expect(logger.lines).toContainEqual({ level: "error", message: "An event could not be answered." });

    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    const reply = await platform.nextRequest("POST /channels/:id/messages");
    expect(JSON.stringify(reply.body)).toMatch(/reference: [0-9a-f]{8}/);
  });

  it("is only a warning when Discord has stopped waiting", async () => {
    const { port, platform, logger } = await connectedDiscord();
    platform.respond(CALLBACK, { status: 404, body: { code: 10_062, message: "Unknown interaction" } }, { times: 1 });
    await port("867");
    await port("22");
    expect(logger.lines).toContainEqual({ level: "warn", message: "Timeout: the reply was too late for Discord." });
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("a reply that Discord refuses", () => {
  it("in its simpler form too is logged once, without an apology", async () => {
    const { platform, port, logger } = await connectedDiscord();
    platform.respond(CALLBACK, { status: 400, body: { code: 50_035, message: "Invalid" } }, { times: 2 });
    await port("867");
    await platform.nextRequest(CALLBACK);
    await port("22");
    const errors = logger.lines.filter(({ level }) => level === "error");
    expect(errors).toEqual([{ level: "error", message: "A reply could not be sent." }]);
    expect(platform.requests.filter(({ path }) => path.includes("/callback"))).toHaveLength(3);
  });
});

describe("a rate limit of Discord", () => {
  const POST = "POST /channels/:channel/messages";

  it("in one channel delays neither other channels nor interactions", async () => {
    const { port, platform } = await connectedDiscord();
    platform.respond(POST, discordRateLimit({ retryAfter: 2 }), { times: 1 });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    await platform.nextRequest(POST);
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "22", channelId: world.dmChannelId }));
    const other = await platform.nextRequest(POST, 1500);
    expect(other).toMatchObject({ path: expect.stringContaining(world.dmChannelId) });
    expect(await port("443")).toMatchObject({ data: { content: expect.stringContaining("443") } });
    expect((await platform.nextRequest(POST)).body).toMatchObject({ content: expect.stringContaining("867") });
  });

  it("for all of its API does not delay interactions, which Discord excepts", async () => {
    const { port, platform } = await connectedDiscord();
    platform.respond(POST, discordRateLimit({ retryAfter: 2, global: true }), { times: 1 });
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    await platform.nextRequest(POST);
    await port("443");
    await platform.nextRequest(POST);
    expect(platform.requests.slice(-2).map(({ path }) => path.split("/")[1])).toEqual(["interactions", "channels"]);
  });
});

describe("a rate limit", () => {
  it("warns once in a channel and every time privately, and does not affect other people", async () => {
    const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => 0 });
    const { port, platform } = await connectedDiscord({ timing: { limiter } });
    await port("867");
    const again = await port("867");
    expect(again.data).toMatchObject({ content: expect.stringContaining("Too many"), flags: MessageFlags.Ephemeral });
    for (const content of ["1", "2", "3"]) {
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content, userId: "1456074443984995001" }));
    }
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "4", userId: "1456074443984995002" }));
    const replies = [];
    for (let count = 0; count < 3; count += 1) replies.push(await platform.nextRequest("POST /channels/:id/messages"));
    const contents = replies.map(({ body }) => JSON.stringify(body).slice(0, 30));
    expect(contents.filter((text) => text.includes("Too many"))).toHaveLength(1);
    expect(contents.at(-1)).toContain("Port 4");
  });
});
