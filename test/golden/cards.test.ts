import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf, QUERIES } from "../support/cards/corpus.ts";

describe("the card in words", () => {
  it.each(QUERIES)("for %j is as it was reviewed", async (query) => {
    const name = query.replace(/[^a-z0-9]+/gi, "-") || "nothing";
    await expect(`${renderPlainText(cardOf(query))}\n`).toMatchFileSnapshot(`text/${name}.txt`);
  });
});
