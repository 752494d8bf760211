import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCommandResponse as forDiscord, renderDiscord } from "#adapters/discord/index.ts";
import { renderCommandResponse as forSlack, renderSlack } from "#adapters/slack/index.ts";
import { drawDiscord, drawSlack } from "#adapters/web/index.ts";
import type { Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { ask, QUERIES } from "../../../support/cards/corpus.ts";
import { anyCard } from "../../../support/cards/generated.ts";
import { readDiscord } from "../../../support/read-back/discord.ts";
import { readSlackBlocks } from "../../../support/read-back/slack.ts";
import { asker } from "../../../support/team-services.ts";
import { oneLine, tagsIn, unescapeHtml, wordsOf } from "./drawn-text.ts";

const { web: WORDS } = messagesFor("en");

const ann = asker("ann");

function replyTo(text: string): Promise<Reply> {
  return ask({ text, manner: "command", locale: "en", asker: ann });
}

const slackOf = (reply: Reply) => drawSlack(forSlack(reply), WORDS);
const discordOf = (reply: Reply) => drawDiscord(forDiscord(reply), WORDS);

describe.each(["Slack", "Discord"] as const)("a message as %s shows it", (platform) => {
  it.each(QUERIES)("says of %j what the payload says", async (text) => {
    const reply = await replyTo(text);
    const message = { unfurl_links: false, unfurl_media: false, ...forSlack(reply) } as const;
    const [html, read] =
      platform === "Slack"
        ? [slackOf(reply), readSlackBlocks(message)]
        : [discordOf(reply), readDiscord(forDiscord(reply))];
    expect(wordsOf(html)).toBe(oneLine(read));
  });

  it("shows any text as text", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const html =
          platform === "Slack"
            ? drawSlack({ response_type: "ephemeral", ...renderSlack(card) }, WORDS)
            : drawDiscord(renderDiscord(card), WORDS);
        const tags = tagsIn(html);
        for (const tag of tags) expect(tag).toMatch(/^(?:a|b|code|div|h3|li|p|pre|rect|span|svg|text|ul)\b(?! on)/);
        const links = tags.flatMap((tag) => /^a href="([^"]*)"/.exec(tag)?.[1] ?? []);
        for (const url of links) expect(unescapeHtml(url)).toMatch(/^https?:/i);
      }),
      { numRuns: 300 },
    );
  });

  it("writes no style into the page, which its policy forbids", async () => {
    for (const text of ["867", "6379 more", "help"]) {
      const reply = await replyTo(text);
      expect(platform === "Slack" ? slackOf(reply) : discordOf(reply)).not.toMatch(/ style=/);
    }
  });
});

describe("controls", () => {
  it("are those of the payload, in its order and with its state", async () => {
    const reply = await replyTo("6379");
    const labels = (html: string) =>
      [...html.matchAll(/<button class="button" form[^>]*>([^<]*)</g)].map(([, label]) => label);
    expect(labels(slackOf(reply))).toEqual(["◀ 6370", "6382 ▶", "More", "Share"]);
    expect(labels(discordOf(reply))).toEqual(["◀ 6370", "6382 ▶", "More", "Share"]);
    for (const html of [slackOf(reply), discordOf(reply)]) expect(html).toContain('<option value="linux" selected>');
    expect(slackOf(reply)).toContain('aria-label="Previous: port 6370"');
    expect(slackOf(reply)).toContain(`<summary aria-label="${WORDS.moreActions}">`);
  });
});
