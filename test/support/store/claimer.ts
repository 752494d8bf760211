/**
 * A process that claims keys: `node claimer.ts URL WHO` prints "ready", then for each line that it reads, a number,
 * claims that key and prints the outcome once it is acknowledged: `NUMBER won`, or `NUMBER` and the JSON of what stood
 * there. What the store did not acknowledge is not printed.
 */
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "#adapters/store/index.ts";
import { StoreUnavailable } from "#core/contracts.ts";
import { recordingLogger } from "../recording-logger.ts";

const [url = "", who = ""] = process.argv.slice(2);
const store = await openStore(url, { logger: recordingLogger(), timeout: 10_000 });
const lines = createInterface({ input: process.stdin });
writeSync(1, "ready\n");

for await (const line of lines) {
  const key = `claim/${line}`;
  try {
    const conflict = await store.commit({ expect: [[key, undefined]], put: [[key, { who, number: Number(line) }]] });
    writeSync(1, `${line} ${conflict === null ? "won" : JSON.stringify(conflict.value)}\n`);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    await pause(20);
  }
}
await store.close();
