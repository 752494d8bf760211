import { readFileSync } from "node:fs";
import { readSlackText } from "#adapters/slack/message-text.ts";
import type { Answer } from "#core/answers/answer.ts";
import type { ComparedAnswer } from "#core/answers/compare.ts";
import type { ItemAnswer } from "#core/answers/list.ts";
import { createAsk } from "#core/ask/ask.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { knowledge } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";

/**
 * `npm run score:messages -- FILE [--missed]`: how many messages of a labelled file are answered as their label says, by
 * kind. A line is `kind<TAB>manner<TAB>message<TAB>alternative|alternative`. An alternative is ports and spans, `free`,
 * `explain`, `help`, `talk`, `compare:A,B`, `set:NAME`, or `none` for no answer and for asking back.
 */
interface Labelled {
  readonly kind: string;
  readonly manner: "mention" | "command";
  readonly text: string;
  readonly expected: readonly string[];
}

interface Result extends Labelled {
  readonly given: string;
  readonly isRight: boolean;
  /** Ports in the best alternative, in the answer, and in both. */
  readonly meant: number;
  readonly named: number;
  readonly right: number;
}

const ask = createAsk(knowledge, teamServicesIn());
const [file = "", ...options] = process.argv.slice(2);
process.exitCode = file === "" ? usage() : await main(readFileSync(file, "utf8"), options.includes("--missed"));

function usage(): number {
  process.stderr.write("Give a file of labelled messages: npm run score:messages -- FILE [--missed]\n");
  return 1;
}

async function main(text: string, isVerbose: boolean): Promise<number> {
  const results: Result[] = [];
  for (const line of text.split("\n")) if (line !== "") results.push(await score(parseLine(line)));
  const kinds = Object.entries(Object.groupBy(results, ({ kind }) => kind.replace(/\..*/, "")));
  for (const [kind, own = []] of kinds.sort()) process.stdout.write(`${kind.padEnd(10)} ${share(own)}\n`);
  const sum = (of: "meant" | "named" | "right") => results.reduce((total, each) => total + each[of], 0);
  process.stdout.write(
    `all        ${share(results)}\nports      precision ${(sum("right") / sum("named")).toFixed(3)}, recall ${(sum("right") / sum("meant")).toFixed(3)}\n`,
  );
  const missed = isVerbose ? results.filter(({ isRight }) => !isRight) : [];
  for (const { kind, manner, text: message, expected, given } of missed) {
    process.stdout.write(`\n${kind} ${manner}: ${JSON.stringify(message)}\n  ${expected.join(" | ")} ← ${given}\n`);
  }
  return 0;
}

function share(results: readonly Result[]): string {
  const right = results.filter(({ isRight }) => isRight).length;
  return `${right} of ${results.length} (${((right / results.length) * 100).toFixed(0)} %)`;
}

function parseLine(line: string): Labelled {
  const [kind = "", manner, message = "", expected = ""] = line.split("\t");
  if (manner !== "mention" && manner !== "command") throw new Error(`No such manner: ${line}`);
  const text = message.replaceAll("\\n", "\n");
  return { kind, manner, text: manner === "mention" ? readSlackText(text) : text, expected: expected.split("|") };
}

async function score(message: Labelled): Promise<Result> {
  const { answer } = await ask({ text: message.text, manner: message.manner, locale: "en", asker: null });
  const given = outcomeOf(answer);
  const named = portsIn(given);
  const best = message.expected
    .map((alternative) => portsIn(alternative))
    .map((meant) => ({ meant: meant.length, right: meant.filter((each) => named.includes(each)).length }))
    .toSorted((a, b) => b.right - a.right || a.meant - b.meant)[0] ?? { meant: 0, right: 0 };
  const isRight = message.expected.some((alternative) => isSame(alternative, given));
  return { ...message, given, isRight, named: named.length, ...best };
}

/** Transports are not compared, nor is the order of ports. */
function isSame(expected: string, given: string): boolean {
  if (expected === given) return true;
  if (expected.startsWith("set:")) return given === `set:${knowledge.software.portSets.find(expected.slice(4))?.id}`;
  if (expected === "talk") return given === "thanks" || given === "help";
  const ports = portsIn(expected);
  return ports.length > 0 && ports.toSorted().join() === portsIn(given).toSorted().join();
}

function portsIn(outcome: string): readonly string[] {
  const ports = outcome.replace(/^compare:/, "").match(/(?<![\w:-])\d+(?:-\d+)?(?![\w-])/g) ?? [];
  return [...new Set(ports)];
}

/** An answer in the words of the labels. */
function outcomeOf(answer: Answer): string {
  switch (answer.kind) {
    case "port":
      return `${answer.port}`;
    case "span":
      return `${answer.first}-${answer.last}`;
    case "service":
      return answer.main === null ? portsOf(answer.matches.filter(({ exact }) => exact)) : `${answer.main.port}`;
    case "list":
      return answer.items.map(itemText).join(" ");
    case "in-use":
      return `${answer.port}`;
    case "port-set":
    case "port-rules":
      return `set:${answer.name}`;
    case "compare":
      return `compare:${answer.items.map(comparedText).join(",")}`;
    case "invalid":
      return "none";
    case "explain":
      return answer.listeners.length > 0 ? "explain" : "none";
    default:
      return answer.kind;
  }
}

function comparedText(item: ComparedAnswer): string {
  return item.kind === "port" ? formatQuery(item) : itemText(item);
}

function itemText(item: ItemAnswer): string {
  switch (item.kind) {
    case "port":
      return `${item.port}`;
    case "span":
      return `${item.first}-${item.last}`;
    case "service":
      return portsOf(item.matches);
  }
}

function portsOf(matches: readonly { readonly port: number | null }[]): string {
  const port = matches.find((match) => match.port !== null)?.port;
  return port === undefined ? "none" : `${port}`;
}
