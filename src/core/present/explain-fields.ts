import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { Field } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import { byProgram, GROUPS, hasSeveralHosts, shortItem, shortName, sum } from "#core/present/explain-parts.ts";
import { roomOf } from "#core/present/explain-room.ts";

/** A field has at least so much room. */
const MIN_FIELD = 76;

/** A field with all that it would say. */
export interface WantedField {
  readonly label: string;
  readonly items: readonly string[];
}

function roomOfField({ label, items }: WantedField, words: Messages["explain"]): number {
  return roomOf([label, items.join(words.separator)]);
}

/** What the fields take at least. */
export function leastRoom(wanted: readonly WantedField[], words: Messages["explain"]): number {
  return sum(wanted.map((field) => Math.min(MIN_FIELD, roomOfField(field, words))));
}

/** What access to is to be limited, and then a field for each place that the others can be reached from. */
export function wantedFields(
  answer: ExplainAnswer,
  { limit, groups }: ExplanationParts,
  messages: Messages,
  labels: Pick<Messages["explain"], "limit" | "groups"> = messages.explain,
): readonly WantedField[] {
  const { explain: words } = messages;
  const hasHosts = hasSeveralHosts(answer);
  const limited = [...Map.groupBy(limit, (each) => `${each.host} ${shortName(each)} ${supposed(each)}`).values()];
  return [
    {
      label: labels.limit,
      items: limited.map((each) => words.supposed(limitItem(each, hasHosts, messages), supposed(each[0]))),
    },
    ...GROUPS.map((group) => {
      const field = (isVersioned: boolean): WantedField => ({
        label: labels.groups[group],
        items: byProgram(groups[group]).map((each) => shortItem(each, hasHosts, messages, true, isVersioned)),
      });
      const versioned = field(true);
      return roomOfField(versioned, words) <= LINE ? versioned : field(false);
    }),
  ].filter(({ items }) => items.length > 0);
}

/** What fits a line of a desktop's card: the versions of claimed listeners are said if they take no other one. */
const LINE = 100;

/** Without what the number usually is where that is said of it anyway. */
function limitItem(listeners: readonly ExplainedListener[], hasHosts: boolean, messages: Messages): string {
  const isNamed = listeners.some(({ claims, service, process }) => claims.length > 0 || (service ?? process) !== null);
  const isSupposed = supposed(listeners[0]) !== null;
  return shortItem(listeners, hasHosts, messages, isNamed || !isSupposed);
}

/** The software that may be behind a number, where others use it too; null if it is as good as known. */
function supposed(listener: ExplainedListener | undefined): string | null {
  const flag = listener?.flags.find(({ kind }) => kind === "every-address");
  if (listener === undefined || flag?.kind !== "every-address" || !flag.isShared) return null;
  return shortName(listener)?.toLowerCase() === flag.software.toLowerCase() ? null : flag.software;
}

export function fitFields(wanted: readonly WantedField[], room: number, words: Messages["explain"]) {
  const lengths = wanted.map((field) => roomOfField(field, words));
  const shares = sharesOf(lengths, room);
  const shown = wanted.map(({ label, items }, at) => ({
    label,
    ...limited(items, (shares[at] ?? 0) - roomOf([label]), words),
  }));
  return {
    fields: shown.map(({ label, text }): Field => ({ label, value: [text] })),
    isWhole: shown.every(({ isWhole }) => isWhole),
  };
}

/** Parts the room among texts of these lengths: what the short ones don't need goes to the longer ones. */
function sharesOf(lengths: readonly number[], room: number): readonly number[] {
  const shares: number[] = [];
  let left = room;
  const shortestFirst = [...lengths.entries()].sort(([, a], [, b]) => a - b);
  for (const [done, [at, length]] of shortestFirst.entries()) {
    const share = Math.min(length, Math.max(MIN_FIELD, Math.floor(left / (lengths.length - done))));
    shares[at] = share;
    left -= share;
  }
  return shares;
}

/** As many items as fit, at least one, and how many are left. */
export function limited(items: readonly string[], room: number, words: Messages["explain"]) {
  const isWhole = items.join(words.separator).length <= room;
  if (isWhole) return { text: items.join(words.separator), isWhole };
  const shown: string[] = [];
  let left = room - words.andMore(items.length).length;
  for (const item of items) {
    left -= item.length + words.separator.length;
    if (shown.length > 0 && left < 0) break;
    shown.push(item);
  }
  const rest = items.length - shown.length;
  return { text: `${shown.join(words.separator)}${rest === 0 ? "" : words.andMore(rest)}`, isWhole: rest === 0 };
}
