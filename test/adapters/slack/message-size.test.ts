import { describe, expect, it } from "vitest";
import { slackViolations } from "../../support/read-back/slack.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
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
      expect(words).toMatch(/^523 listeners/);
      expect(slackViolations({ text: words, blocks, unfurl_links: false, unfurl_media: false })).toEqual([]);
      expect(JSON.stringify(blocks)).toContain("too long for one message");
    }
    await send(platform.slashCommand({ text: "22" }));
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});
