/**
 * A separate bot process: `node claimer.ts URL WHO` prints "ready", then has WHO claim each port it reads and prints
 * the acknowledged outcome: `NUMBER won`, or `NUMBER` and the holders' names as JSON. Nothing is printed for claims
 * that were not acknowledged.
 */
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { recordingLogger } from "../recording-logger.ts";
import { knowledge } from "../registry/committed.ts";
import { asker, unlimitedServices } from "../team-services.ts";

const [url = "", who = ""] = process.argv.slice(2);
const store = await openStore(url, { logger: recordingLogger(), timeout: 10_000 });
const ask = createAsk(knowledge, unlimitedServices(store));
const lines = createInterface({ input: process.stdin });
writeSync(1, "ready\n");

for await (const line of lines) {
  const text = `claim ${line} ${who}`;
  const claim = () => ask({ text, manner: "command", locale: "en", asker: asker(who) });
  let { answer } = await claim();
  // Wait for the store: skipping numbers could skip all that are left.
  while (answer.kind === "refused" && answer.reason === "store-unavailable") {
    await pause(20);
    ({ answer } = await claim());
  }
  if (answer.kind === "claimed") writeSync(1, `${line} won\n`);
  else if (answer.kind === "taken")
    writeSync(1, `${line} ${JSON.stringify(answer.holders.map(({ by }) => by?.name))}\n`);
  else throw new Error(`Not expected: ${answer.kind}`);
}
await store.close();
