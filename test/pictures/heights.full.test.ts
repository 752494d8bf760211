import { expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { hasSeveralServices, NAMES, NUMBERS, SPANS } from "../support/cards/budget-corpus.ts";
import { FIREWALLS } from "../support/firewall.ts";
import { AFTER, BEFORE } from "../support/pastes/changes.ts";
import { PASTES } from "../support/pastes/fixtures.ts";
import { knowledge } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";
import { isFull } from "../support/test-size.ts";
import { measureHeights, missingChromium } from "./chromium.ts";
import { drawDiscordReply } from "./discord.ts";
import type { Width } from "./drawing.ts";
import { questionFrom } from "./questions.ts";
import { drawSlackReply } from "./slack.ts";

/** What a brief card may take of a desktop's and a phone's screen, in CSS pixels. */
const MAX_HEIGHT: Readonly<Record<Width, number>> = { 600: 420, 375: 620 };
/** One line more, of those that a number with several services may have. */
const LINE = 18;

/** The numbers that people ask for most, and some of all the others. */
const QUESTIONS = [
  ...[...NUMBERS.slice(0, 110), ...some(NUMBERS, 250), ...some(NAMES, 150), ...some(SPANS, 50)],
  ...PASTES.map(({ name, text }) => `explain ${name}\n${text}`),
  ...FIREWALLS.flatMap((rules) =>
    [{ name: "", text: "" }, ...some(PASTES, 12)].map(
      ({ name, text }) => `explain ${[name, rules.name].join(" ")}\n${text}\n${rules.text}`,
    ),
  ),
  `explain what changed\n${BEFORE}\n\n${AFTER}`,
];

function some<Item>(items: readonly Item[], count: number): readonly Item[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, at) => at % step === 0);
}

/** Controls included, and drawn by Chromium: half a minute. */
const skipped = isFull ? missingChromium() : "npm run test:full draws them";

it.skipIf(skipped !== null)(
  `draws brief cards that fit a screen${skipped === null ? "" : ` (skipped: ${skipped})`}`,
  async () => {
    const ask = createAsk(knowledge, teamServicesIn());
    const drawings = [];
    const shared = new Set<string>();
    for (const text of QUESTIONS) {
      const reply = await ask({ ...questionFrom(text), locale: "en" });
      if (hasSeveralServices(reply.answer)) shared.add(text);
      drawings.push(drawSlackReply(text, reply), drawDiscordReply(text, reply));
    }
    const measured = await measureHeights(drawings);
    for (const [name, own] of Map.groupBy(measured, ({ drawing, width }) => `${drawing.platform} ${width}`)) {
      const heights = own.map(({ height }) => height).toSorted((a, b) => a - b);
      const median = heights[Math.floor(heights.length / 2)];
      process.stdout.write(
        `${heights.length} brief cards, height in ${name} px, median (largest): ${median} (${heights.at(-1)})\n`,
      );
    }
    const over = measured.filter(
      ({ drawing: { title }, height, width }) => height > MAX_HEIGHT[width] + (shared.has(title) ? LINE : 0),
    );
    expect(
      over.map(({ drawing, width, height }) => `${drawing.title} ${drawing.platform} ${width}: ${height}`),
    ).toEqual([]);
    expect(measured.every(({ height }) => height > 100)).toBe(true);
  },
);
