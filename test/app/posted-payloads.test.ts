import { MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Reply } from "#core/chat-platform.ts";
import { PLATFORMS } from "../../src/app/platforms/platforms.ts";
import { overHttp } from "../adapters/slack/connect.ts";
import { connectedDiscord, customIds } from "../support/discord-platform/connected.ts";
import { world } from "../support/discord-platform/world.ts";
import { knowledge } from "../support/registry/committed.ts";
import { slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { teamServicesIn } from "../support/team-services.ts";

/** Private and public, with buttons and menus, with a suggestion, and too long for a message. */
const TEXTS = [
  "867",
  "867 public",
  "867 more",
  "",
  "posgres",
  "search time",
  "70000",
  "settings",
  "22 80 443",
  "6000-6063",
];

const asker = { team: "terminal", person: "terminal/ann", name: "ann", role: async () => "admin" as const };

/** A reply as the terminal gets it. */
async function replyTo(text: string): Promise<Reply> {
  const ask = createAsk(knowledge, teamServicesIn());
  return ask({ text, manner: "command", locale: "en", asker });
}

describe("what the terminal prints for a platform", () => {
  it.each(TEXTS)("is what Slack gets as the response to /port %s", async (text) => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const { body } = await send(platform.slashCommand({ text }));
    expect(JSON.stringify(PLATFORMS.slack.render(await replyTo(text)))).toBe(body);
  });

  // Help links its examples to the command, whose id only a registered bot knows.
  it.each(TEXTS.filter((text) => text !== "" && !text.includes("public")))(
    "is what Discord gets as the response to /port %s",
    async (text) => {
      const { port } = await connectedDiscord();
      const { data } = await port(text);
      expect(PLATFORMS.discord.render(await replyTo(text))).toEqual(data);
      expect(data.flags).toBe(MessageFlags.Ephemeral);
    },
  );

  it("is public for Discord where the answer is, with a Delete button for nobody in particular", async () => {
    const { port } = await connectedDiscord();
    const { data } = await port("867 public");
    const printed = JSON.stringify(PLATFORMS.discord.render(await replyTo("867 public")));
    expect(customIds(data)).toContain(`delete:${world.userId}`);
    expect(printed.replace('"delete:"', `"delete:${world.userId}"`)).toBe(JSON.stringify(data));
  });

  it("is private where a form is opened instead", async () => {
    const reply = await replyTo("claim");
    expect(reply.form).not.toBeNull();
    expect(PLATFORMS.slack.render(reply)).toMatchObject({ response_type: "ephemeral" });
    expect(PLATFORMS.discord.render(reply)).toMatchObject({ flags: MessageFlags.Ephemeral });
  });
});
