import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { slackViolations } from "../../support/read-back/slack.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { refuseBlocks, slackError } from "../../support/slack-platform/web-api.ts";
import { overHttp } from "./connect.ts";

describe("an explanation of as many listeners as a message can hold", () => {
  const rows = Array.from({ length: 523 }, (_, at) => `tcp LISTEN 0 128 0.0.0.0:${3000 + at} 0.0.0.0:*`);
  const text = `explain\n${rows.join("\n")}`;

  it("is short enough for Slack, and arrives", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    await send(platform.appMention({ text }));
    const mention = (await platform.nextCall("chat.postEphemeral")).body;
    await send(platform.messageIm({ text }));
    const direct = (await platform.nextCall("chat.postMessage")).body;
    for (const { text: words = "", blocks = [] } of [mention, direct]) {
      expect(words).toMatch(/^Reachable from anywhere: 523 of 523/);
      expect(slackViolations({ text: words, blocks, unfurl_links: false, unfurl_media: false })).toEqual([]);
      expect(JSON.stringify(blocks)).toContain("For all listeners and reasons");
    }
    await send(platform.slashCommand({ text: "22" }));
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

/** https://github.com/sourcegraph/sourcegraph-public-snapshot/issues/49979 shows the last one. */
const REFUSALS = [
  slackError("msg_blocks_too_long"),
  slackError("invalid_blocks"),
  { status: 400, body: "invalid_blocks" },
] as const;

describe.each(REFUSALS)("a message whose blocks Slack refuses with $status $body", (refusal) => {
  it("arrives as text: in a channel, a direct message, after a click and after an acknowledgement", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    const attempts = async (method: string) => {
      const [first, second] = [await platform.nextCall(method), await platform.nextCall(method)];
      const { blocks, ...rest } = first.body;
      expect(blocks).toBeDefined();
      expect(second.body).toEqual(rest);
      return second.body;
    };
    for (const method of ["chat.postMessage", "chat.postEphemeral", "response_url"]) {
      platform.respond(method, refuseBlocks(refusal));
    }
    await send(platform.appMention({ text: "867", thread_ts: "1767225600.000100" }));
    expect(await attempts("chat.postMessage")).toMatchObject({
      text: expect.stringMatching(/^Port 867/),
      thread_ts: "1767225600.000100",
    });
    await send(platform.messageIm({ text: "22" }));
    expect((await attempts("chat.postMessage")).text).toMatch(/^Port 22/);
    await send(platform.appMention({ text: "help" }));
    await attempts("chat.postEphemeral");
    const text = { type: "plain_text", text: "22" } as const;
    await send(platform.blockAction<ButtonAction>({ type: "button", action_id: "ask:0", value: "22", text }));
    expect(await attempts("response_url")).toMatchObject({ response_type: "ephemeral" });
    platform.respond("views.open", slackError("expired_trigger_id"));
    await send(platform.slashCommand({ text: "claim" }));
    expect(await attempts("response_url")).toMatchObject({ response_type: "ephemeral" });
    expect(logger.lines).toContainEqual({
      level: "warn",
      message: expect.stringMatching(/^Slack refused a message's blocks \((msg_blocks_too_long|invalid_blocks)\)/),
    });
  });

  it("is not sent a third time", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("chat.postMessage", refusal);
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postEphemeral");
    expect(platform.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
  });
});

it("a message that only mentions such an error is sent once", async () => {
  const platform = await slackPlatform();
  const { send } = await overHttp(platform);
  await send(platform.messageIm({ text: "explain tcp LISTEN 0 128 0.0.0.0:3000 invalid_blocks msg_blocks_too_long" }));
  await platform.nextCall("chat.postMessage");
  await send(platform.appMention({ text: "867" }));
  await platform.nextCall("chat.postMessage");
  expect(platform.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
});
