import type { Answer } from "#core/answers/answer.ts";
import { distinct } from "#core/collections.ts";
import { MAX_PORT } from "#core/registry/port.ts";
import { knowledge } from "../registry/committed.ts";
import { testSize } from "../test-size.ts";
import { answerTo } from "./corpus.ts";

/** What people ask for most: nmap's hundred most frequent TCP ports that are assigned, and a few that operators know. */
const FREQUENT =
  "0 7 9 13 21 22 23 25 26 37 53 67 69 79 80 81 88 106 110 111 113 119 123 135 137 139 143 144 161 162 179 199 389 427 443 " +
  "444 445 465 500 513 514 515 543 544 548 554 585 587 631 636 646 853 867 873 990 993 995 1025 1110 1194 1433 1521 1701 " +
  "1720 1723 1755 1900 2000 2001 2049 2121 2717 3000 3128 3306 3389 3986 4500 4789 4899 5000 5009 5051 5060 5061 5101 " +
  "5190 5222 5353 5357 5432 5631 5666 5671 5672 5800 5900 6000 6379 6443 6514 6646 6881 7070 8000 8008 8009 8080 8081 " +
  "8443 8888 9000 9090 9092 9100 9200 9418 9999 10000 11211 25565 27017 32768 49152 65535";

/** The same numbers in every run, of every range: more of them in `npm run test:full`. */
const STEP = testSize({ full: 13, quick: 299 });
const SAMPLE = Array.from({ length: Math.ceil((MAX_PORT + 1) / STEP) }, (_, at) => at * STEP);

const { uses: knownUses } = knowledge.software;
/** The numbers that software uses. */
export const USED = distinct(knownUses.flatMap(({ span: { first, last } }) => [`${first}`, `${last}`]));

export const NUMBERS = distinct([
  ...FREQUENT.split(" "),
  ...USED.filter((_, at) => at % testSize({ full: 1, quick: 6 }) === 0),
  ...SAMPLE.map(String),
]);

const ALL_NAMES = distinct(knownUses.flatMap(({ names, software }) => [...names, software]));
/** The names of the software that has a number of its own. */
export const NAMES = ALL_NAMES.filter((_, at) => at % testSize({ full: 1, quick: 18 }) === 0).filter((name) => {
  const named = answerTo(name);
  return named.kind === "service" && named.main !== null;
});

export const SPANS = Array.from({ length: 130 }, (_, at) => {
  const first = (at * 509) % MAX_PORT;
  return `${first}-${Math.min(MAX_PORT, first + 1 + ((at * at * 7) % 3000))}`;
}).concat("0-65535", "1-65535", "6000-6063", "860-873", "49152-65535");

/**
 * Whether a brief card may be a line longer, because IANA says several things of its number: it was assigned to several
 * services, or on one transport while another is reserved.
 */
export function hasSeveralServices(answer: Answer): boolean {
  const of = answer.kind === "service" ? answer.main : answer;
  if (of?.kind !== "port") return false;
  const services = distinct(of.assignments.map(({ serviceName }) => serviceName)).length;
  return services + (Object.values(of.states).includes("reserved") ? 1 : 0) > 1;
}
