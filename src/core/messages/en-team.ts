import type { BookChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { Phrase } from "#core/card/card.ts";
import { counted, day, listed, span, systemNames, time } from "#core/messages/english.ts";
import type { BookFormat, Mood, SetQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanText } from "#core/registry/port.ts";
import type { SettingName, Settings } from "#core/team/settings.ts";
import type { NotReleasedAnswer, NotUndoneAnswer, RefusedAnswer } from "#core/team/team-answer.ts";

const CLAIMS = { one: "claim", other: "claims" };
const MORE_CLAIMS = { one: "more claim", other: "more claims" };
const LINES = { one: "line", other: "lines" };
const CHANGES = { one: "change", other: "changes" };
const FACTS = { one: "fact", other: "facts" };
const ENTRIES = { one: "entry", other: "entries" };

const numbers = ({ span: where, transport }: Pick<ClaimRequest, "span" | "transport">) =>
  transport === null ? span(where) : `${span(where)}/${transport}`;

const owned = (owner: string) =>
  owner
    .split(" ")
    .map((each) => `@${each}`)
    .join(" ");

/** `billing-api · Billing API · @payments` */
const claim = ({ name, description, owner }: Pick<ClaimRequest, "name" | "description" | "owner">) =>
  [name, description, owner === "" ? "" : owned(owner)].filter((part) => part !== "").join(" · ");

const by = (person: Claim["by"]) => person?.name ?? "somebody who asked to be forgotten";

const settingNames: Record<SettingName, string> = {
  language: "Language",
  system: "System",
  answers: "Answers to commands",
};

const settingValues: Readonly<Record<string, string>> = {
  ...systemNames,
  en: "English",
  private: "only you see them",
  public: "the channel sees them",
};

const settingValue = (value: string) => settingValues[value] ?? value;

const formats: Record<BookFormat, string> = {
  csv: "CSV",
  json: "JSON",
  services: "/etc/services",
  wireshark: "Wireshark’s services",
};

const moods: Record<Mood, string> = { sad: "😔 Wrong", unsure: "🤨 Unclear", happy: "😃 Helpful" };

const notReleased: Record<NotReleasedAnswer["reason"], (claims: readonly Claim[]) => string> = {
  "not-claimed": () => "Nobody has claimed it.",
  "part-of-a-claim": (claims) =>
    `It is part of ${listed(claims.map((each) => `${numbers(each)} ${each.name}`))}, which can only be released as a whole.`,
  "not-yours": (claims) => `Only who claimed it and admins may: ${listed(claims.map((each) => by(each.by)))}.`,
};

const notUndone: Record<NotUndoneAnswer["reason"], string> = {
  "nothing-to-undo": "There is no change of yours that still stands.",
  "no-such-change": "The port book has no such change.",
  "already-undone": "That change is undone already.",
  "not-yours": "Only who made the change and admins may undo it.",
  "changed-since": "The numbers were changed again since; undoing it would write over that.",
};

const refused: Record<RefusedAnswer["reason"], string> = {
  "store-unavailable":
    "What I keep for your team cannot be reached just now; look-ups go on. Please try again in a moment: if something was to be changed, it may be so already, and it does no harm to say it again.",
  "unknown-asker": "Port books and settings belong to a team: ask me in Slack or Discord, where I know who asks.",
  "admins-only": "Only admins may decide for everybody. Your own settings are yours: leave out the word workspace.",
};

/** Texts about the port book and settings, in English. */
export const team = {
  book: {
    /** A card's title, with the claims before IANA's assignment. */
    headline: (names: readonly string[], official: string) => `${listed(names)} in your port book · ${official}`,
    inBook: (found: readonly string[]) => `${listed(found)} in your port book`,
    heading: "Your team’s port book",
    registry: "In IANA’s registry",
    beside: "In IANA’s registry and among known uses",
    numbers,
    claim,
    /** Who claimed it, and when. */
    entered: (each: Claim) => `claimed by ${by(each.by)}, ${day(each.at)}`,
    more: (count: number) => `and ${count} more`,
    storeUnavailable:
      "Your team’s port book cannot be reached just now, so this may leave out what your team has claimed.",
    title: (text: string, found: number, total: number) =>
      text === ""
        ? `Port book · ${counted(total, CLAIMS)}`
        : `Port book · ${counted(found, CLAIMS)} of ${total} with “${text}”`,
    empty:
      'Nobody has claimed anything yet. Try /port claim 8867 billing-api "Billing API" @payments, or /port free for numbers that are safe to pick.',
    nothingFound: "No claim has all of these words.",
    all: "The whole book: /port book export csv (or json, services, wireshark). What changed: /port book history.",
  },
  claimed: {
    title: (made: Claim) => `Claimed · ${numbers(made)} is ${made.name}`,
    replaced: (before: readonly Claim[]) => `It was: ${listed(before.map(claim))}.`,
    clashes: "Worth knowing",
    /** The numbers a clash is about. */
    about: (spans: readonly PortSpan[]) =>
      `${spans.slice(0, 4).map(span).join(", ")}${spans.length > 4 ? " and others" : ""}: `,
    sources: (claimed: PortSpan) => `Where each of this stands: /port ${spanText(claimed)}.`,
    none: "Nothing speaks against it: no assignment, no ephemeral range, no browser’s list, no known use.",
    beside: (others: readonly Claim[]) =>
      `On other transports: ${listed(others.map((each) => `${numbers(each)} ${each.name}`))}.`,
    undo: "To take it back: /port undo.",
  },
  taken: {
    title: (wanted: ClaimRequest) => `Not claimed · ${numbers(wanted)} is taken`,
    instead: "Try /port free for numbers that nobody has.",
  },
  released: {
    title: (claims: readonly Claim[]) => `Released · ${listed(claims.map(numbers))}`,
    undo: "To take it back: /port undo.",
  },
  notReleased: { title: "Not released", reasons: notReleased, whole: (query: string) => `Try /port ${query}.` },
  exported: {
    title: (format: BookFormat, count: number) => `Port book as ${formats[format]} · ${counted(count, CLAIMS)}`,
    label: (part: number, parts: number) => (parts === 1 ? "Copy it from here" : `Part ${part} of ${parts}`),
    left: (lines: number) =>
      `${counted(lines, LINES)} more did not fit. Export the book in parts, by words that its claims have: /port book export csv payments.`,
  },
  imported: {
    title: (added: number, dryRun: boolean) =>
      dryRun ? `Dry run · ${counted(added, CLAIMS)} would be added` : `Imported · ${counted(added, CLAIMS)} added`,
    nothingGiven:
      "Give me a port book to import: CSV with the columns port, transport, name, description and owner, JSON, or a services file. In Slack and Discord a form opens for it; in a message, put it below the words book import. With dry run after them I only say what would happen.",
    added: "Added",
    wouldAdd: "Would be added",
    entry: (each: ClaimRequest) => `${numbers(each)} ${claim(each)}`,
    same: (count: number) => `${counted(count, CLAIMS)} in the book already, unchanged.`,
    taken: "Left out, because the numbers are taken",
    takenBy: (wanted: ClaimRequest, holder: ClaimRequest) =>
      `${numbers(wanted)} ${wanted.name}: ${numbers(holder)} is ${claim(holder)}`,
    wrong: "Not understood",
    wrongLine: (line: number, text: string) => `line ${line}: ${text}`,
    tooMany: (count: number) =>
      `${counted(count, CLAIMS)} left out: one import takes 2,000 numbers. Import the rest again.`,
    go: "Nothing is changed yet. The same without dry run imports it.",
  },
  changes: {
    title: (about: PortSpan | null, count: number) =>
      `${about === null ? "Port book" : `Port book, ${span(about)}`} · ${counted(count, CHANGES)}`,
    none: "No change is recorded.",
    entry: ({ at, by: who, added, removed, undoes }: BookChange) => {
      const did = [
        removed.length > 0 ? `removed ${briefly(removed)}` : "",
        added.length > 0 ? `added ${briefly(added)}` : "",
      ].filter((part) => part !== "");
      return `${time(at)} · ${by(who)} ${undoes === null ? "" : "took a change back: "}${did.join(", ")}`;
    },
    undo: (id: string) => `/port undo ${id}`,
  },
  undone: { title: "Undone" },
  notUndone: { title: "Not undone", reasons: notUndone },
  settings: {
    title: "Settings",
    rows: (own: Settings, shared: Settings) =>
      (Object.keys(settingNames) as SettingName[]).map((name) => {
        const value = own[name] ?? shared[name];
        const from = own[name] !== null ? "your choice" : shared[name] !== null ? "your team’s choice" : "default";
        return { label: settingNames[name], value: `${settingValue(value ?? DEFAULTS[name])} (${from})` };
      }),
    how: "Change one with /port set system macos, /port set answers public, or back with /port set system default. Admins set them for everybody with /port set workspace answers public.",
    names: settingNames,
    value: settingValue,
  },
  set: {
    title: "Set",
    row: (scope: SetQuery["scope"], { setting, value }: SetQuery["changes"][number]) =>
      `${settingNames[setting]}: ${value === null ? "back to the default" : settingValue(value)}${scope === "team" ? ", for everybody who has not chosen for themselves" : ""}`,
  },
  feedback: {
    title: "Thank you",
    moods,
    kept: (port: number, mood: Mood) =>
      `Your “${moods[mood]}” for port ${port} is noted. It counts once for each person and port; say another and it takes its place.`,
    sadTitle: (port: number) => `Feedback on port ${port} · ${moods.sad}`,
    noComment: "No comment was left.",
    commented: "What you wrote is noted with it.",
  },
  forgotten: {
    title: "Forgotten",
    removed: (count: number) =>
      count === 0
        ? "I kept nothing of yours alone."
        : `I removed your settings and feedback: ${counted(count, FACTS)}.`,
    anonymised: (count: number) =>
      `Your name is taken out of ${counted(count, ENTRIES)} of the port book and its history; the claims are your team’s and stay, with what is written in them.`,
  },
  refused: { title: "That did not work", reasons: refused },
  privacy: [
    "What I keep, where and for how long: see the privacy page of whoever runs me. /port forget me removes all of it that is yours.",
  ] satisfies Phrase,
};

/** The value of a setting that nobody has set. */
const DEFAULTS: Record<SettingName, string> = { language: "as your app is set", system: "linux", answers: "private" };

function briefly(claims: readonly Claim[]): string {
  const [first] = claims;
  if (first === undefined) return "";
  const rest = claims.length > 1 ? ` and ${counted(claims.length - 1, MORE_CLAIMS)}` : "";
  return `${numbers(first)} ${first.name}${rest}`;
}
