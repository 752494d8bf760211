import type { APIAttachment } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";

describe("the message command Explain ports", () => {
  it("explains the message only to the asker", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const message = platform.plainMessage({
      content: "refused connect from 10.0.0.5 to port 867",
      userId: snowflake(93),
    });
    const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    expect(answer).toMatchObject({
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { flags: MessageFlags.Ephemeral },
    });
    expect(JSON.stringify(answer.data)).toContain("867");
  });

  it("reads the embeds of other bots", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const embeds = [{ title: "Alert", fields: [{ name: "DPT", value: "dport=867" }] }];
    const message = { ...platform.plainMessage({ content: "" }), embeds };
    const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    expect(JSON.stringify(answer.data)).toContain("867");
  });

  it("reads text files from Discord's own addresses, and says why it cannot read others", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const origin = new URL(platform.apiUrl).origin;
    platform.respond("GET /attachments/:channel/:message/:name", { body: "LISTEN 0.0.0.0:867" });
    const file = (changes: Partial<APIAttachment>): APIAttachment => ({
      id: "1",
      filename: "ss.txt",
      content_type: "text/plain; charset=utf-8",
      size: 20,
      url: `${origin}/attachments/1/2/ss.txt`,
      proxy_url: "",
      ...changes,
    });
    const explain = (attachment: APIAttachment) => {
      const message = { ...platform.plainMessage({ content: "" }), attachments: [attachment] };
      return answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    };
    expect(JSON.stringify((await explain(file({}))).data)).toContain("867");
    for (const [attachment, words] of [
      [file({ url: "http://127.0.0.1:1/ss.txt" }), "didn’t let me download that file"],
      [file({ url: "not an address" }), "didn’t let me download that file"],
      [file({ content_type: "image/png", filename: "ss.png" }), "only text files"],
    ] as const) {
      expect(JSON.stringify((await explain(attachment)).data)).toContain(words);
    }
    expect(platform.requests.filter(({ path }) => path.startsWith("/attachments/"))).toHaveLength(1);
  });

  it("says that a message has no text", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const message = platform.plainMessage({ content: `<:port:${snowflake(94)}>` });
    const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    expect(JSON.stringify(answer.data)).toContain("no text to read in that message");
  });
});
