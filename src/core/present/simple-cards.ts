import type { Card, CardNode } from "#core/card/card.ts";

/** What was done for the team or the channel. No fact of the registry needs a footnote. */
export function success(title: string, body: readonly CardNode[]): Card {
  return { title, status: "information", body, footnote: "" };
}

/** What could not be done. */
export function problem(title: string, body: readonly CardNode[]): Card {
  return { title, status: "problem", body, footnote: "" };
}

/** A paragraph. */
export function text(content: string): CardNode {
  return { type: "text", content: [content] };
}
