import type { System } from "#core/answers/commands.ts";
import type { Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import { lazy } from "#core/lazy.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import type { PortSpan } from "#core/registry/port.ts";

/** Helpers for English sentences. */

// Intl's formats take up to 16 ms to make, so a first answer makes only what it needs; dates, which most have, need none.
const MONTHS = "January February March April May June July August September October November December".split(" ");
const TIME = lazy(() => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }));
const NUMBER = lazy(() => new Intl.NumberFormat("en-GB"));
const PLURALS = lazy(() => new Intl.PluralRules("en-GB"));

export const number = (value: number) => NUMBER().format(value);

/** Words by plural category (CLDR); `other` is the fallback. */
type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** A count with its noun: `1 claim`, `2 claims`. */
export const counted = (count: number, forms: PluralForms) =>
  `${number(count)} ${forms[PLURALS().select(count)] ?? forms.other}`;

export const listeners = (count: number) => counted(count, { one: "listener", other: "listeners" });

/** A title with how many need attention, if any do. */
export const withAttention = (title: string, look: number) =>
  look === 0 ? title : `${title} · ${counted(look, { one: "needs", other: "need" })} attention`;

/** @param day `YYYY-MM-DD` */
export const shortDate = (day: string) => dateOf(new Date(`${day}T00:00:00Z`), shortMonth);

/** @param at milliseconds since 1970 */
export const day = (at: number) => dateOf(new Date(at), (month) => month);
export const time = (at: number) => `${TIME().format(new Date(at))} UTC`;

const dateOf = (date: Date, monthText: (month: string) => string) =>
  `${date.getUTCDate()} ${monthText(MONTHS[date.getUTCMonth()] ?? "")} ${date.getUTCFullYear()}`;

/** British English has four letters for September only. */
const shortMonth = (month: string) => month.slice(0, month === "September" ? 4 : 3);

export const span = ({ first, last }: PortSpan) => (first === last ? `${first}` : `${first}–${last}`);

const joined = (parts: readonly string[], conjunction: string) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${conjunction} ${parts.at(-1)}`;

export const either = (parts: readonly string[]) => joined(parts, "or");
export const listed = (parts: readonly string[]) => joined(parts, "and");

/** The first of them and how many more there are, unless that is one. */
export const some = (names: readonly string[], count: number) =>
  names.length > count + 1
    ? `${names.slice(0, count).join(", ")} and ${number(names.length - count)} more`
    : listed(names);

export const systems: Record<System, string> = {
  linux: "Linux",
  macos: "macOS",
  windows: "Windows",
  container: "In containers",
  kubernetes: "In Kubernetes",
  remote: "From another host",
};

/** Names of the systems. */
export const systemNames: Record<System, string> = {
  ...systems,
  container: "Containers",
  kubernetes: "Kubernetes",
  remote: "Another host",
};

/** `Linux, Windows`, each linked to its range's source. */
export const systemsOf = (ranges: readonly EphemeralRange[]): Phrase =>
  joinPhrases(
    ranges.map(({ systems: name, source }) => [{ text: name, url: source }]),
    ", ",
  );
