import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SlackOptions } from "#adapters/slack/index.ts";
import { createSlackAdapter, renderSlack } from "#adapters/slack/index.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { signingSecret, slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../../support/slack-platform/signed-request.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const CARD = renderSlack(cardOf("867"));

async function connect(platform: SlackPlatform, connection: SlackOptions["connection"]) {
  const logger = recordingLogger();
  const adapter = await createSlackAdapter({
    botToken: platform.token,
    connection,
    apiUrl: platform.apiUrl,
    ask,
    store: memoryStore(),
    logger,
  });
  await adapter.start();
  onTestFinished(() => adapter.stop());
  return { adapter, logger };
}

async function overHttp(platform: SlackPlatform) {
  const connected = await connect(platform, { via: "http", signingSecret });
  const server = createServer(connected.adapter.requestListener ?? undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const bound = server.address();
  const port = typeof bound === "object" ? bound?.port : 0;
  return { ...connected, url: `http://127.0.0.1:${port}/slack/events` };
}

describe("Slack over HTTP", () => {
  it("answers a signed /port 867 in the acknowledgement itself", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const before = platform.calls.length;
    const { status, body } = await signedRequest({ signingSecret, url, body: platform.slashCommand({ text: "867" }) });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_type: "ephemeral", text: CARD.text, blocks: CARD.blocks });
    expect(platform.calls.length).toBe(before);
  });

  it("refuses a forged and a stale signature", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const forged = await signedRequest({ signingSecret: "another", url, body });
    const stale = await signedRequest({ signingSecret, url, body, timestamp: Math.floor(Date.now() / 1000) - 400 });
    expect([forged.status, stale.status]).toEqual([401, 401]);
  });

  it("refuses a signature dated ahead, which could be sent again for as long", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const now = Math.floor(Date.now() / 1000);
    const ahead = await signedRequest({ signingSecret, url, body, timestamp: now + 36_000 });
    const unsigned = await signedRequest({ signingSecret, url, body, signature: null });
    const current = await signedRequest({ signingSecret, url, body, timestamp: now });
    expect([ahead.status, unsigned.status, current.status]).toEqual([401, 401, 200]);
  });

  it("answers an event that Slack sends twice once", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const twice = platform.appMention({ text: "867" });
    const retry = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
    const first = await signedRequest({ signingSecret, url, body: twice });
    const again = await signedRequest({ signingSecret, url, body: twice, headers: retry });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 867");
    await signedRequest({ signingSecret, url, body: platform.appMention({ text: "22" }) });
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
    expect(platform.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
  });

  it("leaves Slack's unsigned certificate check to Bolt, and nothing else that is unsigned", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const unsigned = (body: string) =>
      signedRequest({ signingSecret, url, body, signature: null, contentType: "application/x-www-form-urlencoded" });
    expect((await unsigned("ssl_check=1&token=t")).status).toBe(200);
    expect((await unsigned("command=%2Fport&text=867")).status).toBe(401);
  });

  it("answers a mention in its thread, and starts one where there is none", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const mention = async (event: Parameters<SlackPlatform["appMention"]>[0]) => {
      const body = platform.appMention(event);
      expect((await signedRequest({ signingSecret, url, body })).status).toBe(200);
      return { event: body.event, call: (await platform.nextCall("chat.postMessage")).body };
    };
    const inThread = await mention({ text: "what is on 867?", thread_ts: "1767225600.000100" });
    expect(inThread.call).toMatchObject({
      thread_ts: "1767225600.000100",
      text: CARD.text,
      blocks: CARD.blocks,
      unfurl_links: false,
      unfurl_media: false,
    });
    const outside = await mention({ text: "867" });
    expect(outside.call.thread_ts).toBe(outside.event.ts);
  });

  it("shows help and what was wrong only to who asked", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    for (const text of ["help", "nothing to see in this sentence, sorry", "thanks!"]) {
      await signedRequest({ signingSecret, url, body: platform.appMention({ text }) });
      const { body } = await platform.nextCall("chat.postEphemeral");
      expect(body).toMatchObject({ user: workspace.userId, channel: workspace.channelId });
    }
    expect(platform.calls.some(({ method }) => method === "chat.postMessage")).toBe(false);
  });

  it("never answers a bot", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    await signedRequest({ signingSecret, url, body: platform.appMention({ text: "867", bot_id: "B777" }) });
    await signedRequest({ signingSecret, url, body: platform.appMention({ text: "22" }) });
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
  });

  it("writes to the log when a reply cannot be sent, and goes on", async () => {
    const platform = await slackPlatform();
    const { url, logger } = await overHttp(platform);
    platform.respond("chat.postMessage", () => ({ body: { ok: false, error: "channel_not_found" } }), { times: 1 });
    await signedRequest({ signingSecret, url, body: platform.appMention({ text: "867" }) });
    await platform.nextCall("chat.postMessage");
    await signedRequest({ signingSecret, url, body: platform.appMention({ text: "867" }) });
    await platform.nextCall("chat.postMessage");
    expect(logger.lines).toContainEqual({ level: "error", message: "A reply could not be sent." });
  });

  it("reads what Slack escapes", async () => {
    const platform = await slackPlatform();
    const { url } = await overHttp(platform);
    const body = platform.slashCommand({ text: "&lt;!channel&gt;" });
    const answer = await signedRequest({ signingSecret, url, body });
    expect(JSON.parse(answer.body).text).toContain("“&lt;!channel&gt;”");
  });
});

describe("Slack over Socket Mode", () => {
  it("answers the slash command and the mention with the same cards", async () => {
    const platform = await slackPlatform();
    const { adapter } = await connect(platform, { via: "socket", appToken: platform.appToken });
    expect(adapter.ready()).toBe(true);
    const asked = await platform.sendOverSocket({
      type: "slash_commands",
      payload: platform.slashCommand({ text: "867" }),
    });
    expect(asked.payload).toMatchObject({ text: CARD.text, blocks: CARD.blocks });
    await platform.sendOverSocket({ type: "events_api", payload: platform.appMention({ text: "port 867?" }) });
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({ blocks: CARD.blocks });
  });

  it("says which token Slack refused", async () => {
    const platform = await slackPlatform();
    await expect(connect(platform, { via: "socket", appToken: "xapp-wrong" })).rejects.toThrow("SLACK_APP_TOKEN");
  });
});
