import fc from "fast-check";
import { LRUCache } from "lru-cache";
import { describe, expect, it } from "vitest";
import { createBookReader } from "#core/book/book-reader.ts";
import type { ClaimRequest } from "#core/book/claim.ts";
import { claimFromJson } from "#core/book/claim.ts";
import { readBook } from "#core/book/read-book.ts";
import { addClaims, release, undo } from "#core/book/write-book.ts";
import type { Page, Store } from "#core/host.ts";
import { isJsonObject, StoreUnavailable } from "#core/host.ts";
import { forgetPerson, forgetTeam } from "#core/team/forget.ts";
import { bookKey, changesPrefix, slotsPrefix } from "#core/team/keys.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const { team } = ann;

/** A process on a store, which remembers books. @param skew how many milliseconds its clock is ahead */
function processOn(store: Store, { skew = 0, id = "p" } = {}) {
  const { clock, ...services } = teamServicesIn(store);
  const books = createBookReader(store, new LRUCache({ max: 10 }));
  const asking = (who = ann) => ({
    ...services,
    books,
    clock: { now: () => clock.now() + skew, newId: () => `${id}${clock.newId()}` },
    asker: who,
  });
  return { books, asking };
}

function wanted(port: number, more: Partial<ClaimRequest> = {}): ClaimRequest {
  const span = { first: port, last: port };
  return { span, transport: null, name: `svc-${port}`, description: "", owner: "", ...more };
}

/** Removes what changes in a release that does not say which version a change follows. */
function asEarlierRelease(store: Store): Store {
  return {
    ...store,
    commit: (change) =>
      store.commit({
        ...change,
        expect: (change.expect ?? []).filter(([key]) => key !== bookKey(team)),
        put: (change.put ?? []).map(([key, value]) => {
          if (!key.startsWith(changesPrefix(team)) || !isJsonObject(value)) return [key, value];
          const { follows: _, ...rest } = value;
          return [key, rest];
        }),
      }),
  };
}

/** Counts lists by prefix, and lets something happen before each. */
function watched(store: Store, before: (prefix: string, page?: Page) => Promise<unknown> = async () => {}) {
  const lists: string[] = [];
  const watching: Store = {
    ...store,
    async list(prefix, page) {
      lists.push(prefix);
      await before(prefix, page);
      return store.list(prefix, page);
    },
  };
  return { watching, lists };
}

