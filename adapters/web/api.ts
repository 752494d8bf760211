import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { RateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createRateLimiter, RATE_WINDOW } from "#adapters/chat/rate-limiter.ts";
import { mediaType } from "#adapters/chat/request-body.ts";
import { answerJson } from "#core/answers/answer-json.ts";
import { traitsOf } from "#core/answers/kinds.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask, Reply } from "#core/chat-platform.ts";
import { isQueryWith, isTeamQuery } from "#core/query/kinds.ts";
import { sendConditionally } from "./conditional.ts";
import type { Problem } from "./problem.ts";
import { sendProblem } from "./problem.ts";
import { readText } from "./read-text.ts";
import { readTarget } from "./target.ts";

export interface ApiOptions {
  readonly ask: Ask;
  /** The client that a request is counted for. */
  readonly clientOf: (request: IncomingMessage) => string;
  /** Changes with whatever answers are made from; without quotes. */
  readonly dataVersion: () => string;
  /** For questions, and for texts, which cost more. */
  readonly limiters?: { readonly questions: RateLimiter; readonly texts: RateLimiter };
}

/** Requests of a client in 30 seconds. */
const MAX_QUESTIONS = 60;
const MAX_TEXTS = 10;

/** Bytes. */
const MAX_TEXT = 1024 * 1024;

/** Seconds. The registry is refreshed daily. */
const MAX_AGE = 3600;

const JSON_TYPE = "application/json; charset=utf-8";

/** The API for scripts, by path. It has no asker, so nothing of a port book is in it: docs/api.md. */
export function createApi({ ask, clientOf, dataVersion, limiters = createLimiters() }: ApiOptions) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuseMethod(response, "GET, HEAD");
    if (isLimited(limiters.questions, clientOf(request))) return refuseForNow(response);
    // Any page may read what everybody may know.
    response.setHeader("access-control-allow-origin", "*");
    const text = readTarget(request).parameters.get("q")?.trim() ?? "";
    if (text === "") {
      const detail = "The parameter q is missing: /api/v1/answer?q=867";
      return sendProblem(response, { name: "invalid-question", detail });
    }
    const reply = await ask({ text, manner: "command", locale: "en", asker: null });
    const problem = problemOf(reply);
    if (problem !== null) return sendProblem(response, problem);
    const version = isQueryWith(reply.query, "isCacheable") ? dataVersion() : null;
    await sendConditionally(request, response, {
      body: answerJson(reply.answer),
      type: JSON_TYPE,
      version,
      maxAge: MAX_AGE,
    });
  };

  const explain = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== "POST") return refuseMethod(response, "POST");
    if (isLimited(limiters.texts, clientOf(request))) return refuseForNow(response);
    if (mediaType(request) !== "text/plain" || request.headers["content-encoding"] !== undefined) {
      const detail = "Send the text as it is, with content-type: text/plain.";
      return sendProblem(response, { name: "not-text", detail });
    }
    const body = await readText(request, MAX_TEXT);
    if ("refused" in body) return sendProblem(response, UNREADABLE[body.refused]);
    if (body.text.trim() === "")
      return sendProblem(response, { name: "invalid-question", detail: "The text is empty." });
    const text = `explain\n${body.text}`;
    const reply = await ask({ text, manner: "command", locale: "en", asker: null });
    const problem = problemOf(reply);
    if (problem !== null) return sendProblem(response, problem);
    await sendConditionally(request, response, {
      body: answerJson(reply.answer),
      type: JSON_TYPE,
      version: null,
      maxAge: 0,
    });
  };

  return new Map<string, RequestListener>([
    ["/api/v1/answer", answer],
    ["/api/v1/explain", explain],
  ]);
}

function createLimiters() {
  return { questions: createRateLimiter({ limit: MAX_QUESTIONS }), texts: createRateLimiter({ limit: MAX_TEXTS }) };
}

function isLimited(limiter: RateLimiter, client: string): boolean {
  return limiter.hit(client) !== "allow";
}

function problemOf({ query, answer, card }: Reply): Problem | null {
  if (!isTeamQuery(query) && !traitsOf(answer).isFailure) return null;
  const name = isTeamQuery(query) ? "not-for-scripts" : "invalid-question";
  return { name, detail: renderPlainText(card) };
}

const UNREADABLE = {
  "too-large": { name: "text-too-large", detail: `A text may have ${MAX_TEXT} bytes.` },
  incomplete: { name: "not-text", detail: "The text has no end." },
  "not-utf-8": { name: "not-text", detail: "The text is not in UTF-8." },
} as const satisfies Readonly<Record<string, Problem>>;

function refuseMethod(response: ServerResponse, allow: string): void {
  response.setHeader("allow", allow);
  sendProblem(response, { name: "method-not-allowed", detail: `Allowed: ${allow}.` });
}

function refuseForNow(response: ServerResponse): void {
  const seconds = RATE_WINDOW / 1000;
  response.setHeader("retry-after", seconds);
  sendProblem(response, { name: "too-many-requests", detail: `Try again in ${seconds} seconds.` });
}
