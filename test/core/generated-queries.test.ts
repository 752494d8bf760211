import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { discordViolations, readDiscord } from "../support/read-back/discord.ts";
import { readSlackBlocks, readSlackText, slackViolations } from "../support/read-back/slack.ts";
import { sized } from "../support/size.ts";
import { typedText } from "../support/typed-text.ts";

const RUNS = sized({ full: 100_000, quick: 4000 });
/** Reading a payload back costs more than making it, so every so many is read. */
const READ_EVERY = 20;

// How long the slowest takes is a figure of the benchmark: `npm run bench -- --only generated`.
describe(`each of ${RUNS} generated queries`, () => {
  it("gets an answer, and payloads that the platforms take", () => {
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
  }, 300_000);
});
