import { readMessage } from "#core/query/read-message.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";
import { loadKnowledge } from "../src/app/knowledge.ts";
import { medianTimes } from "./repeat.ts";
import type { Row } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";

/** The part of a message that is read. */
const LENGTH = 4000;

/** Reading a mention of 4,000 characters, compared with finding its words. */
export async function benchReading(): Promise<Row[]> {
  const { registry, services, software } = await loadKnowledge();
  const context = { portByName: createPortByName(registry), names: services, isPortSet: software.portSets.has };
  const rows: Row[] = [];
  for (const [figure, text] of MESSAGES) {
    const [own = 0, plain = 0] = await medianTimes([
      () => readMessage(text, context),
      () => text.match(/[\p{L}\p{N}]+/gu),
    ]);
    rows.push({
      figure,
      unit: "ms",
      value: own / 1e6,
      baseline: ratioTo("String.match for words", plain / 1e6),
      target: valueAtMost(1),
    });
  }
  return rows;
}

const MESSAGES: readonly (readonly [string, string])[] = [
  ["a mention of 4,000 characters, words", "which of our servers listens to nothing at all, and why "],
  [
    "a mention of 4,000 characters, a log",
    "Nov 21 03:15:22 gw kernel: SRC=203.0.113.9 DST=198.51.100.4 SPT=44321 DPT=23 ",
  ],
  [
    "a mention of 4,000 characters, numbers",
    "please open port 22, 80 and 443/tcp from the office to 10.0.0.5:8443, and close 23. ",
  ],
].map(([figure = "", unit = ""]) => [figure, unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)] as const);
