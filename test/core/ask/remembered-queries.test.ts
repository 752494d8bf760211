import { expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import { PASTE } from "../../support/pastes/secret-paste.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { teamServicesIn } from "../../support/team-services.ts";

function remembering() {
  const queries = new Map<string, ParsedQuery>();
  const ask = createAsk(knowledge, teamServicesIn(), new Map(), queries);
  const say = (text: string) => ask({ text, manner: "command", locale: "en", asker: null });
  return { say, queries };
}

it("a command that is its query's own text is read once", async () => {
  const { say, queries } = remembering();
  const first = await say("867");
  expect([...queries.keys()]).toEqual(["867"]);
  expect(await say("867")).toBe(first);
});

it.each([
  "what is 867? my password is hunter2",
  "867 public",
  "0x363",
  "claim 8867 billing",
  "book",
  "random",
  "no such thing at all",
  PASTE,
])("%j is read every time, and not kept", async (text) => {
  const { say, queries } = remembering();
  await say(text);
  await say(text);
  expect([...queries.keys()]).toEqual([]);
});
