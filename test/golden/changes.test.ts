import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { AFTER, BEFORE } from "../support/pastes/changes.ts";

const PROMPT = "ann@web1:~$ sudo ss -tulpn";

const CARDS: readonly (readonly [string, string])[] = [
  ["changes", `explain\n${PROMPT}\n${BEFORE}\n${PROMPT}\n${AFTER}`],
  ["changes-none", `diff\nbefore:\n${BEFORE}\nafter:\n${BEFORE}`],
  ["two-listings", `explain\n${BEFORE}\n\n${AFTER}`],
];

describe("the card for two listings", () => {
  it.each(CARDS)("%s is as it was reviewed", async (name, text) => {
    await expect(`${renderPlainText(cardOf(text))}\n`).toMatchFileSnapshot(`text/explain-${name}.txt`);
  });
});
