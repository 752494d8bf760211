import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import { limited } from "#core/present/explain-fields.ts";
import { hasSeveralHosts, lengthOf, shortItem, sum } from "#core/present/explain-parts.ts";

/** The first one is always shown. */
const MAX_ATTENTION = 3;
/** For the names of those that need attention and aren't shown, in characters. */
const MORE = 100;
const LEAST_MORE = 20;

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

interface AttentionItems {
  readonly items: readonly Phrase[];
  /** Whether every flag of every listener is shown. */
  readonly isWhole: boolean;
}

/** The first flag of each, as many as fit; equal flags of a program are one. */
export function attentionItems(
  answer: ExplainAnswer,
  look: readonly ExplainedListener[],
  room: number,
  messages: Messages,
): AttentionItems {
  const hasHosts = hasSeveralHosts(answer);
  const all = [...Map.groupBy(look, sameReason).values()];
  const reasons = all.slice(0, MAX_ATTENTION).map((each) => attentionItem(each, hasHosts, messages));
  const shown = (count: number, namesRoom: number): readonly Phrase[] => {
    const rest = all.slice(count);
    const more = rest.length === 0 ? [] : [moreItem(rest, namesRoom, hasHosts, messages)];
    return [...reasons.slice(0, count), ...more];
  };
  let items: readonly Phrase[] = [];
  for (let count = reasons.length; count > 0; count--) {
    items = shown(count, MORE);
    if (sum(items.map(lengthOf)) <= room) break;
    if (count === 1) items = shown(count, LEAST_MORE);
  }
  return { items, isWhole: all.length === reasons.length && items.length === all.length && look.every(hasOneFlag) };
}

function hasOneFlag({ flags }: ExplainedListener): boolean {
  return flags.length === 1;
}

/** The names of those whose reasons don't fit. */
function moreItem(
  rest: readonly (readonly ExplainedListener[])[],
  room: number,
  hasHosts: boolean,
  messages: Messages,
): Phrase {
  const { explain: words } = messages;
  const names = rest.map((listeners) => shortItem(listeners, hasHosts, messages));
  return [words.moreAttention(sum(rest.map(({ length }) => length)), limited(names, room, words).text)];
}

function sameReason({ host, process, service, address, flags: [flag] }: ExplainedListener): string {
  const others = flag?.kind === "two-processes" ? flag.others.join(" ") : "";
  const row = `${flag?.row?.product} ${flag?.row?.port}`;
  return `${host} ${process} ${service} ${address} ${flag?.kind} ${row} ${others}`;
}
