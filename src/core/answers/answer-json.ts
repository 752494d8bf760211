import type { Answer } from "#core/answers/answer.ts";

/** An answer as scripts get it, in the terminal and over HTTP. */
export function answerJson(answer: Answer): string {
  return JSON.stringify(answer);
}
