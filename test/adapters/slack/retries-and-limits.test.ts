import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Ask, Question } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { fakeTimers } from "../../support/fake-timers.ts";
import { hang } from "../../support/loopback/replies.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackCall } from "../../support/slack-platform/slack-call.ts";
import type { SlackPlatform, SlackPlatformOptions } from "../../support/slack-platform/slack-platform.ts";
import { slackError, slackRateLimit } from "../../support/slack-platform/web-api.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { slowAsk } from "../../support/slow-ask.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { teamServicesIn } from "../../support/team-services.ts";
import { overHttp, overSocket } from "./connect.ts";

const RETRY = { headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" } };

const posts = ({ calls }: SlackPlatform) => calls.filter(({ method }) => method === "chat.postMessage");

describe("an event that Slack redelivers", () => {
  it("is answered once", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const twice = platform.appMention({ text: "867" });
    const first = await send(twice);
    const again = await send(twice, { ...RETRY, timestamp: Math.floor(Date.now() / 1000) + 1 });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 867");
    await send(platform.appMention({ text: "22" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
    expect(posts(platform)).toHaveLength(2);
  });

  it("is acknowledged even when the request is identical", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const twice = platform.appMention({ text: "867" });
    const timestamp = Math.floor(Date.now() / 1000);
    expect((await send(twice, { timestamp })).status).toBe(200);
    expect((await send(twice, { timestamp, ...RETRY })).status).toBe(200);
  });

  it("is answered once even if another process gets it, over either transport", async () => {
    const platform = await slackPlatform();
    const store = memoryStore();
    const one = await overHttp(platform, { store });
    await overSocket(platform, { store });
    const twice = platform.messageIm({ text: "867" });
    await one.send(twice);
    await platform.nextCall("chat.postMessage");
    await platform.sendOverSocket({ type: "events_api", payload: twice, retryAttempt: 1, retryReason: "timeout" });
    await platform.sendOverSocket({ type: "events_api", payload: platform.messageIm({ text: "22" }) });
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
    expect(posts(platform)).toHaveLength(2);
  });

  it("is answered once while the store is unavailable", async () => {
    const platform = await slackPlatform();
    const away = () => Promise.reject(new StoreUnavailable());
    const store: Store = { get: away, list: away, commit: away, close: async () => {} };
    const { send } = await overHttp(platform, { store });
    const twice = platform.appMention({ text: "867" });
    await send(twice);
    await send(twice, { ...RETRY, timestamp: Math.floor(Date.now() / 1000) + 1 });
    await platform.nextCall("chat.postMessage");
    await send(platform.appMention({ text: "22" }));
    await platform.nextCall("chat.postMessage");
    expect(posts(platform)).toHaveLength(2);
  });
});

describe("a rate limit of Slack", () => {
  it("delays the answer by the time in Retry-After", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("chat.postMessage", slackRateLimit(30), { times: 1 });
    const timers = fakeTimers();
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    expect(posts(platform)).toHaveLength(1);
    await timers.pass(30_000);
    const again = await timers.passUntil(platform.nextCall("chat.postMessage"));
    expect(again.body.text).toContain("Port 867");
  });

  it("delays the later answers in that channel, which come one after the other", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("chat.postMessage", slackRateLimit(30), { times: 1 });
    const timers = fakeTimers();
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    for (const text of ["22", "443"]) await send(platform.appMention({ text }));
    await timers.pass(30_000);
    const texts = [];
    for (let count = 0; count < 3; count += 1) {
      texts.push((await timers.passUntil(platform.nextCall("chat.postMessage"))).body.text?.slice(0, 8));
    }
    expect(texts).toEqual(["Port 867", "Port 22 ", "Port 443"]);
  });

  it("delays neither App Home nor the look-up of users", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("chat.postMessage", slackRateLimit(3), { times: 1 });
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    await send(platform.eventCallback({ type: "app_home_opened", user: "U0002", tab: "home", channel: "D0002" }));
    expect((await platform.nextCall("users.info", 1500)).body).toMatchObject({ user: "U0002" });
    expect((await platform.nextCall("views.publish", 1500)).body).toMatchObject({ user_id: "U0002" });
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 867");
  });

  it("does not delay other channels", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const limit = ({ body }: SlackCall) => (body.channel === "C0001" ? slackRateLimit(3) : undefined);
    platform.respond("chat.postMessage", limit, { times: 2 });
    await send(platform.appMention({ text: "867", channel: "C0001" }));
    await platform.nextCall("chat.postMessage");
    await send(platform.appMention({ text: "22", channel: "C0002" }));
    expect((await platform.nextCall("chat.postMessage", 1500)).body).toMatchObject({ channel: "C0002" });
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({ channel: "C0001" });
  });
});

describe("a person over the rate limit", () => {
  it("gets one warning and then no replies, while others are answered", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const bodies: string[] = [];
    for (let asked = 0; asked < 23; asked++) {
      bodies.push((await send(platform.slashCommand({ text: "867" }))).body);
    }
    expect(bodies.slice(0, 20).every((body) => body.includes("863–872"))).toBe(true);
    expect(JSON.parse(bodies[20] ?? "")).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("30 seconds"),
    });
    expect(bodies.slice(21)).toEqual(["", ""]);
    const other = await send(platform.slashCommand({ text: "867", user_id: "U0002" }));
    expect(other.body).toContain("863–872");
  });
});

