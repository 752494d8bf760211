import { discordRateLimit } from "../support/discord-platform/rest-errors.ts";
import { drop, hang, type Outcome } from "../support/loopback/replies.ts";
import { slackRateLimit } from "../support/slack-platform/web-api.ts";

/** Something outside of Portcall that breaks for a while. */
export type Fault =
  | { readonly on: "store"; readonly name: string; readonly how: "hung" | "stopped" | "killed" }
  | { readonly on: "slack" | "discord"; readonly name: string; readonly outcome: Outcome }
  | { readonly on: "gateway"; readonly name: string };

/** In the order they come. */
const FAULTS: readonly Fault[] = [
  { on: "store", name: "store hung", how: "hung" },
  { on: "slack", name: "Slack 429", outcome: slackRateLimit(1) },
  { on: "discord", name: "Discord 429", outcome: discordRateLimit({ retryAfter: 1 }) },
  { on: "store", name: "store stopped", how: "stopped" },
  { on: "slack", name: "Slack 500", outcome: { status: 500, body: "" } },
  { on: "discord", name: "Discord 500", outcome: { status: 500, body: "" } },
  { on: "gateway", name: "gateway dropped" },
  { on: "slack", name: "Slack resets", outcome: drop },
  { on: "discord", name: "Discord resets", outcome: drop },
  { on: "store", name: "store killed", how: "killed" },
  { on: "slack", name: "Slack hangs", outcome: hang },
  { on: "discord", name: "Discord hangs", outcome: hang },
];

/** A fault, and from when to when it lasts, in milliseconds after the start. */
export interface ScheduledFault {
  readonly fault: Fault;
  readonly from: number;
  readonly to: number;
}

/** The share of a run before the first fault, and after the last. */
const QUIET = 0.15;
/** Milliseconds. */
const LONGEST = 12_000;

/** Each fault in a slot of its own, the rest of which is quiet. @param duration milliseconds */
export function scheduleFaults(duration: number, hasServer: boolean): readonly ScheduledFault[] {
  const faults = FAULTS.filter(({ on }) => hasServer || on !== "store");
  const slot = ((1 - 2 * QUIET) * duration) / faults.length;
  return faults.map((fault, index) => {
    const from = QUIET * duration + index * slot;
    return { fault, from, to: from + Math.min(slot / 3, LONGEST) };
  });
}

/** Whether a moment is neither in a fault nor in the time that it takes to recover from one. */
export function isQuiet(schedule: readonly ScheduledFault[], at: number): boolean {
  return !schedule.some(({ from, to }) => at >= from && at < to + Math.max(to - from, RECOVERY));
}

/** Milliseconds: the longest back-off that Portcall makes a question wait. */
const RECOVERY = 5000;
