import { expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import type { Manner } from "#core/chat-platform.ts";
import { countCalls, countingCalls, READING } from "../../support/count-calls.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { teamServicesIn } from "../../support/team-services.ts";

countingCalls();

const services = teamServicesIn();
const ask = createAsk(knowledge, services);
const suggest = createSuggest(knowledge, services.reader, globalThis);

const LISTING = [
  "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process",
  'tcp   LISTEN 0      128    0.0.0.0:22         0.0.0.0:*         users:(("sshd",pid=1,fd=3))',
  "tcp   LISTEN 0      128    0.0.0.0:http       0.0.0.0:*",
].join("\n");

function asking(text: string, manner: Manner) {
  return countCalls(READING, () => ask({ text, manner, locale: "en", asker: null }));
}

it.each(["867", "867 more", "more about ssh", "867 public", "set answers public", "80, 443 and ssh", ""])(
  "the command %j is parsed once",
  async (text) => {
    expect(await asking(text, "command")).toEqual({ parseQuery: 1, readListeners: 0 });
  },
);

it.each([
  ...["70000", "claim 8867", "what is on 867", "867; rm"].map((text) => ["command", text] as const),
  ...["what is on 867?", "is port 99999 open?", "which port does postgres use", "book a meeting"].map(
    (text) => ["mention", text] as const,
  ),
])("the %s %j is parsed once and searched for a listing at most once", async (manner, text) => {
  const { parseQuery, readListeners } = await asking(text, manner);
  expect(parseQuery).toBe(1);
  expect(readListeners).toBeLessThanOrEqual(1);
});

const PASTES = [
  ["below a request", `can you explain this?\n${LISTING}`],
  ["above a request", `${LISTING}\nexplain please`],
  ["below the word explain", `explain\n${LISTING}`],
  ["beside the word explain", `explain ${LISTING}`],
  ["alone", LISTING],
  ["below other words", `is this normal?\n${LISTING}`],
] as const;

it.each(PASTES)("a listing %s is parsed once and read once, from a mention to its card", async (_, text) => {
  expect(await asking(text, "mention")).toEqual({ parseQuery: 1, readListeners: 1 });
});

it.each(PASTES)("a listing %s is parsed once and read once, from a command to its card", async (_, text) => {
  expect(await asking(text, "command")).toEqual({ parseQuery: 1, readListeners: 1 });
});

it.each([
  ["a listing", LISTING],
  ["a request and a listing", `explain\n${LISTING}`],
  ["a sentence", "nginx could not bind to port 80"],
  ["talk", "good morning"],
])("somebody else's message with %s is parsed once, and read at most once", async (_, text) => {
  expect(await asking(text, "foreign")).toEqual({ parseQuery: 1, readListeners: 1 });
});

it.each(["explain", "explain these", ""])(
  "the mention %j with a file is parsed once, and the file read once",
  async (text) => {
    const files = async () => [{ text: LISTING }];
    const work = () => ask({ text, files, manner: "mention", locale: "en", asker: null });
    expect(await countCalls(READING, work)).toEqual({ parseQuery: 1, readListeners: 1 });
  },
);

it("a paste in a mention is parsed once, and read again together with the file, whose rows it may explain", async () => {
  const files = async () => [{ text: "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*" }];
  const text = "explain\nroot@db1:~# ss -tln\nState Recv-Q Send-Q Local Address:Port Peer Address:Port";
  const work = async () => {
    const { answer } = await ask({ text, files, manner: "mention", locale: "en", asker: null });
    expect(answer).toMatchObject({ kind: "explain", listeners: [{ host: "db1" }] });
  };
  expect(await countCalls(READING, work)).toEqual({ parseQuery: 1, readListeners: 2 });
});

it.each(["pos", "44", "70000", "860-", "", "explain docker 2375"])(
  "the keystroke that makes %j parses at most once",
  async (text) => {
    const limits = { count: 25, length: 100 };
    const counts = await countCalls(READING, () => suggest({ text, locale: "en", asker: null }, limits));
    expect(counts.parseQuery).toBe(text === "" ? 0 : 1);
    expect(counts.readListeners).toBeLessThanOrEqual(1);
  },
);

it("only counts functions that are called", async () => {
  const twice = async () => {
    await ask({ text: "867", manner: "command", locale: "en", asker: null });
    await ask({ text: "868", manner: "command", locale: "en", asker: null });
  };
  expect(await countCalls(READING, twice)).toEqual({ parseQuery: 2, readListeners: 0 });
  expect(await countCalls(READING, () => {})).toEqual({ parseQuery: 0, readListeners: 0 });
});
