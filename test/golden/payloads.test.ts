import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import type { Card } from "#core/card/card.ts";
import { cardOf } from "../support/cards/corpus.ts";

const TARGETS: readonly [string, (card: Card) => unknown][] = [
  ["slack", renderSlack],
  ["discord", renderDiscord],
];

/** One card of each shape; what they say is reviewed as text. */
const QUERIES = ["867", "ssh", "posgres", "860 to 873", "22 80 443/tcp ssh", "free", "help", "<!channel>"];

describe.each(TARGETS)("the payload for %s", (target, render) => {
  it.each(QUERIES)("of %j is as it was reviewed", async (query) => {
    const name = query.replace(/[^a-z0-9]+/gi, "-");
    const payload = `${JSON.stringify(render(cardOf(query)), null, 2)}\n`;
    await expect(payload).toMatchFileSnapshot(`${target}/${name}.json`);
  });
});
