import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import { overallState } from "#core/answers/state.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText, renderSpokenText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { distinct } from "#core/collections.ts";
import { MAX_PORT, portRangeOf } from "#core/registry/port.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";
import { testSize } from "../../support/test-size.ts";

/** What people ask for most: nmap's hundred most frequent TCP ports that are assigned, and a few that operators know. */
const FREQUENT =
  "0 7 9 13 21 22 23 25 26 37 53 67 69 79 80 81 88 106 110 111 113 119 123 135 137 139 143 144 161 162 179 199 389 427 443 " +
  "444 445 465 500 513 514 515 543 544 548 554 585 587 631 636 646 853 867 873 990 993 995 1025 1110 1194 1433 1521 1701 " +
  "1720 1723 1755 1900 2000 2001 2049 2121 2717 3000 3128 3306 3389 3986 4500 4789 4899 5000 5009 5051 5060 5061 5101 " +
  "5190 5222 5353 5357 5432 5631 5666 5671 5672 5800 5900 6000 6379 6443 6514 6646 6881 7070 8000 8008 8009 8080 8081 " +
  "8443 8888 9000 9090 9092 9100 9200 9418 9999 10000 11211 25565 27017 32768 49152 65535";

/** The same numbers in every run, of every range: more of them in `npm run test:full`. */
const STEP = testSize({ full: 13, quick: 199 });
const SAMPLE = Array.from({ length: Math.ceil((MAX_PORT + 1) / STEP) }, (_, at) => at * STEP);

const { uses: knownUses } = knowledge.software;
const USED = distinct(knownUses.flatMap(({ span: { first, last } }) => [`${first}`, `${last}`]));

const NUMBERS = distinct([
  ...FREQUENT.split(" "),
  ...USED.filter((_, at) => at % testSize({ full: 1, quick: 3 }) === 0),
  ...SAMPLE.map(String),
]);

const ALL_NAMES = distinct(knownUses.flatMap(({ names, software }) => [...names, software]));
/** The names of the software that has a number of its own. */
const NAMES = ALL_NAMES.filter((_, at) => at % testSize({ full: 1, quick: 6 }) === 0).filter((name) => {
  const named = answerTo(name);
  return named.kind === "service" && named.main !== null;
});

const SPANS = Array.from({ length: 130 }, (_, at) => {
  const first = (at * 509) % MAX_PORT;
  return `${first}-${Math.min(MAX_PORT, first + 1 + ((at * at * 7) % 3000))}`;
}).concat("0-65535", "1-65535", "6000-6063", "860-873", "49152-65535");

interface Budget {
  /** Lines with something on them. */
  readonly lines: number;
  readonly characters: number;
  /** UTF-8. */
  readonly slackBytes: number;
  readonly slackBlocks: number;
  readonly discordBytes: number;
  readonly discordRows: number;
}

const BRIEF: Budget = {
  lines: 9,
  characters: 700,
  slackBytes: 3500,
  slackBlocks: 6,
  discordBytes: 2200,
  discordRows: 2,
};
/** Where there is more to say of a number: claims, or several services. */
const LONGER: Budget = { ...BRIEF, lines: 12 };

interface Corpus {
  readonly what: string;
  readonly texts: readonly string[];
  /** What is claimed before anything is asked. */
  readonly claimed: boolean;
  readonly least: number;
}

const CORPORA: readonly Corpus[] = [
  { what: "ports", texts: NUMBERS, claimed: false, least: 500 },
  { what: "names", texts: NAMES, claimed: false, least: 150 },
  { what: "spans", texts: SPANS, claimed: false, least: 100 },
  { what: "claimed ports", texts: NUMBERS, claimed: true, least: 500 },
];

const ann = asker("ann");
const bytes = (payload: object) => Buffer.byteLength(JSON.stringify(payload));
const { renderPrivate, renderPublic } = createReplyRenderer();

