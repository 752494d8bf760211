import type { Claim } from "#core/book/claim.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** A card lists so many claims; the export has them all. */
const SHOWN = 40;

/** What the asker's team has claimed, under its heading; nothing where it has not. */
export function claimNodes(claims: readonly Claim[], messages: Messages): CardNode[] {
  if (claims.length === 0) return [];
  return [{ type: "heading", text: messages.team.book.heading }, claimList(claims, messages)];
}

/** The same before something else, which then has a heading of its own. */
export function claimsBefore(claims: readonly Claim[], next: string, messages: Messages): CardNode[] {
  return claims.length === 0 ? [] : [...claimNodes(claims, messages), { type: "heading", text: next }];
}

/** One line for each claim, then how many more there are. */
export function claimList(claims: readonly Claim[], { team: { book: words } }: Messages): CardNode {
  const items = claims
    .slice(0, SHOWN)
    .map((claim): Phrase => [`${words.numbers(claim)} ${words.claim(claim)} · ${words.entered(claim)}`]);
  const left = claims.length - items.length;
  return { type: "list", items: left > 0 ? [...items, [words.more(left)]] : items };
}
