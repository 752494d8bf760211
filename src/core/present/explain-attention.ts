import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { firstOf } from "#core/answers/explain-cure.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import { limited } from "#core/present/explain-fields.ts";
import { hasSeveralHosts, programKey, shortItem, sum } from "#core/present/explain-parts.ts";
import { roomOf } from "#core/present/explain-room.ts";

/** The first one is always shown. */
const MAX_ATTENTION = 3;
/** For the names of those that need attention and aren't shown, in characters. */
const MORE = 100;
const LEAST_MORE = 20;

/** In characters, of what hostile text may make of an address. */
const MAX_ADDRESS = 40;

/**
 * The first listener's first flag, for all that have the same.
 *
 * @param before the listeners of the items before it, of which not all is said again
 * @param isShort whether to say only what to do first
 */
export function attentionItem(
  listeners: readonly ExplainedListener[],
  hasHosts: boolean,
  messages: Messages,
  before: readonly ExplainedListener[] = [],
  isShort = false,
): Phrase {
  const { explain: words } = messages;
  const [first] = listeners;
  const [given] = first?.flags ?? [];
  if (first === undefined || given === undefined) return [];
  const flag = shortFlag(given, isShort);
  const what = shortItem(listeners, hasHosts, messages, true, true);
  const isSaid = first.scope === "address" && before.at(-1)?.address === first.address;
  const where = isSaid ? null : shorten(first.address ?? words.where(first), MAX_ADDRESS);
  return [words.attention(what, where), ...words.flag(flag, first, before.some(isPublished))];
}

/** A flag that says only what to do first, or as it is. */
export function shortFlag(flag: Flag, isShort: boolean): Flag {
  return isShort && flag.kind === "every-address" ? { ...flag, cure: firstOf(flag.cure) } : flag;
}

function isPublished({ flags: [flag] }: ExplainedListener): boolean {
  return flag?.kind === "every-address" && flag.cure.isClosed && flag.cure.origin === "container";
}

interface AttentionItems {
  readonly items: readonly Phrase[];
  /** Whether nothing is left out. */
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
  const shown = (count: number, isShort: boolean, namesRoom: number): readonly Phrase[] => {
    const reasons = all
      .slice(0, count)
      .map((each, at) => attentionItem(each, hasHosts, messages, all.slice(0, at).flat(), isShort));
    const rest = all.slice(count).flat();
    return rest.length === 0 ? reasons : [...reasons, moreListeners(rest, namesRoom, hasHosts, messages)];
  };
  const { items, isWhole } = fitReasons(all.length, room, shown);
  return { items, isWhole: isWhole && look.every(hasOneFlag) };
}

/**
 * As many reasons as fit, at least one.
 *
 * @param count how many there are
 * @param shown the items for the first so many, and one that names the others in the room for names
 */
export function fitReasons(
  count: number,
  room: number,
  shown: (count: number, isShort: boolean, namesRoom: number) => readonly Phrase[],
): AttentionItems {
  if (count === 0) return { items: [], isWhole: true };
  for (let first = Math.min(count, MAX_ATTENTION); first > 0; first--) {
    for (const isShort of [false, true]) {
      const items = shown(first, isShort, MORE);
      if (sum(items.map(roomOf)) <= room) return { items, isWhole: first === count && !isShort };
    }
  }
  return { items: shown(1, true, LEAST_MORE), isWhole: false };
}

function hasOneFlag({ flags }: ExplainedListener): boolean {
  return flags.length === 1;
}

function moreListeners(
  rest: readonly ExplainedListener[],
  room: number,
  hasHosts: boolean,
  messages: Messages,
): Phrase {
  const names = Array.from(Map.groupBy(rest, programKey).values(), (each) => shortItem(each, hasHosts, messages));
  return moreItem(rest.length, names, room, messages);
}

/** How many more need attention, whose reasons don't fit, and their names. */
export function moreItem(count: number, names: readonly string[], room: number, { explain }: Messages): Phrase {
  return [explain.moreAttention(count, limited(names, room, explain).text)];
}

function sameReason({ host, process, service, address, flags: [flag] }: ExplainedListener): string {
  const others = flag?.kind === "two-processes" ? flag.others.join(" ") : "";
  const row = `${flag?.row?.product} ${flag?.row?.port}`;
  return `${host} ${process} ${service} ${address} ${flag?.kind} ${row} ${others}`;
}
