import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { renderTerminal } from "#adapters/terminal/index.ts";
import type { Card } from "#core/card/card.ts";
import { renderSpokenText } from "#core/card/plain-text.ts";
import { cardOf, QUERIES } from "../support/cards/corpus.ts";
import { anyCard } from "../support/cards/generated.ts";
import { PASTES } from "../support/pastes/fixtures.ts";
import { discordViolations, readDiscord } from "../support/read-back/discord.ts";
import { readSlackBlocks, readSlackText, slackViolations } from "../support/read-back/slack.ts";
import { readTerminal } from "../support/read-back/terminal.ts";
import { testSize } from "../support/test-size.ts";
import type { RendererUnderTest } from "./renderer-contract.ts";
import { contractViolations } from "./renderer-contract.ts";

const RENDERERS: readonly RendererUnderTest[] = [
  {
    name: "Slack's blocks",
    readBack: (card) => readSlackBlocks(renderSlack(card)),
    violations: (card) => slackViolations(renderSlack(card)),
  },
  {
    name: "Slack's text",
    readBack: (card) => readSlackText(renderSlack(card)),
    expected: renderSpokenText,
    violations: () => [],
  },
  {
    name: "Discord",
    readBack: (card) => readDiscord(renderDiscord(card)),
    violations: (card) => discordViolations(renderDiscord(card)),
  },
  { name: "the terminal", readBack: (card) => readTerminal(renderTerminal(card)), violations: () => [] },
];

const cards = new Map<string, Card>();

/** All renderers show the same cards. */
function cardOnce(text: string): Card {
  const card = cards.get(text) ?? cardOf(text);
  cards.set(text, card);
  return card;
}

describe.each(RENDERERS)("$name", (renderer) => {
  it.each(QUERIES)("shows the whole card for %j, once and unescaped", (query) => {
    expect(contractViolations(renderer, cardOnce(query))).toEqual([]);
  });

  it.each(PASTES)("shows the whole card that explains $name", ({ text }) => {
    expect(contractViolations(renderer, cardOnce(`explain\n${text}`))).toEqual([]);
  });

  it("keeps the target's limits with a paste of a thousand listeners", () => {
    const rows = Array.from({ length: 1000 }, (_, at) => `tcp LISTEN 0 128 0.0.0.0:${3000 + at} 0.0.0.0:*`);
    expect(contractViolations(renderer, cardOf(`explain\n${rows.join("\n")}`))).toEqual([]);
  });

  it("shows the whole of any card, up to marked cuts, within the target's limits", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(contractViolations(renderer, card)).toEqual([]);
      }),
      { numRuns: testSize({ full: 300, quick: 100 }) },
    );
  });
});

describe("the contract itself", () => {
  const card: Card = {
    title: "Port 867 · unassigned",
    status: "unassigned",
    body: [
      { type: "text", content: ["*nothing* <!channel> here"] },
      { type: "heading", text: "Heading" },
    ],
    footnote: "Footnote",
  };
  const slack = (render: (card: Card) => ReturnType<typeof renderSlack>): RendererUnderTest => ({
    name: "broken",
    readBack: (each) => readSlackBlocks(render(each)),
    violations: (each) => slackViolations(render(each)),
  });

  it("refuses a renderer that loses a node", () => {
    const losing = slack((each) => renderSlack({ ...each, body: each.body.slice(1) }));
    expect(contractViolations(losing, card)).not.toEqual([]);
  });

  it("refuses a renderer that shows something twice", () => {
    const doubling = slack((each) => renderSlack({ ...each, body: [...each.body, ...each.body] }));
    expect(contractViolations(doubling, card)).not.toEqual([]);
  });

  it("refuses a renderer that does not escape", () => {
    const raw: RendererUnderTest = {
      name: "raw",
      readBack: (each) => readSlackText({ ...renderSlack(each), text: "*nothing* <!channel> here" }),
      violations: () => [],
    };
    expect(contractViolations(raw, card).join()).toContain("Markup in top-level text");
    const rawDiscord: RendererUnderTest = {
      name: "raw",
      readBack: (each) => readDiscord({ ...renderDiscord(each), content: "Port _867_" }),
      violations: () => [],
    };
    expect(contractViolations(rawDiscord, card).join()).toContain("Discord would read this as");
  });

  it("refuses a renderer that exceeds a limit", () => {
    const unfitted = slack((each) => {
      const message = renderSlack(each);
      return { ...message, blocks: Array.from({ length: 51 }, () => message.blocks).flat() };
    });
    expect(contractViolations(unfitted, card)).toContain("1–50 blocks");
  });
});
