import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** What somebody is shown when Portcall itself failed. @param reference stands in the log beside what went wrong */
export function apology(reference: string, { sorry }: Messages): Card {
  return problem(sorry.failed.title, sorry.failed.text(reference));
}

/** What somebody is shown once when they ask faster than anybody can read. */
export function slowDown({ sorry }: Messages): Card {
  return problem(sorry.flood.title, sorry.flood.text);
}

function problem(title: string, text: string): Card {
  return { title, status: "problem", body: [{ type: "text", content: [text] }], footnote: "" };
}
