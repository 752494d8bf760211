import type { ServerResponse } from "node:http";

/** The API's errors: the status, and a title that never changes (RFC 9457). */
const PROBLEMS = {
  "invalid-question": [400, "The question was not understood"],
  "not-for-scripts": [403, "Only people in a chat may do this"],
  "method-not-allowed": [405, "The method is not allowed here"],
  "text-too-large": [413, "The text is too large"],
  "not-text": [415, "The body is not plain text in UTF-8"],
  "too-many-requests": [429, "Too many requests from this address"],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type ProblemName = keyof typeof PROBLEMS;

export interface Problem {
  readonly name: ProblemName;
  /** What is wrong this time. */
  readonly detail: string;
}

/** Sends an error as `application/problem+json`; its `type` is `urn:portcall:problem:` and the name. */
export function sendProblem(response: ServerResponse, { name, detail }: Problem): void {
  const [status, title] = PROBLEMS[name];
  response.writeHead(status, { "content-type": "application/problem+json", "cache-control": "no-store" });
  response.end(JSON.stringify({ type: `urn:portcall:problem:${name}`, title, status, detail }));
}
