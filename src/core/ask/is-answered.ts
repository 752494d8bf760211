import type { Answer } from "#core/answers/answer.ts";
import { hasTrait, isForAskerOnly } from "#core/answers/kinds.ts";
import type { Reply } from "#core/chat-platform.ts";

/** Whether a reply answers the question instead of explaining how to ask. */
export function isAnswered({ answer: result }: Reply): boolean {
  return hasTrait(result, "isAnswered", "if-not-empty") ? !result.isEmpty : hasResult(result);
}

/** Whether an answer holds what was asked for. */
export function hasResult(result: Answer): boolean {
  if (hasTrait(result, "isAnswered", "always")) return true;
  if (hasTrait(result, "isAnswered", "if-not-empty")) return result.listeners.length > 0 || result.firewall !== null;
  return !isForAskerOnly(result);
}
