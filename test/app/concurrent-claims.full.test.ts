import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { readBook, readChanges } from "#core/book/read-book.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { startClaimer } from "../support/store/claims.ts";
import type { RunningEngine } from "../support/store/engines.ts";
import { SHARED_ENGINES, titleOf } from "../support/store/engines.ts";
import { testSize } from "../support/test-size.ts";

const PORTS = testSize({ full: 1000, quick: 50 });
const FIRST = 2000;
/** How often a process is killed before it has claimed everything. */
const KILLS = testSize({ full: 8, quick: 2 });

/** SQLite's file in `npm test`, the servers' too at full size: each engine takes some five processes. */
const ENGINES = SHARED_ENGINES.slice(0, testSize({ full: SHARED_ENGINES.length, quick: 1 }));

describe.each(ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))("$title", ({ engine }) => {
  const skip = engine.missing !== undefined;
  let running: RunningEngine;

  beforeAll(async () => {
    if (!skip) running = await engine.start();
  });
  afterAll(() => running?.remove());

  it.skipIf(skip)(
    `lets exactly one of two replicas claim each of ${PORTS} ports at the same instant, and tells the other who did`,
    async () => {
      const [one, two] = await Promise.all([startClaimer(running.url, "one"), startClaimer(running.url, "two")]);
      const wins = { one: 0, two: 0 };
      for (let number = FIRST; number < FIRST + PORTS; number += 1) {
        const outcomes = Promise.all([one.next(), two.next()]);
        // They alternate, so that neither always has the head start.
        for (const claimer of number % 2 === 0 ? [one, two] : [two, one]) claimer.claim([number]);
        const [first, second] = await outcomes;
        const [winner, told] = first.holders === undefined ? ["one" as const, second] : ["two" as const, first];
        wins[winner] += 1;
        expect(told.number).toBe(number);
        expect(JSON.parse(told.holders ?? "null"), "what the loser is told").toEqual([winner]);
      }
      expect(Math.min(wins.one, wins.two), "wins of the one who won less").toBeGreaterThan(0);
      one.kill();
      two.kill();
    },
  );

  it.skipIf(skip)(
    `has each of ${PORTS} claims that were acknowledged before the bot was killed, and its entry in the history`,
    async () => {
      const seed = Date.now();
      const lives = fc.sample(fc.integer({ min: 1, max: (2 * PORTS) / KILLS }), { seed, numRuns: KILLS });
      const acknowledged = new Set<number>();
      let next = FIRST + PORTS;
      let restarted: Promise<void> | undefined;
      for (let kill = 0; acknowledged.size < PORTS; kill += 1) {
        const life = lives[kill] ?? PORTS;
        const claimer = await startClaimer(running.url, "killed", ({ number, holders }) => {
          next = Math.max(next, number + 1);
          if (holders === undefined) acknowledged.add(number);
          if (claimer.claims.length >= life || acknowledged.size >= PORTS) claimer.kill();
          if (acknowledged.size > PORTS / 3) restarted ??= running.killAndRestart?.();
        });
        claimer.claim(Array.from({ length: 3 * PORTS }, (_, place) => next + place));
        await claimer.ended;
      }
      await restarted;
      const store = await openStore(running.url, { logger: recordingLogger(), timeout: 10_000 });
      const book = await readBook("test.T1", store);
      const changes = await readChanges("test.T1", store);
      await store.close();
      const killed = book.claims.filter(({ name }) => name === "killed").map(({ span }) => span.first);
      const recorded = new Set(changes.flatMap(({ added }) => added.map(({ span }) => span.first)));
      const lost = [...acknowledged].filter((port) => !killed.includes(port) || !recorded.has(port));
      expect(lost, `seed ${seed}`).toEqual([]);
    },
  );
});