/** What is really sent, controls included. */
function measure(reply: Reply): Budget {
  const words = renderPlainText(reply.card);
  const slack = renderReply(reply);
  // Alone and in a channel, where it has a Delete button of its owner's.
  const discord = [renderPrivate(reply), renderPublic(reply, "1456074443984995001", "en")];
  return {
    lines: words.split("\n").filter((line) => line !== "").length,
    characters: words.length,
    slackBytes: bytes(slack),
    slackBlocks: slack.blocks.length,
    discordBytes: Math.max(...discord.map(bytes)),
    discordRows: Math.max(...discord.map(({ components }) => components.length)),
  };
}

function budgetOf({ answer }: Reply): Budget {
  const of = answer.kind === "service" ? answer.main : answer;
  if (of?.kind === "span") return of.claims.length > 0 ? LONGER : BRIEF;
  if (of?.kind !== "port") throw new Error(`A ${answer.kind} has no budget.`);
  const services = distinct(of.assignments.map(({ serviceName }) => serviceName));
  return of.claims.length > 0 || services.length > 1 ? LONGER : BRIEF;
}

const SIZES = ["lines", "characters", "slackBytes", "slackBlocks", "discordBytes", "discordRows"] as const;

describe.each(CORPORA)("the brief cards of $what", ({ what, texts, claimed, least }) => {
  it("keep to their budget as they are sent", async () => {
    let ask = createAsk(knowledge, teamServicesIn());
    const question = { manner: "command", locale: "en", asker: ann } as const;
    const over: string[] = [];
    const sizes: Budget[] = [];
    for (const text of texts) {
      if (claimed) {
        // A book of its own for each: one with thousands of claims would take minutes.
        ask = createAsk(knowledge, teamServicesIn());
        await ask({ text: `claim ${text} billing-api "Billing API" @payments`, ...question });
      }
      const reply = await ask({ text, ...question });
      const size = measure(reply);
      const budget = budgetOf(reply);
      sizes.push(size);
      for (const each of SIZES) if (size[each] > budget[each]) over.push(`${text}: ${size[each]} ${each}`);
    }
    const figures = SIZES.map((each) => {
      const sorted = sizes.map((size) => size[each]).toSorted((a, b) => a - b);
      return `${each} ${sorted[Math.floor(sorted.length / 2)]} (${sorted.at(-1)})`;
    });
    process.stdout.write(`${texts.length} ${what}, median (largest): ${figures.join(", ")}\n`);
    expect(over).toEqual([]);
    expect(texts.length).toBeGreaterThanOrEqual(least);
  });
});

it("are about numbers of every range and state", () => {
  const ports = NUMBERS.map(Number);
  expect(new Set(ports.map((port) => portRangeOf(port).name))).toEqual(new Set(["system", "user", "dynamic"]));
  const states = new Set(ports.map((port) => overallState(port, null, registry)));
  expect([...states].sort()).toEqual(["assigned", "dynamic", "reserved", "unassigned", "withdrawn"]);
});

/** Full cards of numbers that many programs share, or that many events happened on, say more. */
const FULL = { characters: 3000, share: 0.9, largest: 4300 };

it(`tell everything in ${FULL.characters} characters for ${FULL.share * 100} % of the numbers that software uses`, async () => {
  const ask = createAsk(knowledge, teamServicesIn());
  const lengths: number[] = [];
  for (const port of USED) {
    const { card } = await ask({ text: `${port} more`, manner: "command", locale: "en", asker: ann });
    lengths.push(renderSpokenText(card).length);
  }
  lengths.sort((a, b) => a - b);
  process.stdout.write(
    `${lengths.length} full cards, median (largest): ${lengths[lengths.length >> 1]} (${lengths.at(-1)})\n`,
  );
  expect(lengths[Math.floor(lengths.length * FULL.share)]).toBeLessThanOrEqual(FULL.characters);
  expect(lengths.at(-1)).toBeLessThanOrEqual(FULL.largest);
});
