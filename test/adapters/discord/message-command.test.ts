import type { APIAttachment } from "discord-api-types/v10";
import {
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  MessageReferenceType,
} from "discord-api-types/v10";
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
    for (const embed of [
      { title: "Alert", fields: [{ name: "DPT", value: "dport=867" }] },
      { author: { name: "port 867 is down" } },
    ]) {
      const message = { ...platform.plainMessage({ content: "" }), embeds: [embed] };
      const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
      expect(answer.data.content).toContain("867");
    }
  });

  it("reads the text components of other bots", async () => {
    const { answerTo, platform } = await connectedDiscord();
    const text = { type: ComponentType.TextDisplay as const, content: "port 867 is down" };
    const button = {
      type: ComponentType.Button as const,
      style: ButtonStyle.Link as const,
      label: "22",
      url: "https://x.test",
    };
    for (const component of [
      text,
      { type: ComponentType.Section as const, components: [text], accessory: button },
      {
        type: ComponentType.Container as const,
        components: [
          { type: ComponentType.Separator as const },
          { type: ComponentType.Section as const, components: [text], accessory: button },
        ],
      },
    ]) {
      const message = {
        ...platform.plainMessage({ content: "" }),
        flags: MessageFlags.IsComponentsV2,
        components: [component],
      };
      const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
      expect(answer.data.content).toContain("867");
    }
  });

  it("reads a forwarded message, its embeds and its files", async () => {
    const { answerTo, platform } = await connectedDiscord();
    platform.respond("GET /attachments/:channel/:message/:name", { body: "LISTEN 0 1 0.0.0.0:867 0.0.0.0:*" });
    const url = `${new URL(platform.apiUrl).origin}/attachments/1/2/ss.txt`;
    const attachment = { id: "1", filename: "ss.txt", content_type: "text/plain", size: 20, url, proxy_url: "" };
    const bare = platform.plainMessage({ content: "" });
    const reference = { type: MessageReferenceType.Forward, message_id: snowflake(95), channel_id: bare.channel_id };
    for (const changes of [
      { content: "refused connect to port 867" },
      { embeds: [{ description: "dport=867" }] },
      { attachments: [attachment] },
    ]) {
      const message = {
        ...bare,
        message_reference: reference,
        message_snapshots: [{ message: { ...bare, ...changes } }],
      };
      const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
      expect(JSON.stringify(answer.data)).toContain("867");
    }
  });

  it("names the files that it has not read", async () => {
    const { answerTo, platform } = await connectedDiscord();
    platform.respond("GET /attachments/:channel/:message/:name", { body: "LISTEN 0 1 0.0.0.0:867 0.0.0.0:*" });
    const origin = new URL(platform.apiUrl).origin;
    const attach = (filename: string, content_type: string) => ({
      id: filename,
      filename,
      content_type,
      size: 20,
      url: `${origin}/attachments/1/2/${filename}`,
      proxy_url: "",
    });
    const explain = async (content: string, attachments: APIAttachment[]) => {
      const message = { ...platform.plainMessage({ content }), attachments };
      const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
      return [answer.data.content, answer.data.embeds?.[0]?.footer?.text ?? ""];
    };
    const image = attach("screen_shot.png", "image/png");
    const listing = attach("ss.txt", "text/plain");
    const gone = { ...attach("gone.txt", "text/plain"), url: "http://127.0.0.1:1/gone.txt" };
    expect(await explain("", [image])).toEqual([expect.stringContaining("Not read: screen\\_shot.png"), ""]);
    const [title, footer] = await explain("", [image, listing, gone]);
    expect(title).toContain("Reachable from anywhere");
    expect(footer).toMatch(/ · Not read: screen_shot\.png, gone\.txt$/);
    expect(await explain("refused connect to port 867", [image])).toEqual([
      expect.stringContaining("867"),
      expect.stringMatching(/Not read: screen_shot\.png$/),
    ]);
    const many = [1, 2, 3, 4].map((number) => attach(`${number}.txt`, "text/plain"));
    expect((await explain("", many)).at(1)).toMatch(/Not read: 4\.txt$/);
    expect((await explain("", [listing])).at(1)).not.toContain("Not read");
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
