import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { discordViolations, readDiscord } from "../support/read-back/discord.ts";
import { readSlackBlocks, readSlackText, slackViolations } from "../support/read-back/slack.ts";
import { testSize } from "../support/test-size.ts";
import { typedText } from "../support/typed-text.ts";

const RUNS = testSize({ full: 100_000, quick: 2000 });
/** Reading a payload back is slow, so only every n-th is read. */
const READ_EVERY = 20;

// The benchmark measures the slowest: `npm run bench -- --only generated`.
describe(`each of ${RUNS} generated queries`, () => {
  it("gets an answer and payloads that the platforms accept", () => {
    let count = 0;
    fc.assert(
      fc.property(typedText, fc.constantFrom("command" as const, "mention" as const), (text, manner) => {
        const card = cardOf(text, manner);
        const slack = renderSlack(card);
        const discord = renderDiscord(card);
        expect([...slackViolations(slack), ...discordViolations(discord)]).toEqual([]);
        if (count++ % READ_EVERY === 0) {
          readSlackBlocks(slack);
          readSlackText(slack);
          readDiscord(discord);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
