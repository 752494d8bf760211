import { createAsk } from "../../../src/app/ask.ts";
import { registry } from "../registry/committed.ts";

export const ask = createAsk(registry);

/** One query of every kind of card there is. */
export const QUERIES = [
  "867",
  "867/udp",
  "udp 53",
  "22",
  "80",
  "0",
  "585",
  "1008",
  "2376",
  "2905",
  "6005",
  "6379/udp",
  "6401",
  "7775",
  "8010",
  "9200",
  "24",
  "796",
  "49151",
  "60463",
  "help",
  "",
  "70000",
  "-1",
  "1e3",
  "0x50",
  "<!channel>",
  "867; rm -rf /",
] as const;

export function cardOf(text: string) {
  return ask({ text, manner: "command", locale: "en" }).card;
}
