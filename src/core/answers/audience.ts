import type { Answer } from "#core/answers/answer.ts";

/** Whether an answer is no news to a channel: usage, what could not be read or found, and what is personal. */
export function concernsOnlyTheAsker(answer: Answer): boolean {
  switch (answer.kind) {
    case "service":
      return answer.claims.length === 0 && !answer.matches.some(({ exact }) => exact);
    case "search":
      return answer.claims.length === 0 && answer.matches.length === 0;
    case "port":
    case "span":
    case "list":
    case "free":
    case "claimed":
    case "released":
    case "undone":
    case "book":
      return false;
    default:
      return true;
  }
}
