import { ApplicationCommandOptionType, InteractionResponseType } from "discord-api-types/v10";
import { expect, it } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

async function typing(changes: Parameters<typeof connectedDiscord>[0] = {}) {
  const connected = await connectedDiscord(changes);
  const { answerTo, platform } = connected;
  const type = async (value: string) => {
    const option = { name: "query", type: ApplicationCommandOptionType.String as const, value, focused: true as const };
    const answer = await answerTo(platform.autocompleteInteraction({ name: "port", options: [option] }));
    expect(answer.type).toBe(InteractionResponseType.ApplicationCommandAutocompleteResult);
    return answer.data.choices ?? [];
  };
  return { ...connected, type };
}

it("offers ports, names and the team's claims while a query is typed", async () => {
  const { type, port } = await typing();
  expect((await type("867"))[0]).toEqual({ name: "867 · unassigned", value: "867" });
  expect((await type("ssh")).map(({ value }) => value)).toContain("22");
  await port("claim 8867 billing-api");
  expect((await type("bill"))[0]?.value).toBe("8867");
  expect((await type("")).length).toBeGreaterThan(5);
});

it("offers a half-typed claim itself, and never an example that would change something", async () => {
  const { type, port, options } = await typing();
  for (const text of [
    "claim",
    "claim 8867",
    "claim billing",
    "release",
    "release x",
    "set system",
    "set x y",
    "undo x",
  ]) {
    const values = (await type(text)).map(({ value }) => value);
    for (const value of values) {
      const isChange = isQueryWith(parseQuery(value), "isChange");
      expect([text, value, isChange && value !== text]).toEqual([text, value, false]);
    }
    if (text.startsWith("claim")) expect(values[0]).toBe(text);
  }
  expect((await type("claim 8867 billing-api"))[0]?.value).toBe("claim 8867 billing-api");
  expect((await type(`claim ${"8".repeat(120)}`)).every(({ value }) => value.length <= 100)).toBe(true);
  const before = await options.store.list("1/team/");
  expect(await port("claim 8867")).toMatchObject({ type: InteractionResponseType.Modal });
  expect(await options.store.list("1/team/")).toEqual(before);
});

// Its duration is measured by the benchmark: `npm run bench -- --only lookup`.
it("answers every keystroke, whatever is typed", async () => {
  const { type } = await typing();
  for (const text of ["postgresql", "8443", "860-873", "what is on 8080?", "zzzz".repeat(20)]) {
    for (let length = 1; length <= text.length; length += 1) {
      expect((await type(text.slice(0, length))).length).toBeLessThanOrEqual(25);
    }
  }
});

it("leaves the port book out when the store is too slow", async () => {
  const never = new Promise<never>(() => {});
  const store = memoryStore();
  const isBook = (key: string) => key.startsWith("1/team/");
  const get: typeof store.get = (keys) => (keys.some(isBook) ? never : store.get(keys));
  const { type } = await typing({ store: { ...store, get } });
  expect((await type("867"))[0]?.value).toBe("867");
});

it("offers no choices after a failure", async () => {
  const suggest = async () => {
    throw new Error("broken");
  };
  const { type, port, logger } = await typing({ suggest });
  expect(await type("867")).toEqual([]);
  expect((await port("867")).data.content).toContain("867");
  expect(logger.lines).toContainEqual({ level: "error", message: "Autocomplete failed." });
});

it("is not rate limited", async () => {
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => 0 });
  const { type, port } = await typing({ timing: { limiter } });
  await port("867");
  for (const text of ["8", "86", "867"]) expect(await type(text)).not.toEqual([]);
});
