import { traitsOf } from "#core/answers/kinds.ts";
import type { Reply } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";

/** A question whose answer is to be seen by the asker alone, where only everybody could see it. */
export interface PersonalAnswer {
  /** The query that brings the answer where the asker is alone with it. */
  readonly query: string;
  /** Whether it is done all the same, and only not told. */
  readonly isDone: boolean;
}

/** Null for what a channel may see: also help and misreadings, and what became of something that it heard being asked. */
export function personalAnswer({ answer, query }: Reply): PersonalAnswer | null {
  const { mention } = traitsOf(answer);
  if (mention === "card" || query.kind === "invalid") return null;
  return { query: formatQuery(query), isDone: mention === "pointer-and-done" };
}
