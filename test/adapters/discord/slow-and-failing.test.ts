import type { APIMessage } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Ask } from "#core/chat-platform.ts";
import { connectedDiscord, customIds } from "../../support/discord-platform/connected.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { slowAsk } from "../../support/slow-ask.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const ORIGINAL = "PATCH /webhooks/:application/:token/messages/@original";
const { DeferredChannelMessageWithSource, DeferredMessageUpdate, ChannelMessageWithSource } = InteractionResponseType;

const FOLLOW_UP = "POST /webhooks/:application/:token";

describe("an answer that takes longer than Discord waits", () => {
  it("is announced to the asker alone, and comes when it is there", async () => {
    const { ask: slow, letGo } = slowAsk();
    const { port, platform } = await connectedDiscord({ ask: slow, timing: { patience: 10 } });
    expect(await port("867")).toEqual({
      type: DeferredChannelMessageWithSource,
      data: { flags: MessageFlags.Ephemeral },
    });
    letGo();
    const edit = await platform.nextRequest(ORIGINAL);
    expect(edit.body).toMatchObject({ content: expect.stringContaining("867") });
    expect(platform.unknownRequests).toEqual([]);
  });

  it("is announced to everybody where the command says so, and comes there", async () => {
    const { ask: slow, letGo } = slowAsk();
    const { port, platform } = await connectedDiscord({ ask: slow, timing: { patience: 10 } });
    expect(await port("867", { share: true })).toEqual({ type: DeferredChannelMessageWithSource });
    letGo();
    const { body } = await platform.nextRequest(ORIGINAL);
    expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toHaveLength(1);
  });

  it("is seen by the asker alone where it was announced to everybody and is nobody else's business", async () => {
    for (const [query, told] of [
      ["nothing like this", "nothing like this"],
      ["explain", ""],
    ] as const) {
      const { ask: slow, letGo } = slowAsk();
      const { port, platform } = await connectedDiscord({ ask: slow, timing: { patience: 10 } });
      expect(await port(query, { share: true })).toEqual({ type: DeferredChannelMessageWithSource });
      letGo();
      const { body } = await platform.nextRequest(FOLLOW_UP);
      expect(body).toMatchObject({ content: expect.stringContaining(told), flags: MessageFlags.Ephemeral });
      expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toEqual([]);
      const [announced, ...after] = platform.requests.filter(({ path }) => path.startsWith("/webhooks/"));
      expect([announced?.method, after.length]).toEqual(["DELETE", 1]);
    }
  });

  it("is seen by everybody where it was announced to the asker alone and their answers are public", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const store = memoryStore();
    const real = createAsk(knowledge, teamServicesIn(store));
    const slow: Ask = async (question) => {
      if ("text" in question && question.text === "867") await promise;
      return real(question);
    };
    const { port, platform } = await connectedDiscord({ store, ask: slow, timing: { patience: 1000 } });
    await port("set answers public");
    expect(await port("867")).toMatchObject({ data: { flags: MessageFlags.Ephemeral } });
    resolve();
    const { body } = await platform.nextRequest(FOLLOW_UP);
    expect(body).not.toHaveProperty("flags");
    expect(customIds(body as APIMessage).filter((id) => id.startsWith("delete:"))).toHaveLength(1);
    const [announced, ...after] = platform.requests.filter(({ path }) => path.startsWith("/webhooks/"));
    expect([announced?.method, after.length]).toEqual(["DELETE", 1]);
  });

  it("takes the place of the asker's card, and is a message of its own beside somebody else's", async () => {
    const { ask: slow, letGo } = slowAsk();
    const { press, platform } = await connectedDiscord({ ask: slow, timing: { patience: 10 } });
    const own = platform.botMessage({ content: "card", flags: MessageFlags.Ephemeral });
    expect(await press(own, "ask:873")).toEqual({ type: DeferredMessageUpdate });
    const others = platform.botMessage({ content: "card" });
    expect((await press(others, "ask:22")).type).toBe(DeferredChannelMessageWithSource);
    letGo();
    const edits = [await platform.nextRequest(ORIGINAL), await platform.nextRequest(ORIGINAL)];
    expect(edits.map(({ body }) => JSON.stringify(body).slice(0, 30)).join()).toMatch(/873.*22|22.*873/);
  });

  it("opens a form all the same, without what is set now", async () => {
    const { ask: slow, letGo } = slowAsk();
    const { press, platform } = await connectedDiscord({ ask: slow, timing: { patience: 10 } });
    const card = platform.botMessage({ flags: MessageFlags.Ephemeral });
    expect(await press(card, "form:settings")).toMatchObject({ type: InteractionResponseType.Modal });
    letGo();
  });
});

describe("a failure of Portcall's own", () => {
  it("is logged, and answered with an apology that leads to the log", async () => {
    const failing: Ask = async () => {
      throw new Error("broken");
    };
    const { port, platform, logger } = await connectedDiscord({ ask: failing });
    const answer = await port("867");
    expect(answer).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
    expect(JSON.stringify(answer.data.embeds)).toMatch(/reference [0-9a-f]{8}/);
    expect(logger.lines).toContainEqual({ level: "error", message: "An interaction could not be answered." });

    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "867" }));
    const reply = await platform.nextRequest("POST /channels/:id/messages");
    expect(JSON.stringify(reply.body)).toMatch(/reference [0-9a-f]{8}/);
  });

  it("is no failure where Discord has given up waiting", async () => {
    const { port, platform, logger } = await connectedDiscord();
    platform.respond(
      "POST /interactions/:id/:token/callback",
      { status: 404, body: { code: 10_062, message: "Unknown interaction" } },
      { times: 1 },
    );
    await port("867");
    await port("22");
    expect(logger.lines).toContainEqual({ level: "warn", message: "A reply came too late." });
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("a flood of questions", () => {
  it("is asked for a pause, once in a channel and each time in private, and only from who floods", async () => {
    const flood = createRateLimiter({ limit: 1, window: 1000, now: () => 0 });
    const { port, platform } = await connectedDiscord({ timing: { flood } });
    await port("867");
    const again = await port("867");
    expect(again.data).toMatchObject({ content: expect.stringContaining("One moment"), flags: MessageFlags.Ephemeral });
    for (const content of ["1", "2", "3"]) {
      platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content, userId: "1456074443984995001" }));
    }
    platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: "4", userId: "1456074443984995002" }));
    const replies = [];
    for (let count = 0; count < 3; count += 1) replies.push(await platform.nextRequest("POST /channels/:id/messages"));
    const contents = replies.map(({ body }) => JSON.stringify(body).slice(0, 30));
    expect(contents.filter((text) => text.includes("One moment"))).toHaveLength(1);
    expect(contents.at(-1)).toContain("Port 4");
  });
});
