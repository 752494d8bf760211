import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { LRUCache } from "lru-cache";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import { createBookReader } from "#core/book/book-reader.ts";
import type { Ask, Suggest } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import type { Asker, Role } from "#core/team/asker.ts";
import { forgetPerson, forgetTeam } from "#core/team/forget.ts";
import { createTeamReader } from "#core/team/team-reader.ts";
import { knowledge } from "../support/registry/committed.ts";
import type { RunningEngine } from "../support/store/engines.ts";
import { SHARED_ENGINES, titleOf } from "../support/store/engines.ts";
import { storeLog } from "../support/store/store-log.ts";
import { unlimitedServices } from "../support/team-services.ts";
import { testSize } from "../support/test-size.ts";

const RUNS = testSize({ full: 100, quick: 10 });

/** A process of the bot: what it keeps is never thrown away between the runs. */
interface Process {
  readonly store: Store;
  readonly ask: Ask;
  readonly suggest: Suggest;
}

/** Time-outs never end a read: a slow machine must not look like a stale cache. */
const NO_TIMERS = { setTimeout: () => 0, clearTimeout: () => {} };

function startProcess(store: Store): Process {
  const books = createBookReader(store, new LRUCache({ max: 3 }));
  const services = { ...unlimitedServices(store), books, reader: createTeamReader(store, books) };
  return {
    store,
    ask: createAsk(knowledge, services, new LRUCache({ max: 50 }), new LRUCache({ max: 50 })),
    suggest: createSuggest(knowledge, services.reader, NO_TIMERS, new LRUCache({ max: 50 })),
  };
}

/** One that keeps nothing and reads everything anew. */
function modelOf({ get, list, commit, close }: Store): Process {
  const store: Store = { get, list, commit, close };
  const services = unlimitedServices(store);
  return { store, ask: createAsk(knowledge, services), suggest: createSuggest(knowledge, services.reader, NO_TIMERS) };
}

/** Takes some turns of the event loop around each read, as many as the run says. */
function withPauses(store: Store, pauses: () => number): Store {
  const { version } = store;
  return {
    ...store,
    ...(version === undefined ? {} : { version: () => version() }),
    async get(keys) {
      for (let left = pauses(); left > 0; left--) await nextTurn();
      const values = await store.get(keys);
      for (let left = pauses(); left > 0; left--) await nextTurn();
      return values;
    },
  };
}

const TEAMS = ["test.T1", "test.T2", "test.T3"];
const ROLES: readonly Role[] = ["admin", "member", "guest"];
const asker = fc.record({
  team: fc.constantFrom(...TEAMS),
  name: fc.constantFrom("ann", "bob"),
  role: fc.constantFrom(...ROLES),
});
type AnyAsker = typeof asker extends fc.Arbitrary<infer Value> ? Value : never;

const askerOf = ({ team, name, role }: AnyAsker): Asker => ({
  team,
  // One of them is the same person in every team.
  person: name === "bob" ? "discord/1" : `${team}/${name}`,
  name,
  role: async () => role,
});

const PORTS = [886, 8867, 8868, 88];
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...PORTS)
      .map((port) => (team: string) => `claim ${port} of-${team.slice(5).toLowerCase()}`),
  },
  { weight: 2, arbitrary: fc.constantFrom(...PORTS).map((port) => () => `release ${port}`) },
  fc
    .constantFrom(
      "undo",
      "forget me",
      "set system linux",
      "set system macos",
      "set system default",
      "set workspace system windows",
      "set workspace system default",
      "set workspace claims everyone",
      "set workspace claims members",
      "gone",
      "left",
    )
    .map((text) => () => text),
);
const typed = fc.constantFrom("88", "886", "8867", "of-t", "of-", "886 of-t1", "of-t2", " of-");
const looked = fc.constantFrom("8867", "886-8867", "8868", "settings", "book", "of-t1");
const which = fc.nat(1);
const step = fc.record({
  changes: fc.array(fc.record({ which, by: asker, change }), { maxLength: 3 }),
  meanwhile: fc.array(fc.record({ which, by: asker, typed }), { maxLength: 4 }),
  checks: fc.array(fc.record({ which, by: asker, typed, looked }), { minLength: 1, maxLength: 4 }),
});

const LIMITS = { count: 8, length: 80 };
const question = (text: string, by: Asker) =>
  ({ text, manner: "command", locale: "en", asker: by, requestId: crypto.randomUUID() }) as const;

describe.each(SHARED_ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))(
  "two processes on $title",
  ({ engine }) => {
    const skip = engine.missing !== undefined;
    let running: RunningEngine;
    let stores: readonly Store[] = [];
    let pauses: () => number = () => 0;

    beforeAll(async () => {
      if (skip) return;
      running = await engine.start();
      const open = () => openStore(running.url, { logger: storeLog().logger, timeout: 10_000 });
      stores = [await open(), await open(), await open()];
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await running?.remove();
    });

    it.skipIf(skip)(
      "answer and suggest what a process that keeps nothing would, whatever was changed by either",
      async () => {
        const [one, two, third] = stores;
        if (one === undefined || two === undefined || third === undefined) throw new Error("There is no store.");
        const processes = [one, two].map((store) => startProcess(withPauses(store, () => pauses())));
        const processAt = (at: number) => processes[at] ?? modelOf(third);

        async function carryOut({
          which: at,
          by,
          change: textFor,
        }: {
          which: number;
          by: AnyAsker;
          change: (team: string) => string;
        }) {
          const { store, ask } = processAt(at);
          const text = textFor(by.team);
          const clock = { now: Date.now, newId: () => crypto.randomUUID() };
          // Changes at the same time make each other fail now and then, which is said and is no matter here.
          if (text === "gone") await forgetTeam(by.team, store).catch(() => {});
          else if (text === "left") await forgetPerson(askerOf(by).person, store, clock).catch(() => {});
          else await ask(question(text, askerOf(by)));
        }

        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { maxLength: 12 }),
            fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }),
            async (steps, turns) => {
              let turn = 0;
              pauses = () => turns[turn++ % turns.length] ?? 0;
              for (const { changes, meanwhile, checks } of steps) {
                const suggested = meanwhile.map(async ({ which: at, by, typed: text }) => {
                  const found = await processAt(at).suggest({ text, locale: "en", asker: askerOf(by) }, LIMITS);
                  const labels = found.map(({ label }) => label).join("\n");
                  const others = TEAMS.filter(
                    (team) => team !== by.team && !text.includes(team.slice(5).toLowerCase()),
                  );
                  for (const team of others) expect(labels).not.toContain(`of-${team.slice(5).toLowerCase()}`);
                });
                await Promise.all([...suggested, ...changes.map(carryOut)]);
                for (const { which: at, by, typed: text, looked: about } of checks) {
                  const [kept, anew] = [processAt(at), modelOf(third)];
                  const who = askerOf(by);
                  const typing = { text, locale: "en", asker: who };
                  expect(await kept.suggest(typing, LIMITS)).toEqual(await anew.suggest(typing, LIMITS));
                  expect((await kept.ask(question(about, who))).card).toEqual(
                    (await anew.ask(question(about, who))).card,
                  );
                }
              }
            },
          ),
          { numRuns: RUNS },
        );
      },
    );
  },
);
