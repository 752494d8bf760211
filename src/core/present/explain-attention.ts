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
export const LEAST_MORE = 20;

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
  const shown = (count: number, isShort: boolean, namesRoom = MORE): readonly Phrase[] => {
    const reasons = all
      .slice(0, count)
      .map((each, at) => attentionItem(each, hasHosts, messages, all.slice(0, at).flat(), isShort));
    const rest = all.slice(count).flat();
    return rest.length === 0 ? reasons : [...reasons, moreItem(rest, namesRoom, hasHosts, messages)];
  };
  const fits = (items: readonly Phrase[]) => sum(items.map(roomOf)) <= room;
  const most = Math.min(all.length, MAX_ATTENTION);
  const whole = shown(most, false);
  if (fits(whole)) return { items: whole, isWhole: most === all.length && look.every(hasOneFlag) };
  for (let count = most; count > 0; count--) {
    for (const isShort of [false, true]) {
      const items = shown(count, isShort);
      if (fits(items)) return { items, isWhole: false };
    }
  }
  return { items: shown(Math.min(1, most), true, LEAST_MORE), isWhole: false };
}

function hasOneFlag({ flags }: ExplainedListener): boolean {
  return flags.length === 1;
}

/** The names of those whose reasons don't fit. */
function moreItem(rest: readonly ExplainedListener[], room: number, hasHosts: boolean, messages: Messages): Phrase {
  const { explain: words } = messages;
  const names = Array.from(Map.groupBy(rest, programKey).values(), (each) => shortItem(each, hasHosts, messages));
  return [words.moreAttention(rest.length, limited(names, room, words).text)];
}

function sameReason({ host, process, service, address, flags: [flag] }: ExplainedListener): string {
  const others = flag?.kind === "two-processes" ? flag.others.join(" ") : "";
  const row = `${flag?.row?.product} ${flag?.row?.port}`;
  return `${host} ${process} ${service} ${address} ${flag?.kind} ${row} ${others}`;
}
