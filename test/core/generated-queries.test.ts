import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { discordViolations, readDiscord } from "../support/read-back/discord.ts";
import { readSlackBlocks, readSlackText, slackViolations } from "../support/read-back/slack.ts";
import { typedText } from "../support/typed-text.ts";

const RUNS = 100_000;
/** Reading a payload back costs more than making it, so every so many is read. */
const READ_EVERY = 20;

describe(`${RUNS} generated queries`, () => {
  it("get an answer each, and payloads that the platforms take", () => {
    // The first names build their index; the running bot does that once it is ready.
    for (const text of ["ssh", "sshh", "1-2"]) cardOf(text);
    let count = 0;
    let slow = 0;
    let slowest = { milliseconds: 0, text: "" };
    fc.assert(
      fc.property(typedText, fc.constantFrom("command" as const, "mention" as const), (text, manner) => {
        const start = performance.now();
        const card = cardOf(text, manner);
        const slack = renderSlack(card);
        const discord = renderDiscord(card);
        const milliseconds = performance.now() - start;
        if (milliseconds > 5) slow++;
        if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
        expect([...slackViolations(slack), ...discordViolations(discord)]).toEqual([]);
        if (count++ % READ_EVERY === 0) {
          readSlackBlocks(slack);
          readSlackText(slack);
          readDiscord(discord);
        }
      }),
      { numRuns: RUNS },
    );
    const { milliseconds, text } = slowest;
    process.stdout.write(
      `${RUNS} queries: ${slow} over 5 ms, the slowest ${milliseconds.toFixed(1)} ms for ${JSON.stringify(text)}\n`,
    );
  }, 300_000);
});
