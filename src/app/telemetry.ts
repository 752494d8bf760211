import { AsyncLocalStorage } from "node:async_hooks";
import { hash, randomUUID } from "node:crypto";
import { hasTrait } from "#core/answers/kinds.ts";
import { isAnswered } from "#core/ask/is-answered.ts";
import type { Ask, Reply } from "#core/chat-platform.ts";
import type { LogFields, Logger } from "#core/host.ts";
import { lazy } from "#core/lazy.ts";
import type { Observation, Observe, Telemetry } from "#core/telemetry.ts";

/** A logger that adds the reference of the current event to every line, and the telemetry that keeps that reference. */
export interface ProcessTelemetry extends Telemetry {
  readonly logger: Logger;
}

/**
 * @param observe gets every observation
 * @param isVerbose whether questions and events are logged too, at level debug
 */
export function createTelemetry(logger: Logger, observe: Observe, isVerbose = false): ProcessTelemetry {
  /** Each makes the reference when something is logged of the event, which is seldom. */
  const events = new AsyncLocalStorage<() => string>();
  const withReference = (fields: LogFields): LogFields => {
    const referenceOfEvent = events.getStore();
    if (referenceOfEvent === undefined) return fields;
    // Not made for a line below the log's level.
    return {
      get reference() {
        return referenceOfEvent();
      },
      ...fields,
    };
  };
  const referring: Logger = {
    debug: (fields, message) => logger.debug(withReference(fields), message),
    info: (fields, message) => logger.info(withReference(fields), message),
    warn: (fields, message) => logger.warn(withReference(fields), message),
    error: (fields, message) => logger.error(withReference(fields), message),
  };
  function observeAndLog(observation: Observation): void {
    observe(observation);
    logObservation(observation, referring);
  }

  return {
    logger: referring,
    observe: isVerbose ? observeAndLog : observe,
    inEvent: (id, work) =>
      events.run(
        lazy(() => referenceOf(id)),
        work,
      ),
    reference: () => events.getStore()?.() ?? null,
  };
}

/** An `Ask` that reports each question of a platform. */
export function observeQuestions(ask: Ask, platform: string, observe: Observe): Ask {
  return async (question) => {
    const reply = await ask(question);
    observe({ type: "question", platform, kind: reply.answer.kind, outcome: outcomeOf(reply) });
    return reply;
  };
}

function outcomeOf(reply: Reply): "answered" | "unanswered" | "failed" {
  if (hasTrait(reply.answer, "isFailure", true)) return "failed";
  return isAnswered(reply) ? "answered" : "unanswered";
}

const LENGTH = 8;

/** Short enough to be read out. A hash, because some ids of events are secrets for a few seconds. */
function referenceOf(id: string | undefined): string {
  const digits = id === undefined ? randomUUID() : hash("sha256", id);
  return digits.slice(0, LENGTH);
}

/** What is not logged elsewhere and would not drown the rest. */
const MESSAGES: Readonly<Partial<Record<Observation["type"], string>>> = {
  question: "Question answered.",
  event: "Event handled.",
  retry: "Call to the platform repeated.",
};

function logObservation({ type, ...fields }: Observation, logger: Logger): void {
  const message = MESSAGES[type];
  if (message !== undefined) logger.debug(fields, message);
}