describe("an internal failure", () => {
  const failing: Ask = () => Promise.reject(new Error("broken"));

  it("is answered to a command with the reference of its log line", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform, { ask: failing });
    const { body } = await send(platform.slashCommand({ text: "867" }));
    expect(JSON.parse(body)).toMatchObject({ response_type: "ephemeral" });
    const reference = /reference: ([0-9a-f]{8})/.exec(body)?.[1];
    expect(logger.fields).toContainEqual(expect.objectContaining({ reference, error: new Error("broken") }));
  });

  it("is answered to every other event with a reference", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform, { ask: failing });
    await send(platform.appMention({ text: "867", thread_ts: "1767225600.000100" }));
    const mention = (await platform.nextCall("chat.postEphemeral")).body;
    expect(mention).toMatchObject({ user: workspace.userId, thread_ts: "1767225600.000100" });
    expect(mention.text).toContain("reference");
    await send(platform.messageIm({ text: "867" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("reference");
    await send(platform.messageShortcut({ callback_id: "explain_message", text: "867" }));
    expect((await platform.nextCall("response_url")).body.text).toContain("reference");
    const view = { callback_id: "form", private_metadata: "explain", values: {} };
    expect((await send(platform.viewSubmission(view))).body).toContain("reference");
    platform.respond("views.open", { body: { ok: false, error: "internal_error" } });
    await send(platform.globalShortcut({ callback_id: "explain_paste" }));
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({ channel: workspace.userId });
  });

  it("of sending a reply is logged, and the next question is answered", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    platform.respond("chat.postMessage", slackError("internal_error"), { times: 1 });
    await send(platform.appMention({ text: "867" }));
    expect((await platform.nextCall("chat.postEphemeral")).body.text).toContain("reference");
    await send(platform.appMention({ text: "22" }));
    await platform.nextCall("chat.postMessage");
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
    expect(logger.lines).toContainEqual({ level: "error", message: "An event could not be answered." });
  });
});

it.each(["not_in_channel", "channel_not_found", "is_archived", "restricted_action"])(
  "a post that Slack refuses with %s is followed by no apology, and the log names the channel",
  async (error) => {
    const platform = await slackPlatform();
    const { send, logger, adapter } = await overHttp(platform);
    platform.respond("chat.postMessage", slackError(error));
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    await adapter.stop();
    expect(platform.calls.filter(({ method }) => method.startsWith("chat."))).toHaveLength(1);
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
    expect(logger.fields).toContainEqual(
      expect.objectContaining({ workspace: workspace.teamId, channel: workspace.channelId }),
    );
  },
);

describe("the locale and the admin rights of the asker", () => {
  async function asked(options: SlackPlatformOptions = {}) {
    const platform = await slackPlatform(options);
    const questions: Question[] = [];
    const answer = createAsk(knowledge, teamServicesIn());
    const ask: Ask = (question) => {
      questions.push(question);
      return answer(question);
    };
    return { platform, questions, ...(await overHttp(platform, { ask })) };
  }

  it("are looked up after the first answer and used for the next; public answers use the workspace's", async () => {
    const locales = { [workspace.userId]: "de-DE", [workspace.botUserId]: "fr-FR" };
    const { platform, questions, send } = await asked({ locales });
    await send(platform.slashCommand({ text: "867" }));
    expect(questions[0]).toMatchObject({ locale: "en", publicLocale: "en" });
    // Both are looked up, in any order.
    await platform.nextCall("users.info");
    await platform.nextCall("users.info");
    await expect
      .poll(async () => {
        await send(platform.slashCommand({ text: "867" }));
        return questions.at(-1);
      })
      .toMatchObject({ locale: "de-DE", publicLocale: "fr-FR" });
    expect(platform.calls.filter(({ method }) => method === "users.info")).toHaveLength(2);
  });

  it("are not looked up again if the scope was not granted", async () => {
    const { platform, send } = await asked();
    platform.respond("users.info", { body: { ok: false, error: "missing_scope" } });
    await send(platform.slashCommand({ text: "867" }));
    await platform.nextCall("users.info");
    await platform.nextCall("users.info");
    const { body } = await send(platform.slashCommand({ text: "set workspace answers public", user_id: "U0002" }));
    expect(body).toContain("users:read");
    expect(platform.calls.filter(({ method }) => method === "users.info")).toHaveLength(2);
  });

  it("let only admins change the team's settings", async () => {
    const platform = await slackPlatform({ admins: ["U0009"] });
    const { send } = await overHttp(platform);
    const text = "set workspace answers public";
    expect((await send(platform.slashCommand({ text }))).body).toContain("Only admins");
    expect((await send(platform.slashCommand({ text, user_id: "U0009" }))).body).not.toContain("Only admins");
    const { body } = await send(platform.slashCommand({ text: "867" }));
    expect(JSON.parse(body).response_type).toBe("in_channel");
  });
});

describe("a stop", () => {
  it("finishes the answers in progress, and does not wait for background work", async () => {
    const platform = await slackPlatform();
    const { ask, asked: began, release: goOn } = slowAsk();
    const { send, adapter } = await overHttp(platform, { ask });
    platform.respond("users.info", hang);
    await send(platform.appMention({ text: "867" }));
    await began;
    const stopped = adapter.stop();
    goOn();
    await stopped;
    expect(posts(platform)).toHaveLength(1);
  });
});
