import { percentile } from "../../bench/statistics.ts";
import type { ScheduledFault } from "./faults.ts";
import { isQuiet } from "./faults.ts";
import type { Sample } from "./monitor.ts";
import type { Outcome, Result } from "./run.ts";
import { OUTCOMES } from "./run.ts";

export interface Period {
  /** Seconds after the start. */
  readonly from: number;
  readonly requests: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Milliseconds until the answer, of what was answered. */
  readonly p50: number;
  readonly p99: number;
  readonly faults: readonly string[];
}

export interface Report {
  readonly requests: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Acknowledged after the three seconds that both platforms wait. */
  readonly late: number;
  /** Mentions that were answered more than once. */
  readonly answeredTwice: number;
  readonly periods: readonly Period[];
  /** p99 of the last quiet period against the first. */
  readonly p99Ratio: number;
  /** Medians per half-minute. */
  readonly memory: readonly { readonly from: number; readonly memory: number; readonly files: number }[];
  /** MB a minute, after the warm-up. */
  readonly slope: { readonly overall: number; readonly quiet: number; readonly secondHalf: number };
  /** Why answers were lost, refused and undelivered, the most frequent first. */
  readonly reasons: readonly string[];
}

interface Measured {
  readonly results: readonly Result[];
  readonly samples: readonly Sample[];
  readonly schedule: readonly ScheduledFault[];
  /** Milliseconds. */
  readonly duration: number;
}

const MINUTE = 60_000;
const ACKNOWLEDGE_WITHIN = 3000;

export function createReport({ results, samples, schedule, duration }: Measured): Report {
  // A short run has periods too.
  const length = Math.min(MINUTE, duration / 6);
  const periods = split(results, ({ operation }) => operation.at, length).map((group, index) =>
    describePeriod(group, index * length, length, schedule),
  );
  const quietly = results.filter(({ operation, outcome }) => outcome === "answered" && isQuiet(schedule, operation.at));
  const p99Between = (from: number, to: number) =>
    percentile(latencies(quietly.filter(({ operation: { at } }) => at >= from && at < to)), 0.99);
  const warm = samples.filter(({ at }) => at >= Math.min(MINUTE, duration / 5));
  return {
    requests: results.length,
    outcomes: countOutcomes(results),
    late: results.filter(({ acknowledgedAfter }) => acknowledgedAfter > ACKNOWLEDGE_WITHIN).length,
    answeredTwice: results.filter(({ shown }) => shown() > 1).length,
    periods,
    // Not from the very start, which compiles the code that it runs.
    p99Ratio: p99Between(duration - length, duration) / p99Between(length / 4, length * 1.25),
    memory: split(samples, ({ at }) => at, MINUTE / 2).map((group, index) => ({
      from: (index * MINUTE) / 2000,
      memory: percentile(
        group.map(({ memory }) => memory),
        0.5,
      ),
      files: percentile(
        group.map(({ files }) => files),
        0.5,
      ),
    })),
    slope: {
      overall: slopeOf(warm),
      quiet: slopeOf(warm.filter(({ at }) => isQuiet(schedule, at))),
      secondHalf: slopeOf(samples.filter(({ at }) => at >= duration / 2)),
    },
    reasons: countReasons(results, schedule),
  };
}

export function formatReport(report: Report): string {
  const { requests, outcomes, late, answeredTwice, periods, p99Ratio, memory, reasons } = report;
  const total = OUTCOMES.map((outcome) => `${outcomes[outcome]} ${outcome}`).join(", ");
  return [
    `${requests} requests: ${total}. ${late} acknowledged after 3 s, ${answeredTwice} answered twice.`,
    "",
    "| from s | requests | answered | refused | undelivered | lost | p50 ms | p99 ms | faults |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ...periods.map(
      ({ from, requests: sent, outcomes: { answered, refused, undelivered, lost }, p50, p99, faults }) =>
        `| ${from.toFixed(0)} | ${sent} | ${answered} | ${refused} | ${undelivered} | ${lost} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${faults.join(", ")} |`,
    ),
    "",
    `p99 of the last quiet period is ${p99Ratio.toFixed(2)} × that of the first (goal: 2 × at most).`,
    ...(memory.length === 0 ? [] : formatMemory(report)),
    ...(reasons.length === 0 ? [] : ["", "Not answered:", ...reasons.map((reason) => `- ${reason}`)]),
  ].join("\n");
}

function formatMemory({ memory, slope }: Report): readonly string[] {
  return [
    "",
    "| from s | RSS MB | open files |",
    "| ---: | ---: | ---: |",
    ...memory.map(({ from, memory: rss, files }) => `| ${from} | ${rss.toFixed(0)} | ${files} |`),
    "",
    `RSS after the warm-up: ${signed(slope.overall)} overall, ${signed(slope.quiet)} in the quiet parts, ${signed(slope.secondHalf)} in the second half.`,
  ];
}

function describePeriod(
  results: readonly Result[],
  from: number,
  length: number,
  schedule: readonly ScheduledFault[],
): Period {
  const answered = latencies(results.filter(({ outcome }) => outcome === "answered"));
  const faults = schedule.filter((each) => each.from < from + length && each.to > from);
  return {
    from: from / 1000,
    requests: results.length,
    outcomes: countOutcomes(results),
    p50: percentile(answered, 0.5),
    p99: percentile(answered, 0.99),
    faults: faults.map(({ fault }) => fault.name),
  };
}

function countOutcomes(results: readonly Result[]): Record<Outcome, number> {
  const counts = { answered: 0, refused: 0, undelivered: 0, lost: 0, rejected: 0, "let in": 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/** `12 × lost: slack command: ECONNRESET, during store hung` */
function countReasons(results: readonly Result[], schedule: readonly ScheduledFault[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { operation, outcome, text } of results) {
    if (outcome === "answered" || outcome === "rejected") continue;
    const fault = schedule.find(({ from, to }) => operation.at >= from - 1000 && operation.at < to);
    const during = fault === undefined ? "no fault" : `during ${fault.fault.name}`;
    const reason = `${outcome}: ${operation.platform} ${operation.way}: ${outcome === "refused" ? titleIn(text) : text}, ${during}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([reason, count]) => `${count} × ${reason}`);
}

/** The first words that a person reads in an answer's JSON. */
export function titleIn(json: string): string {
  const words = /"(?:content|text)":"((?:[^"\\]|\\.)+)"/.exec(json)?.[1] ?? json;
  return words
    .replaceAll(/\\n/g, " ")
    .replaceAll(/\d{4,}/g, "N")
    .slice(0, 90);
}

function latencies(results: readonly Result[]): readonly number[] {
  return results.map(({ latency }) => latency);
}

function split<Item>(items: readonly Item[], at: (item: Item) => number, length: number): readonly (readonly Item[])[] {
  if (items.length === 0) return [];
  const groups = Map.groupBy(items, (item) => Math.floor(at(item) / length));
  return Array.from({ length: Math.max(0, ...groups.keys()) + 1 }, (_, index) => groups.get(index) ?? []);
}

/** By least squares, in MB a minute. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(samples.map((each) => each.at));
  const memory = mean(samples.map((each) => each.memory));
  const covariance = mean(samples.map((each) => (each.at - at) * (each.memory - memory)));
  return (covariance / mean(samples.map((each) => (each.at - at) ** 2))) * MINUTE;
}

function signed(value: number): string {
  if (Number.isNaN(value)) return "too short to tell";
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)} MB/min`;
}
