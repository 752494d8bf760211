import { setTimeout as pause } from "node:timers/promises";
import type { Response, Send } from "./sender.ts";
import type { Operation } from "./traffic.ts";
import { isHostile } from "./traffic.ts";

/** What became of a request. */
export interface Result {
  readonly operation: Operation;
  readonly outcome: Outcome;
  /** Whether it changed a port book, as its sender was told. */
  readonly isDone: boolean;
  /** Milliseconds until the answer. */
  readonly latency: number;
  /** Milliseconds until the request was acknowledged; both platforms wait three seconds. */
  readonly acknowledgedAfter: number;
  /** Why it was not answered, or the answer's JSON. */
  readonly text: string;
  /** How often the platform was asked to show the answer, where it may be asked twice. */
  readonly shown: () => number;
}

/**
 * - answered: with what was asked for, or why the port book does not allow it
 * - refused: in other words, such as "The database can’t be used"
 * - undelivered: Portcall tried, and the platform failed
 * - lost: no answer, or an HTTP error
 * - rejected: a hostile request, as it should be
 * - let in: a hostile request that was answered
 */
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOMES = ["answered", "refused", "undelivered", "lost", "rejected", "let in"] as const;

/** Sends everything at its time, whatever became of what was sent before; resolves when all is answered or given up. */
export async function run(operations: readonly Operation[], send: Send): Promise<readonly Result[]> {
  const began = performance.now();
  const results: Promise<Result>[] = [];
  /** What a claim's own button sends, by platform, team and number. */
  const undoTexts = new Map<string, string>();
  const undoKey = ({ platform, team, change }: Operation) => `${platform} ${team} ${change?.number}`;

  for (const planned of operations) {
    const early = planned.at - (performance.now() - began);
    if (early > 1) await pause(early);
    const isUndo = planned.change?.kind === "undo";
    const text = isUndo ? undoTexts.get(undoKey(planned)) : planned.text;
    // The claim was not acknowledged, so there is no button.
    if (text === undefined) continue;
    const operation = { ...planned, text };
    const result = perform(operation, send);
    if (planned.change?.kind === "claim") {
      void result.then((claimed) => {
        const undo = claimed.isDone ? /undo [0-9a-z]{9}-\w+/.exec(claimed.text)?.[0] : undefined;
        if (undo !== undefined) undoTexts.set(undoKey(planned), undo);
      });
    }
    results.push(result);
  }
  return Promise.all(results);
}

/** How the answer to a change begins: it is done, or somebody else was faster. */
const DONE = { claim: "Claimed · ", release: "Released · ", undo: "Undone" };
const NOT_DONE = { claim: "Not claimed · ", release: "Not released", undo: "Not undone" };

async function perform(operation: Operation, send: Send): Promise<Result> {
  const began = performance.now();
  let acknowledgedAfter = Number.NaN;
  const finish = (outcome: Outcome, text: string, response?: Response): Result => ({
    operation,
    outcome,
    isDone: operation.change !== null && text.includes(DONE[operation.change.kind]),
    latency: performance.now() - began,
    acknowledgedAfter,
    text,
    shown: () => response?.awaited?.shown ?? 0,
  });
  try {
    const response = await send(operation);
    acknowledgedAfter = performance.now() - began;
    const { status, awaited } = response;
    if (isHostile(operation.way)) return finish(status >= 400 ? "rejected" : "let in", `HTTP ${status}`);
    if (status !== 200) return finish("lost", `HTTP ${status} ${response.answer.slice(0, 60)}`);
    const answer = response.answer !== "" ? response.answer : await awaited?.answer;
    if (typeof answer === "string")
      return finish(answers(operation, answer) ? "answered" : "refused", answer, response);
    const isFailure = awaited !== null && awaited.failures > 0;
    return finish(isFailure ? "undelivered" : "lost", "acknowledged, and no answer", response);
  } catch (error) {
    // A hostile request whose connection is closed has been rejected.
    if (isHostile(operation.way)) return finish("rejected", "connection closed");
    return finish("lost", error instanceof Error && "code" in error ? String(error.code) : String(error));
  }
}

function answers({ change, expects }: Operation, answer: string): boolean {
  if (change === null) return answer.includes(expects);
  return [DONE, NOT_DONE].some((titles) => answer.includes(titles[change.kind]));
}
