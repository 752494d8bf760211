import { readListeners } from "#core/explain/read-listeners.ts";
import { loadKnowledge } from "../src/app/knowledge.ts";
import { UNITS } from "../test/support/pastes/hostile.ts";
import { createRandom } from "./random.ts";
import { medianTimes } from "./repeat.ts";
import type { Row } from "./row.ts";
import { comparisonAtMost, ratioTo, valueAtMost } from "./row.ts";
import { createUncachedLookup } from "./uncached-lookup.ts";

const LINES = 1000;
const GARBAGE_LENGTH = 1_000_000;
/** How often each hostile text is read; the best time counts. */
const TRIES = 3;

/** Explaining a paste, from text to card, compared with matching each line against one regular expression. */
export async function benchExplain(): Promise<Row[]> {
  const ask = createUncachedLookup(await loadKnowledge());
  const explain = (text: string) => ask(`explain\n${text}`, "command");
  const match = (text: string) => text.split("\n").filter((line) => ROW.test(line)).length;
  const pastes: readonly (readonly [string, string, number])[] = [
    ["explain ss -tulpn of 1,000 lines", listing(LINES), 8],
    ["explain 1 MB of letters and digits in lines", garbage("lines"), 80],
    ["explain 1 MB of words like a listing’s", garbage("words"), 80],
    ["explain 1 MB in one line", garbage("one line"), 80],
    ["explain 10,000 processes on one number", rivals(), 1000],
  ];
  const rows: Row[] = [];
  for (const [figure, text, limit] of pastes) {
    const [own = 0, plain = 0] = await medianTimes([() => explain(text), () => match(text)]);
    rows.push({
      figure,
      unit: "ms",
      value: own / 1e6,
      baseline: ratioTo("split in lines, one regex a line", plain / 1e6),
      target: valueAtMost(limit),
    });
  }
  return [...rows, ...(await listingGrowth(explain)), hostileGrowth()];
}

/** How the time grows with a listing, which is read up to its 10,000th line. */
async function listingGrowth(explain: (text: string) => unknown): Promise<Row[]> {
  const sizes = [10, 100, 10_000, 100_000];
  const listings = sizes.map(listing);
  const times = await medianTimes(listings.map((text) => () => explain(text)));
  return sizes.map((lines, at) => ({
    figure: `explain ss -tulpn of ${lines.toLocaleString("en")} lines`,
    unit: "ms",
    value: (times[at] ?? Number.NaN) / 1e6,
    baseline: null,
    target: null,
  }));
}

/** How the time grows with a worst-case text's length: 64 times if any pattern is quadratic. */
function hostileGrowth(): Row {
  const time = (unit: string, size: number) => {
    const text = unit.repeat(Math.ceil(size / unit.length));
    const times = Array.from({ length: TRIES }, () => {
      const began = performance.now();
      readListeners(text, () => 22);
      return performance.now() - began;
    });
    // A minimum keeps very short times from being mostly noise.
    return Math.max(Math.min(...times), 2);
  };
  const growths = UNITS.map((unit) => ({ small: time(unit, 128_000), large: time(unit, 1_024_000) }));
  const worst = growths.reduce((one, other) => (other.large / other.small > one.large / one.small ? other : one));
  return {
    figure: "read 1 MB of the hostile text that grows worst",
    unit: "ms",
    value: worst.large,
    baseline: ratioTo("an eighth of it", worst.small),
    target: comparisonAtMost(45),
  };
}

const ROW = /^(tcp|udp)\s+(\S+)\s+\d+\s+\d+\s+(\S+):(\d+)\s+(\S+):(\S+)\s*(.*)$/;
const ADDRESSES = ["0.0.0.0", "127.0.0.1", "[::]", "[::1]", "192.0.2.10"];
const PROGRAMS = ["nginx", "sshd", "redis-server", "java", "node", "postgres", "docker-proxy"];

function listing(lines: number): string {
  const next = createRandom();
  const rows = Array.from({ length: lines }, () => {
    const [address, program] = [ADDRESSES[next(ADDRESSES.length)], PROGRAMS[next(PROGRAMS.length)]];
    const local = `${address}:${next(65_535)}`.padStart(24);
    return `tcp   LISTEN 0      4096 ${local}      0.0.0.0:*    users:(("${program}",pid=${next(99_999)},fd=3))`;
  });
  return ["Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process", ...rows].join("\n");
}

function rivals(): string {
  const row = (_: unknown, at: number) => `tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:(("p${at}",pid=${at},fd=3))`;
  return Array.from({ length: 10_000 }, row).join("\n");
}

function garbage(kind: "lines" | "words" | "one line"): string {
  const next = createRandom();
  const signs = "abcdefghijklmnopqrstuvwxyz0123456789:.,/->[]() \t";
  const words = ["tcp", "LISTEN", "0", "0.0.0.0:22", "users:((", "TCP", "->", "80/tcp,", "Host:", "0A", "IPv4", "12:"];
  const parts: string[] = [];
  let length = 0;
  while (length < GARBAGE_LENGTH) {
    const part = kind === "words" ? `${words[next(words.length)]}` : (signs[next(signs.length)] ?? "");
    const end = kind === "one line" ? "" : next(kind === "words" ? 8 : 80) === 0 ? "\n" : kind === "words" ? " " : "";
    parts.push(part, end);
    length += part.length + end.length;
  }
  return parts.join("");
}
