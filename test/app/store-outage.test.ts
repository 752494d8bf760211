import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { readBook } from "#core/book/read-book.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { knowledge } from "../support/registry/committed.ts";
import { titleOf } from "../support/store/engines.ts";
import { POSTGRES, REDIS } from "../support/store/servers.ts";
import { asker, unlimitedServices } from "../support/team-services.ts";

const ann = asker("ann");
/** Concurrent look-ups and claims. */
const CROWD = 8;
const OUTAGES = 2;

describe.each([REDIS, POSTGRES].map((kind) => ({ kind, title: titleOf(kind) })))(
  "$title stopped and started under load",
  ({ kind }) => {
    it.skipIf(kind.missing !== undefined)(
      "fails no look-up, loses no acknowledged claim, and is found again without a restart",
      async () => {
        const server = await kind.create();
        onTestFinished(() => server.remove());
        await server.start();
        const store = await openStore(server.url, { logger: recordingLogger() });
        onTestFinished(() => store.close());
        const ask = createAsk(knowledge, unlimitedServices(store));
        const say = async (text: string) => (await ask({ text, manner: "command", locale: "en", asker: ann })).answer;

        let isOver = false;
        let lookUps = 0;
        let refused = 0;
        let next = 2000;
        const acknowledged: number[] = [];
        const lookUp = async () => {
          while (!isOver) {
            expect(await say("867")).toMatchObject({ kind: "port", port: 867, state: "unassigned" });
            lookUps++;
            await turn();
          }
        };
        const claim = async () => {
          while (!isOver) {
            const port = next++;
            const answer = await say(`claim ${port} load`);
            if (answer.kind === "claimed") acknowledged.push(port);
            else expect(answer).toMatchObject({ kind: "refused", reason: "store-unavailable" });
            if (answer.kind === "refused") refused++;
            await turn();
          }
        };
        const crowd = Promise.all(Array.from({ length: CROWD }, (_, at) => (at % 2 === 0 ? lookUp() : claim())));
        for (let outage = 0; outage < OUTAGES; outage++) {
          const before = { lookUps, claims: acknowledged.length, refused };
          await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before.claims + 20), WAIT);
          await server.stop("killed");
          const atStop = { lookUps };
          await vi.waitFor(() => expect(refused).toBeGreaterThan(before.refused), WAIT);
          await vi.waitFor(() => expect(lookUps).toBeGreaterThan(atStop.lookUps + 20), WAIT);
          await server.start();
          const atStart = { claims: acknowledged.length };
          await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(atStart.claims + 20), WAIT);
        }
        isOver = true;
        await crowd;
        const there = new Set((await readBook(ann.team, store)).claims.map(({ span }) => span.first));
        expect(acknowledged.filter((port) => !there.has(port))).toEqual([]);
      },
      60_000,
    );
  },
);

/** Calls that fail immediately would starve the event loop, which has to notice that the server is back. */
const turn = () => new Promise(setImmediate);

const WAIT = { timeout: 15_000, interval: 20 };
