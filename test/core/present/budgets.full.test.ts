import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import { overallState } from "#core/answers/state.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText, renderSpokenText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { distinct } from "#core/collections.ts";
import { portRangeOf } from "#core/registry/port.ts";
import { hasSeveralServices, NAMES, NUMBERS, SPANS, USED } from "../../support/cards/budget-corpus.ts";
import { FIREWALLS } from "../../support/firewall.ts";
import { AFTER, BEFORE } from "../../support/pastes/changes.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

/** The systems whose ports can be asked for together. */
const SYSTEMS = knowledge.software.portSets.all.map(({ id }) => `ports for ${id}`);

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
  { what: "systems", texts: SYSTEMS, claimed: false, least: 50 },
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
  // A system needs as many ports as it needs.
  if (answer.kind === "port-set") return LONGER;
  const of = answer.kind === "service" ? answer.main : answer;
  if (of?.kind !== "port" && of?.kind !== "span") throw new Error(`A ${answer.kind} has no budget.`);
  return of.claims.length > 0 || hasSeveralServices(answer) ? LONGER : BRIEF;
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

const MAX_FULL = 3000;

it.each([
  { what: "ports", texts: distinct([...USED, ...NUMBERS]) },
  { what: "names", texts: NAMES },
  { what: "spans", texts: SPANS },
])(`the full cards of $what keep to ${MAX_FULL} characters`, async ({ what, texts }) => {
  const ask = createAsk(knowledge, teamServicesIn());
  const over: string[] = [];
  const lengths: number[] = [];
  for (const text of texts) {
    const { card } = await ask({ text: `${text} more`, manner: "command", locale: "en", asker: ann });
    const { length } = renderSpokenText(card);
    lengths.push(length);
    if (length > MAX_FULL) over.push(`${text}: ${length}`);
  }
  lengths.sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)];
  process.stdout.write(`${lengths.length} full cards of ${what}, median (largest): ${median} (${lengths.at(-1)})\n`);
  expect(over).toEqual([]);
});

/** A table of what can be asked. */
const HELP: Budget = { ...BRIEF, lines: 14, characters: 1100 };

it("are kept by the help", async () => {
  const ask = createAsk(knowledge, teamServicesIn());
  const size = measure(await ask({ text: "help", manner: "command", locale: "en", asker: ann }));
  for (const each of SIZES) expect(size[each], each).toBeLessThanOrEqual(HELP[each]);
});

/** Reasons and cures take more words than a number does. */
const EXPLANATION: Budget = { ...LONGER, characters: 900 };

it("are kept by explanations of any length", async () => {
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `tcp LISTEN 0 128 ${at % 3 === 0 ? "127.0.0.1" : "*"}:${5400 + at} *:* users:(("program-${at % 99}",pid=1,fd=3))`,
    ).join("\n");
  const images = ["ghcr.io/acme/a-long-name-of-a-team/postgres:17.2-bookworm@sha256:0a1b2c3d", "redis:7", "acme/shop"];
  const containers = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `3f2a9c1d4e5b ${images[at % 3]} "x" 2 days ago Up 2 days 0.0.0.0:${8000 + at}->${8080 + at}/tcp box-${at}`,
    ).join("\n");
  const versions = ["Redis key-value store 7.0.5", "OpenSSH 9.2p1 Debian 2+deb12u2 (protocol 2.0)", "MongoDB 4.4.18"];
  const scan = (count: number) =>
    [
      "Nmap scan report for 203.0.113.7",
      "PORT STATE SERVICE VERSION",
      ...Array.from({ length: count }, (_, at) => `${8000 + at}/tcp open unknown ${versions[at % 3]}`),
    ].join("\n");
  const rules = (count: number) =>
    Array.from({ length: count }, (_, at) => `-A INPUT -s 10.${at % 250}.0.0/16 -p tcp --dport ${3000 + at} -j ACCEPT`);
  const open = (count: number) =>
    Array.from({ length: count }, (_, at) => `-A INPUT -p tcp --dport ${6300 + at * 2} -j ACCEPT`);
  const firewalls = [rules(4000), open(2000), [...rules(300), ...open(300)]].map((lines) =>
    [":INPUT DROP [0:0]", ...lines].join("\n"),
  );
  const changed = (count: number) =>
    `before:\n${rows(count)}\nafter:\n${rows(count).replace(/\*:(\d+)/g, (_, port: string) => `*:${Number(port) + 7}`)}`;
  const differing = (count: number) =>
    `$ ss -tulpn\n${rows(count)}\n$ sudo ss -tlnp --extended\n${rows(count).replace(/(540\d|55\d\d)|program/g, (found) => (found === "program" ? "another-long-program" : `2${found}`))}`;
  const ask = createAsk(knowledge, teamServicesIn());
  const sizes: Budget[] = [];
  const alone = [...FIREWALLS.map((each) => each.text), ...firewalls];
  const together = [...alone, PASTES.map((paste) => paste.text).join("\n")].map((text) => `${rows(150)}\n${text}`);
  const two = [
    changed(15),
    changed(1500),
    `before:\n${rows(150)}\nafter:\n${PASTES.map((paste) => paste.text).join("\n")}`,
    `before:\n${BEFORE}\nafter:\n${AFTER}\n${rows(2000)}`,
    `${BEFORE}\n${AFTER}`,
    ...PASTES.map(({ text }) => `before:\n${BEFORE}\nafter:\n${AFTER}\n${text}`),
  ];
  const measured = async (text: string) => {
    const reply = await ask({ text, manner: "command", locale: "en", asker: ann });
    sizes.push({ ...measure(reply), characters: renderSpokenText(reply.card).length });
  };
  for (const text of [
    ...PASTES.map((paste) => paste.text),
    rows(150),
    rows(5000),
    containers(3),
    containers(60),
    scan(3),
    scan(60),
    ...alone,
    ...together,
    ...two,
    differing(3),
    differing(900),
  ])
    await measured(`explain\n${text}`);
  const claims = Array.from({ length: 200 }, (_, at) => `${5300 + at},claimed-for-something-long-${at},payments-team`);
  await ask({
    text: `book import\nport,name,owner\n${claims.join("\n")}`,
    manner: "command",
    locale: "en",
    asker: ann,
  });
  for (const text of [...PASTES.map((paste) => paste.text), rows(1), rows(15), rows(1500), containers(9), BEFORE])
    await measured(`explain against the port book\n${text}`);
  const largest = SIZES.map((each) => [each, Math.max(...sizes.map((size) => size[each]))] as const);
  process.stdout.write(`explanations, largest: ${largest.map(([each, size]) => `${each} ${size}`).join(", ")}\n`);
  for (const [each, size] of largest) expect(size, each).toBeLessThanOrEqual(EXPLANATION[each]);
});
