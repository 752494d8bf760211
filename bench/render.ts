import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { renderTerminal } from "#adapters/terminal/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { loadKnowledge } from "../src/app/knowledge.ts";
import { medianTimes } from "./repeat.ts";
import type { Row } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";
import type { LookupResult } from "./uncached-lookup.ts";
import { createUncachedLookup } from "./uncached-lookup.ts";

const QUERIES = ["867", "22", "80", "9200", "60463", "6005", "-1", "help"];

/** Renderers by target. */
const RENDERERS: Readonly<Record<string, (found: LookupResult) => unknown>> = {
  Slack: ({ card }) => renderSlack(card),
  Discord: ({ card }) => renderDiscord(card),
  terminal: ({ card }) => renderTerminal(card),
  "plain text": ({ card }) => renderPlainText(card),
  JSON: ({ answer }) => JSON.stringify(answer),
};

const TARGET = valueAtMost(30);

/**
 * The median time per query from text to a target's payload, over a fixed mix, compared with JSON.stringify of the
 * payloads.
 */
export async function benchRender(): Promise<Row[]> {
  const ask = createUncachedLookup(await loadKnowledge());
  const say = (text: string) => ask(text, "command");
  const rows: Row[] = [];
  for (const [target, render] of Object.entries(RENDERERS)) {
    const payloads = QUERIES.map((text) => render(say(text)));
    const [own = 0, stringify = 0] = await medianTimes([
      () => QUERIES.map((text) => render(say(text))),
      () => payloads.map((payload) => JSON.stringify(payload)),
    ]);
    rows.push({
      figure: `parse + answer + present + render, ${target}`,
      unit: "µs",
      value: own / QUERIES.length / 1000,
      baseline: ratioTo("JSON.stringify of the payload", stringify / QUERIES.length / 1000),
      target: TARGET,
    });
  }
  return rows;
}
