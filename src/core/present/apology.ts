import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** What somebody is shown when Portcall itself failed. @param reference stands in the log beside what went wrong */
export function apology(reference: string, { failures }: Messages): Card {
  return problem(failures.unexpected.title, failures.unexpected.text(reference));
}

/** What somebody is shown once when they ask faster than anybody can read. */
export function slowDown({ failures }: Messages): Card {
  return problem(failures.rateLimited.title, failures.rateLimited.text);
}

function problem(title: string, text: string): Card {
  return { title, status: "problem", body: [{ type: "text", content: [text] }], footnote: "" };
}
