import type { BlockAction, ButtonAction } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { boltOverHttp, signingSecret, slackPlatform } from "./slack-platform/bolt-clients.ts";
import { signedRequest } from "./slack-platform/signed-request.ts";
import { workspace } from "./slack-platform/workspace.ts";

describe("a Bolt app over HTTP", () => {
  test("answers a signed slash command with what it acknowledges", async () => {
    const platform = await slackPlatform();
    const { app, url } = await boltOverHttp(platform);
    app.command("/port", ({ ack, command }) => ack(`You asked for ${command.text}`));

    const answer = await signedRequest({ signingSecret, url, body: platform.slashCommand({ text: "867" }) });

    expect(answer).toMatchObject({ status: 200, body: "You asked for 867" });
    expect(platform.calls.map(({ method, token }) => ({ method, token }))).toEqual([
      { method: "auth.test", token: platform.token },
    ]);
  });

  test("refuses a forged, an unsigned and a stale request", async () => {
    const platform = await slackPlatform();
    const { url } = await boltOverHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const statusOf = async (forgery: object) => (await signedRequest({ signingSecret, url, body, ...forgery })).status;

    expect(await statusOf({ signingSecret: "another secret" })).toBe(401);
    expect(await statusOf({ signature: "v0=00" })).toBe(401);
    expect(await statusOf({ signature: null })).toBe(401);
    expect(await statusOf({ timestamp: Math.floor(Date.now() / 1000) - 302 })).toBe(401);
  });

  test("posts through a response_url five times and no more", async () => {
    const platform = await slackPlatform();
    const { app, url } = await boltOverHttp(platform);
    const refused = Promise.withResolvers<unknown>();
    app.command("/port", async ({ ack, respond }) => {
      await ack();
      for (let post = 1; post <= 5; post += 1) await respond({ text: `post ${post}`, replace_original: false });
      await respond("one too many").catch(refused.resolve);
    });

    await signedRequest({ signingSecret, url, body: platform.slashCommand({ text: "" }) });

    expect((await platform.nextCall("response_url")).body).toEqual({ text: "post 1", replace_original: false });
    expect(await refused.promise).toMatchObject({ statusCode: 404 });
  });

  test("answers a mention in its thread", async () => {
    const platform = await slackPlatform();
    const { app, url } = await boltOverHttp(platform);
    const blocks = [{ type: "divider" as const }];
    app.event("app_mention", async ({ event, client }) => {
      const { channel, ts, thread_ts = ts, text } = event;
      await client.chat.postMessage({ channel, thread_ts, text, blocks, unfurl_links: false });
    });

    const body = platform.appMention({ text: "what is on 867?", thread_ts: "1767225600.000100" });
    const answer = await signedRequest({ signingSecret, url, body });

    expect(answer).toMatchObject({ status: 200, body: "" });
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({
      channel: workspace.channelId,
      thread_ts: "1767225600.000100",
      text: "<@UBOT> what is on 867?",
      blocks,
      unfurl_links: false,
    });
  });

  test("sees direct messages, the home tab, clicks, shortcuts and forms", async () => {
    const platform = await slackPlatform();
    const { app, url } = await boltOverHttp(platform);
    const seen: string[] = [];
    app.message(async ({ message }) => void seen.push(`${message.channel_type} message`));
    app.event("app_home_opened", async ({ event }) => void seen.push(`${event.tab} tab`));
    app.action<BlockAction<ButtonAction>>("ask", async ({ ack, action }) => {
      seen.push(`click ${action.value}`);
      await ack();
    });
    app.shortcut("find_ports", async ({ ack, shortcut }) => {
      seen.push(shortcut.type);
      await ack();
    });
    app.view("form", async ({ ack, view }) => {
      seen.push(view.state.values.q?.q?.value ?? "nothing");
      await ack({ response_action: "clear" });
    });
    const send = async (body: Parameters<typeof signedRequest>[0]["body"]) =>
      expect(await signedRequest({ signingSecret, url, body })).toMatchObject({ status: 200 });

    await send(platform.messageIm({ text: "867" }));
    await send(platform.appHomeOpened());
    const text = { type: "plain_text" as const, text: "Ask" };
    await send(platform.blockAction<ButtonAction>({ type: "button", action_id: "ask", value: "868", text }));
    await send(platform.messageShortcut({ callback_id: "find_ports", text: "nc -l 867" }));
    await send(platform.globalShortcut({ callback_id: "find_ports" }));
    await send(
      platform.viewSubmission({
        callback_id: "form",
        values: { q: { q: { type: "plain_text_input", value: "869" } } },
      }),
    );

    expect(seen).toEqual(["im message", "home tab", "click 868", "message_action", "shortcut", "869"]);
  });

  test("answers the address check", async () => {
    const platform = await slackPlatform();
    const { url } = await boltOverHttp(platform);
    const answer = await signedRequest({ signingSecret, url, body: platform.urlVerification("here") });
    expect(JSON.parse(answer.body)).toEqual({ challenge: "here" });
  });
});
