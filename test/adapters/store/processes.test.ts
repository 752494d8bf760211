import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { startClaimer } from "../../support/store/claims.ts";
import type { RunningEngine } from "../../support/store/engines.ts";
import { SHARED_ENGINES, titleOf } from "../../support/store/engines.ts";

const KEYS = 1000;
/** Lives of a process that ends in a kill before it has claimed all. */
const KILLS = 8;

describe.each(SHARED_ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))("$title", ({ engine }) => {
  const skip = engine.missing !== undefined;
  let running: RunningEngine;

  beforeAll(async () => {
    if (!skip) running = await engine.start();
  }, 60_000);
  afterAll(() => running?.remove());

  it.skipIf(skip)(
    "lets exactly one of two processes have each of 1,000 keys, and tells the other what the first one put",
    async () => {
      const [one, two] = await Promise.all([startClaimer(running.url, "one"), startClaimer(running.url, "two")]);
      const wins = { one: 0, two: 0 };
      for (let number = 0; number < KEYS; number += 1) {
        const outcomes = Promise.all([one.next(), two.next()]);
        one.claim([number]);
        two.claim([number]);
        const [first, second] = await outcomes;
        const [winner, told] = first.instead === undefined ? ["one" as const, second] : ["two" as const, first];
        wins[winner] += 1;
        expect(told.number).toBe(number);
        expect(JSON.parse(told.instead ?? "null"), "what the loser is told").toEqual({ number, who: winner });
      }
      expect(Math.min(wins.one, wins.two), "wins of the one who won less").toBeGreaterThan(0);
      one.kill();
      two.kill();
    },
    60_000,
  );

  it.skipIf(skip)(
    "has every claim that it acknowledged to a process that was killed, a thousand of them",
    async () => {
      const seed = Date.now();
      const lives = fc.sample(fc.integer({ min: 1, max: (2 * KEYS) / KILLS }), { seed, numRuns: KILLS });
      const acknowledged = new Set<number>();
      let next = KEYS;
      let restarted: Promise<void> | undefined;
      for (let kill = 0; acknowledged.size < KEYS; kill += 1) {
        const life = lives[kill] ?? KEYS;
        const claimer = await startClaimer(running.url, "killed", ({ number, instead }) => {
          next = Math.max(next, number + 1);
          if (instead === undefined) acknowledged.add(number);
          if (claimer.claims.length >= life || acknowledged.size >= KEYS) claimer.kill();
          if (acknowledged.size > KEYS / 3) restarted ??= running.killAndRestart?.();
        });
        claimer.claim(Array.from({ length: 3 * KEYS }, (_, place) => next + place));
        await claimer.ended;
      }
      await restarted;
      const store = await openStore(running.url, { logger: recordingLogger(), timeout: 10_000 });
      const numbers = [...acknowledged];
      const found = await store.get(numbers.map((number) => `claim/${number}`));
      const listed = new Map(await store.list("claim/"));
      await store.close();
      expect(found, `seed ${seed}`).toEqual(numbers.map((number) => ({ who: "killed", number })));
      expect(
        numbers.filter((number) => !listed.has(`claim/${number}`)),
        `seed ${seed}`,
      ).toEqual([]);
    },
    60_000,
  );
});
