import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import type { InvalidInput, Query } from "#core/query/query.ts";
import { readMessage } from "#core/query/read-message.ts";

/**
 * Explains a message that somebody points at, which may be anybody's: the listing in it, or else the ports that its
 * sentences speak of. Whatever it says, nothing is changed by it.
 */
export async function explainMessage(ask: Ask, text: string, by: Omit<QuestionContext, "manner">): Promise<Reply> {
  const query = readMessage(text);
  // A request to explain in it is no part of its listing.
  const paste = query.kind === "explain" && query.text !== "" ? query.text : text;
  const listing = await ask({ ...by, text: `explain\n${paste}`, manner: "command" });
  if (listing.answer.kind !== "explain" || listing.answer.listeners.length > 0) return listing;
  if (!speaksOfPorts(query)) return listing;
  return ask({ ...by, text, manner: "mention" });
}

/**
 * A message may read like a command of the person who wrote it, which is none of the person who points at it; and a few
 * words without a number are more likely talk than the names of services.
 */
function speaksOfPorts(query: Query | InvalidInput): boolean {
  if (query.kind === "list") return query.items.some(({ kind }) => kind !== "service");
  return query.kind === "port" || query.kind === "span";
}
