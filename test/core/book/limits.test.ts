import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { BookLimits } from "#core/book/limits.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Asker } from "#core/team/asker.ts";
import { traceKey } from "#core/team/keys.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");
const HOUR = 3_600_000;

function team(limits: Partial<BookLimits>) {
  let later = 0;
  const services = teamServicesIn(memoryStore(), { claims: 5000, portsPerHour: 2500, ...limits });
  const clock = { ...services.clock, now: () => services.clock.now() + later };
  const ask = createAsk(knowledge, { ...services, clock });
  const reply = (who: Asker, text: string) => ask({ text, manner: "command", locale: "en", asker: who });
  return {
    store: services.store,
    answer: async (who: Asker, text: string) => (await reply(who, text)).answer,
    card: async (who: Asker, text: string) => renderPlainText((await reply(who, text)).card),
    wait: (time: number) => {
      later += time;
    },
  };
}

const book = (first: number, count: number) =>
  `book import\n${Array.from({ length: count }, (_, at) => `app-${first + at} ${first + at}/tcp`).join("\n")}`;

describe("somebody who asks to be forgotten", () => {
  it("can't claim more within the hour than they could before, and is not listed", async () => {
    const { answer, store } = team({ portsPerHour: 3 });
    const kindOf = async (text: string) => (await answer(ann, text)).kind;
    await answer(ann, "claim 8000-8002 a");
    expect(await kindOf("claim 8003 b")).toBe("limited");
    expect(await kindOf("forget me")).toBe("forgotten");
    expect(await kindOf("claim 8003 b")).toBe("limited");
    expect(JSON.stringify(await store.list(""))).not.toContain("ann");
  });

  it("leaves nothing behind if they have claimed nothing in this hour", async () => {
    const { answer, store, wait } = team({});
    await answer(ann, "claim 8000 a");
    wait(HOUR);
    await answer(ann, "forget me");
    expect(await store.get([traceKey(ann)])).toEqual([undefined]);
  });
});

describe("a port book", () => {
  it("takes no more claims than its limit", async () => {
    const { answer, card } = team({ claims: 3 });
    await answer(ann, "claim 8001 a");
    await answer(ann, "claim 8002 b");
    expect(await answer(ann, book(8003, 2))).toMatchObject({ kind: "limited", reason: "book-full", limit: 3 });
    await answer(ann, "claim 8003 c");
    expect(await card(bob, "claim 8004 d")).toMatch(/can have 3 claims.*\/port release.*PORTCALL_BOOK_LIMIT/);
    expect(await answer(bob, "claim 8003 d")).toMatchObject({ kind: "taken" });
    expect(await answer(ann, "claim 8003 renamed")).toMatchObject({ kind: "claimed", replaced: [{ name: "c" }] });
    await answer(ann, "release 8001");
    expect(await answer(bob, "claim 8004 d")).toMatchObject({ kind: "claimed" });
    expect(await answer(ann, "book")).toMatchObject({ total: 3 });
  });

  it("may exceed its limit by what is claimed at the same instant, and takes no more then", async () => {
    const { answer } = team({ claims: 10 });
    const claims = Array.from({ length: 30 }, (_, at) => answer(asker(`p${at}`), `claim ${8000 + at} app`));
    const kinds = (await Promise.all(claims)).map(({ kind }) => kind);
    const claimed = kinds.filter((kind) => kind === "claimed").length;
    expect(claimed).toBeGreaterThanOrEqual(10);
    expect(kinds.filter((kind) => kind === "limited")).toHaveLength(30 - claimed);
    expect(await answer(ann, "claim 9000 app")).toMatchObject({ kind: "limited", reason: "book-full" });
  });

  it("can always undo, however many ports come back", async () => {
    const { answer, wait } = team({ portsPerHour: 20 });
    await answer(ann, "claim 8000-8018 pool");
    wait(HOUR);
    await answer(ann, "claim 9000-9017 other");
    wait(HOUR);
    await answer(ann, "release 8000-9100");
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone" });
  });
});

describe("a person", () => {
  it("claims so many ports an hour in a team, and others may go on", async () => {
    const { answer, card, wait } = team({ portsPerHour: 20 });
    await answer(ann, "claim 8000-8018 pool");
    await answer(ann, "claim 9000 a");
    expect(await answer(ann, "claim 9001 b")).toMatchObject({ kind: "limited", reason: "hourly", limit: 20 });
    expect(await card(ann, "claim 9001 b")).toMatch(/20 ports an hour.*Try again in 60 minutes/);
    expect(await answer(ann, "release 9000")).toMatchObject({ kind: "limited" });
    expect(await answer(bob, "claim 9001 b")).toMatchObject({ kind: "claimed" });
    expect(await answer(asker("ann", { team: "test.T2" }), "claim 9001 b")).toMatchObject({ kind: "claimed" });
    wait(HOUR);
    expect(await answer(ann, "undo")).toMatchObject({ kind: "undone" });
  });

  it("claims no more at once than one after another", async () => {
    const { answer } = team({ portsPerHour: 20 });
    const claims = Array.from({ length: 30 }, (_, at) => answer(ann, `claim ${8000 + at} app`));
    const kinds = (await Promise.all(claims)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "claimed")).toHaveLength(20);
    expect(kinds.filter((kind) => kind === "limited")).toHaveLength(10);
  });
});
