import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { renderSlack } from "#adapters/slack/index.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { hang } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp, overSocket } from "./connect.ts";

const CARD = renderSlack(cardOf("867"));

describe("the slash command", () => {
  it("is answered in the acknowledgement, even if Slack answers no other call", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    for (const method of ["users.info", "chat.postMessage", "chat.postEphemeral"]) platform.respond(method, hang);
    const { status, body } = await send(platform.slashCommand({ text: "867" }));
    expect(status).toBe(200);
    const message = JSON.parse(body);
    expect(message).toMatchObject({ response_type: "ephemeral", text: CARD.text });
    expect(message.blocks.slice(0, CARD.blocks.length)).toEqual(CARD.blocks);
  });

  it("answers in the channel when its text ends in public", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const { body } = await send(platform.slashCommand({ text: "867 public" }));
    const message = JSON.parse(body);
    expect(message).toMatchObject({ response_type: "in_channel", text: CARD.text });
    expect(JSON.stringify(message.blocks)).not.toMatch(/"(?:action_id|value)":"(?:dismiss|share):?/);
  });

  it("unescapes the text", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const answer = await send(platform.slashCommand({ text: "&lt;!channel&gt;" }));
    expect(JSON.parse(answer.body).text).toContain("“&lt;!channel&gt;”");
  });

  it("opens the form for its query, and shows the card if Slack does not open it", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const asked = platform.slashCommand({ text: "book import" });
    expect((await send(asked)).body).toBe("");
    const opened = await platform.nextCall("views.open");
    expect(opened.body).toMatchObject({ trigger_id: asked.trigger_id, view: { private_metadata: "import" } });

    platform.respond("views.open", { body: { ok: false, error: "expired_trigger_id" } }, { times: 1 });
    await send(platform.slashCommand({ text: "book import" }));
    expect((await platform.nextCall("response_url")).body).toMatchObject({ response_type: "ephemeral" });
    expect(platform.calls.filter(({ method }) => method === "views.open")).toHaveLength(2);
  });
});

describe("a mention", () => {
  it("is answered in its thread, or in a new one", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const mention = async (event: Parameters<SlackPlatform["appMention"]>[0]) => {
      const body = platform.appMention(event);
      expect((await send(body)).status).toBe(200);
      return { event: body.event, call: (await platform.nextCall("chat.postMessage")).body };
    };
    const inThread = await mention({ text: "what is on 867?", thread_ts: "1767225600.000100" });
    expect(inThread.call).toMatchObject({
      thread_ts: "1767225600.000100",
      text: CARD.text,
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(inThread.call.blocks?.slice(0, CARD.blocks.length)).toEqual(CARD.blocks);
    const outside = await mention({ text: "867" });
    expect(outside.call.thread_ts).toBe(outside.event.ts);
  });

  it("shows help, what was wrong and a full card only to who asked", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    for (const text of ["help", "nothing to see in this sentence, sorry", "thanks!", "867 more", "ssh more"]) {
      await send(platform.appMention({ text }));
      const { body } = await platform.nextCall("chat.postEphemeral");
      expect(body).toMatchObject({ user: workspace.userId, channel: workspace.channelId });
    }
    expect(platform.calls.some(({ method }) => method === "chat.postMessage")).toBe(false);
  });

  it("by a bot, by itself or in an edit is never answered", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const reminder = platform.appMention({ text: "Reminder: 867" });
    await send(platform.appMention({ text: "867", bot_id: "B777" }));
    await send(platform.appMention({ text: "Reminder: 867", user: "USLACKBOT" }));
    await send({ ...reminder, event: { ...reminder.event, subtype: "bot_message" } });
    await send(platform.appMention({ text: "867", user: workspace.botUserId }));
    await send(platform.appMention({ text: "867", ...{ edited: { user: workspace.userId, ts: "1.1" } } }));
    await send(platform.appMention({ text: "22" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
  });
});

describe("a direct message", () => {
  it("needs no mention", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    await send(platform.messageIm({ text: "what is on 867?" }));
    const { body } = await platform.nextCall("chat.postMessage");
    expect(body).toMatchObject({ channel: workspace.imId, text: CARD.text, unfurl_links: false });
    expect(body).not.toHaveProperty("thread_ts");
    await send(platform.messageIm({ text: "help" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Portcall");
  });

  it("is not answered in a channel, from a bot, after an edit, or without a user", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    await send(platform.messageIm({ text: "867", channel_type: "channel", channel: workspace.channelId }));
    await send(platform.messageIm({ text: "867", bot_id: "B777" }));
    await send(platform.messageIm({ text: "867", user: workspace.botUserId }));
    await send(platform.messageIm({ text: "867", ...{ edited: { user: workspace.userId, ts: "1.1" } } }));
    await send(
      platform.eventCallback({ type: "message", subtype: "message_changed", channel_type: "im", channel: "D1" }),
    );
    await send(platform.messageIm({ text: "22" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
  });
});

describe("over Socket Mode", () => {
  it("the command, the mention and the button are answered with the same cards", async () => {
    const platform = await slackPlatform();
    const { adapter } = await overSocket(platform);
    expect(adapter.ready()).toBe(true);
    const payload = platform.slashCommand({ text: "867" });
    const asked = await platform.sendOverSocket({ type: "slash_commands", payload });
    expect(asked.payload).toMatchObject({ text: CARD.text, response_type: "ephemeral" });
    await platform.sendOverSocket({ type: "events_api", payload: platform.appMention({ text: "port 867?" }) });
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({ text: CARD.text });
    const click = platform.blockAction<ButtonAction>({ type: "button", action_id: "ask:0", value: "867", text: LABEL });
    await platform.sendOverSocket({ type: "interactive", payload: click });
    expect((await platform.nextCall("response_url")).body).toMatchObject({ text: CARD.text });
  });
});

const LABEL = { type: "plain_text", text: "Label" } as const;