describe("a remembered port book", () => {
  it("is brought up to date by the changes alone", async () => {
    const store = memoryStore();
    const { watching, lists } = watched(store);
    const reader = processOn(watching);
    const other = processOn(store);
    await addClaims([wanted(8000), wanted(8001)], other.asking());
    await reader.books.read(team);
    lists.length = 0;
    await addClaims([wanted(8002)], other.asking());
    await release({ kind: "release", span: { first: 8000, last: 8000 }, transport: null }, other.asking());
    expect((await reader.books.read(team)).claims.map(({ span }) => span.first)).toEqual([8001, 8002]);
    expect(lists).not.toContain(slotsPrefix(team));
  });

  it("is not read at all after a change that this process made", async () => {
    const { watching, lists } = watched(memoryStore());
    const { books, asking } = processOn(watching);
    await addClaims([wanted(8000)], asking());
    await addClaims([wanted(8001)], asking());
    lists.length = 0;
    expect((await books.read(team)).claims).toHaveLength(2);
    expect(lists).toEqual([]);
  });

  it("is that of one instant, whatever changes while its pages are read", async () => {
    const store = memoryStore();
    const writer = processOn(store);
    await addClaims([wanted(8000, { span: { first: 8000, last: 8255 } })], writer.asking());
    for (let first = 10_000; first < 13_000; first += 250) {
      await addClaims([wanted(first, { span: { first, last: first + 249 } })], writer.asking());
    }
    let pages = 0;
    const { watching } = watched(store, async (prefix) => {
      if (prefix !== slotsPrefix(team) || ++pages !== 2) return;
      // From a page that is read later to one that was read before.
      await release({ kind: "release", span: { first: 12_750, last: 12_999 }, transport: null }, writer.asking());
      await addClaims([wanted(9000)], writer.asking());
    });
    const book = await readBook(team, watching);
    expect(pages).toBeGreaterThan(2);
    expect(book).toEqual(await readBook(team, store));
    expect(book.claims.map(({ span }) => span.first)).toContain(9000);
    expect(book.claims.map(({ span }) => span.first)).not.toContain(12_750);
  });

  it("takes the claims of many people at the same instant, in two processes", async () => {
    const store = memoryStore();
    const processes = [processOn(store, { id: "a" }), processOn(store, { id: "b" })];
    const claims = Array.from({ length: 300 }, async (_, at) => {
      const context = processes[at % 2]?.asking(asker(`p${at}`));
      return context === undefined ? null : addClaims([wanted(8000 + at)], context);
    });
    expect((await Promise.all(claims)).filter((result) => result?.done)).toHaveLength(300);
    for (const { books } of processes) expect((await books.read(team)).claims).toHaveLength(300);
  });

  it("has what was claimed before the question, even if it was being read already", async () => {
    const store = memoryStore();
    const writer = processOn(store);
    await addClaims([wanted(8000)], writer.asking());
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { watching } = watched(store, () => {
      begun.resolve();
      return held.promise;
    });
    const { books } = processOn(watching);
    const first = books.read(team);
    await begun.promise;
    await addClaims([wanted(8001)], writer.asking());
    const second = books.read(team);
    held.resolve();
    await first;
    expect((await second).claims).toHaveLength(2);
  });

  it("is always as the store has it, among processes whose clocks differ, an earlier release, and people who are forgotten", async () => {
    const people = ["ann", "bob"].map((name) => asker(name));
    const step = fc.record({
      process: fc.nat(2),
      who: fc.constantFrom(...people),
      act: fc.constantFrom("claim", "claim", "claim", "release", "undo", "forget", "read"),
      port: fc.integer({ min: 8000, max: 8004 }),
      transport: fc.constantFrom(null, "tcp" as const, "udp" as const),
      size: fc.constantFrom(1, 3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const store = memoryStore();
        const processes = [
          processOn(store, { id: "a" }),
          processOn(store, { skew: -60_000, id: "b" }),
          processOn(asEarlierRelease(store), { skew: 60_000, id: "c" }),
        ];
        for (const { process, who, act, port, transport, size } of steps) {
          const used = processes[process];
          if (used === undefined) continue;
          const context = used.asking(who);
          const span = { first: port, last: port + size - 1 };
          if (act === "claim") await addClaims([wanted(port, { span, transport })], context);
          else if (act === "release") await release({ kind: "release", span, transport }, context);
          else if (act === "undo") await undo(null, context);
          else if (act === "forget") await forgetPerson(who.person, store, context.clock);
          else expect(await used.books.read(team)).toEqual(await readBook(team, store));
        }
        const stored = await store.list(slotsPrefix(team));
        const ids = new Set(stored.map(([, json]) => claimFromJson(json)?.id));
        for (const { books } of processes) {
          const book = await books.read(team);
          expect(book).toEqual(await readBook(team, store));
          expect(new Set(book.claims.map(({ id }) => id))).toEqual(ids);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is always as the store has it while the team is removed, and claimed in, and after the removal was interrupted", async () => {
    const wide = wanted(8000, { span: { first: 8000, last: 8255 } });
    for (const happens of ["claim", "interruption"]) {
      let steps = 0;
      for (let at = 1; steps === at - 1; at++) {
        const store = memoryStore();
        const processes = [processOn(store, { id: "a" }), processOn(store, { id: "b" })] as const;
        await addClaims([wide, wanted(8300)], processes[0].asking());
        await addClaims([wanted(8301)], processes[1].asking(asker("bob")));
        steps = 0;
        const commit: Store["commit"] = async (change) => {
          await processes[1].books.read(team);
          if (++steps === at && happens === "interruption") throw new StoreUnavailable();
          if (steps === at) await addClaims([wanted(8400)], processes[0].asking());
          return store.commit(change);
        };
        await forgetTeam(team, { ...store, commit }).catch(() => {});
        const claimed = await addClaims([wanted(8500)], processes[0].asking());
        expect(claimed.done).toBe(true);
        const stored = await store.list(slotsPrefix(team));
        const ids = new Set(stored.map(([, json]) => claimFromJson(json)?.id));
        for (const { books } of processes) {
          expect(new Set((await books.read(team)).claims.map(({ id }) => id))).toEqual(ids);
        }
        for (const { span } of await readBook(team, store).then(({ claims }) => claims)) {
          const context = processes[1].asking(asker("root", { role: "admin" }));
          expect(await release({ kind: "release", span, transport: null }, context)).toMatchObject({ done: true });
        }
        expect(await store.list(slotsPrefix(team))).toEqual([]);
      }
      expect(steps).toBeGreaterThan(3);
    }
  });
});
