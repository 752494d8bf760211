import type { ExplainedListener } from "#core/answers/explain.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import { shortItem } from "#core/present/explain-parts.ts";

/** In characters, of what hostile text may make of an address. */
const MAX_ADDRESS = 40;

/** The first listener's first flag, for all that have the same. */
export function attentionItem(listeners: readonly ExplainedListener[], hasHosts: boolean, messages: Messages): Phrase {
  const { explain: words } = messages;
  const [first] = listeners;
  const [flag] = first?.flags ?? [];
  if (first === undefined || flag === undefined) return [];
  const what = shortItem(listeners, hasHosts, messages);
  return [words.attention(what, shorten(first.address ?? words.where(first), MAX_ADDRESS)), ...words.flag(flag, first)];
}
