import type { BookChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { Phrase } from "#core/card/card.ts";
import { counted, day, listed, number, span, systemNames, time } from "#core/messages/english.ts";
import type { BookFormat, Mood, SetQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanText } from "#core/registry/port.ts";
import type { RefusedAnswer } from "#core/team/access.ts";
import { DEFAULT_CLAIMERS } from "#core/team/access.ts";
import type { SettingName, Settings, TeamSettingName, TeamSettings } from "#core/team/settings.ts";
import { SETTING_NAMES } from "#core/team/settings.ts";
import type { NotReleasedAnswer, NotUndoneAnswer } from "#core/team/team-answer.ts";

const CLAIMS = { one: "claim", other: "claims" };
const MORE_CLAIMS = { one: "more claim", other: "more claims" };
const MORE_LINES = { one: "more line", other: "more lines" };
const CHANGES = { one: "change", other: "changes" };
const MINUTES = { one: "minute", other: "minutes" };
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

const by = (person: Claim["by"]) => person?.name ?? "someone who asked to be forgotten";

const settingNames: Record<TeamSettingName, string> = {
  language: "Language",
  system: "System",
  answers: "Answers to commands",
  claims: "Who may claim",
};

const settingValues: Readonly<Record<string, string>> = {
  ...systemNames,
  en: "English",
  private: "only you see them",
  public: "the channel sees them",
  everyone: "everyone, guests too",
  members: "members",
  admins: "admins only",
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
    `It’s part of ${listed(claims.map((each) => `${numbers(each)} ${each.name}`))}, which can only be released as a whole.`,
  "not-yours": (claims) =>
    `Claimed by ${listed(claims.map((each) => by(each.by)))}. Only the person who claimed it or an admin can release it.`,
};

const notUndone: Record<NotUndoneAnswer["reason"], string> = {
  "nothing-to-undo": "You have no change left to undo.",
  "no-such-change": "The port book has no such change.",
  "already-undone": "That change is already undone.",
  "not-yours": "Only the person who made the change or an admin can undo it.",
  "changed-since": "Those ports have changed since. Undoing this would overwrite the newer change.",
};

const refused: Record<RefusedAnswer["reason"], (query: string) => string> = {
  "store-unavailable": () =>
    "The database can’t be used right now. Lookups still work. Try again in a moment; repeating a change does no harm.",
  strangers: () =>
    "Port books and settings are for members of the Slack workspace or Discord server that installed me. Lookups work for everyone.",
  "role-unknown": () =>
    "I couldn’t find out whether you’re a member here, so I did nothing. Try again in a moment. If it keeps happening, an admin has to grant me the scope users:read. Lookups still work.",
  guests: () =>
    "Guests can look up ports, but not use the port book or watches. Ask a member, or ask an admin to allow it with /port set workspace claims everyone.",
  "claims-are-for-admins": () =>
    "Only admins can change this team’s port book and watches. Ask one of them: an admin can also allow it with /port set workspace claims members.",
  "admins-only": () => "Only admins can set this for everyone. For yourself, /port settings shows what you can set.",
  "by-command": (query) => `A mention doesn’t tell me whether you’re an admin here. Use the command: /port ${query}`,
  "no-channel": () =>
    "I can’t post here without being asked. Use /port watch in a channel that I’m a member of, or in a direct message to me.",
  "repeated-request": () => "This request was carried out before. To make the change again, send a new one.",
};

/** Texts about the port book and settings, in English. */
export const team = {
  book: {
    /** A card's title, with the claims before IANA's assignment. */
    headline: (names: readonly string[], official: string) => `${listed(names)} in your port book · ${official}`,
    inBook: (found: readonly string[]) => `${listed(found)} in your port book`,
    heading: "Your team’s port book",
    registry: "In IANA’s registry",
    beside: "In IANA’s registry and the known uses",
    numbers,
    claim,
    /** Who claimed it, and when. */
    entered: (each: Claim) => `claimed by ${by(each.by)}, ${day(each.at)}`,
    more: (count: number) => `and ${count} more`,
    notForOutsiders:
      "Only you see this: people from other organisations may be here, so I don’t show your team’s port book to everyone.",
    storeUnavailable: "I can’t reach your team’s port book right now, so your team’s claims may be missing here.",
    title: (text: string, found: number, total: number) =>
      text === ""
        ? `Port book · ${counted(total, CLAIMS)}`
        : `Port book · ${counted(found, CLAIMS)} of ${total} with “${text}”`,
    empty:
      'Nobody has claimed anything yet. Try /port claim 8867 billing-api "Billing API" @payments, or /port free for ports to pick.',
    nothingFound: "No claim contains all of these words.",
    all: "For the whole book: /port book export csv (or json, services, wireshark). For its changes: /port book history.",
  },
  claimed: {
    title: (made: Claim) => `Claimed · ${numbers(made)} is ${made.name}`,
    replaced: (before: readonly Claim[]) => `Before: ${listed(before.map(claim))}.`,
    clashes: "Worth knowing",
    /** The numbers a clash is about. */
    about: (spans: readonly PortSpan[]) =>
      `${spans.slice(0, 4).map(span).join(", ")}${spans.length > 4 ? " and others" : ""}: `,
    sources: (claimed: PortSpan) => `For sources: /port ${spanText(claimed)} more.`,
    none: "No conflict found: not assigned by IANA, outside the usual ephemeral ranges, not blocked by browsers, and no software I know of.",
    beside: (others: readonly Claim[]) =>
      `On other transports: ${listed(others.map((each) => `${numbers(each)} ${each.name}`))}.`,
    undo: "To undo: /port undo.",
  },
  taken: {
    title: (wanted: ClaimRequest) => `Not claimed · ${numbers(wanted)} is taken`,
    instead: "Find another with /port free.",
  },
  released: {
    title: (claims: readonly Claim[]) => `Released · ${listed(claims.map(numbers))}`,
    undo: "To undo: /port undo.",
  },
  notReleased: { title: "Not released", reasons: notReleased, whole: (query: string) => `Try /port ${query}.` },
  exported: {
    title: (format: BookFormat, count: number) => `Port book as ${formats[format]} · ${counted(count, CLAIMS)}`,
    label: (part: number, parts: number) => (parts === 1 ? "Copy from here" : `Part ${part} of ${parts}`),
    left: (lines: number) =>
      `${counted(lines, MORE_LINES)} didn’t fit. Export the book in parts, by a word in the claims: /port book export csv payments.`,
  },
  imported: {
    title: (added: number, dryRun: boolean) =>
      dryRun ? `Dry run · ${counted(added, CLAIMS)} would be added` : `Imported · ${counted(added, CLAIMS)} added`,
    askTitle: "Import a port book",
    nothingGiven:
      "Paste the port book below the words book import: CSV with the columns port, transport, name, description and owner, JSON, or a services file. With book import dry run, I only show what would change.",
    added: "Added",
    wouldAdd: "Would be added",
    entry: (each: ClaimRequest) => `${numbers(each)} ${claim(each)}`,
    same: (count: number) => `${counted(count, CLAIMS)} already in the book, unchanged.`,
    taken: "Skipped because the ports are taken",
    takenBy: (wanted: ClaimRequest, holder: ClaimRequest) =>
      `${numbers(wanted)} ${wanted.name}: ${numbers(holder)} is ${claim(holder)}`,
    wrong: "Not understood",
    wrongLine: (line: number, text: string) => `line ${line}: ${text}`,
    tooMany: (count: number) =>
      `${counted(count, CLAIMS)} left out: one import can have up to 2,000. Import the rest separately.`,
    go: "Nothing has changed yet. To import it, leave out dry run.",
  },
  changes: {
    title: (about: PortSpan | null, count: number, hasMore: boolean) =>
      `${about === null ? "Port book" : `Port book, ${span(about)}`} · ${hasMore ? "last " : ""}${counted(count, CHANGES)}`,
    none: "No changes.",
    entry: ({ at, by: who, added, removed, undoes }: BookChange) => {
      const did = [
        removed.length > 0 ? `removed ${briefly(removed)}` : "",
        added.length > 0 ? `added ${briefly(added)}` : "",
      ].filter((part) => part !== "");
      return `${time(at)} · ${by(who)} ${undoes === null ? "" : "undid a change: "}${did.join(", ")}`;
    },
    undo: (id: string) => `/port undo ${id}`,
  },
  undone: { title: "Undone" },
  notUndone: { title: "Not undone", reasons: notUndone },
  settings: {
    title: "Settings",
    rows: (own: Settings, shared: TeamSettings) => [
      ...SETTING_NAMES.map((name) => {
        const value = own[name] ?? shared[name];
        const from = own[name] !== null ? "your choice" : shared[name] !== null ? "your team’s choice" : "default";
        return { label: settingNames[name], value: `${settingValue(value ?? DEFAULTS[name])} (${from})` };
      }),
      {
        label: settingNames.claims,
        value: `${settingValue(shared.claims ?? DEFAULT_CLAIMERS)} (${shared.claims === null ? "default" : "your team’s choice"})`,
      },
    ],
    how: "To change one: /port set system macos. To reset it: /port set system default. Admins can set one for everyone, /port set workspace answers public, and who may claim: /port set workspace claims admins.",
    names: settingNames,
    value: settingValue,
  },
  set: {
    title: "Settings saved",
    row: (scope: SetQuery["scope"], { setting, value }: SetQuery["changes"][number]) =>
      `${settingNames[setting]}: ${value === null ? "back to the default" : settingValue(value)}${scope === "team" && setting !== "claims" ? ", for everyone who hasn’t chosen their own" : ""}`,
  },
  feedback: {
    title: "Thank you",
    moods,
    kept: (port: number, mood: Mood) =>
      `Your feedback on port ${port} is saved: ${moods[mood]}. New feedback on this port replaces it.`,
    sadTitle: (port: number) => `Feedback on port ${port} · ${moods.sad}`,
    noComment: "No comment.",
    commented: "Your comment is saved too.",
  },
  forgotten: {
    title: "Your data is deleted",
    removed: (count: number) =>
      count === 0
        ? "I had no settings or feedback of yours."
        : `I deleted your settings and feedback: ${counted(count, ENTRIES)}.`,
    anonymised: (count: number) =>
      `I removed your name from ${counted(count, ENTRIES)} in the port book and its history. The claims belong to your team and stay, with their text.`,
  },
  limited: {
    title: "Nothing was changed",
    bookFull: (limit: number) =>
      `Your team’s port book can have ${number(limit)} claims, and this would be more. Release what you don’t use, with /port release, or ask your Portcall admin to raise PORTCALL_BOOK_LIMIT.`,
    hourly: (limit: number, minutes: number) =>
      `You can claim ${number(limit)} ports an hour, and this would be more. Try again in ${counted(minutes, MINUTES)}.`,
  },
  refused: { title: "I couldn’t do that", reasons: refused },
  privacy: [
    "What I store, where and for how long is on your Portcall admin’s privacy page. /port forget me deletes what’s yours.",
  ] satisfies Phrase,
};

/** The value of a setting that nobody has set. */
const DEFAULTS: Record<SettingName, string> = { language: "your app’s language", system: "linux", answers: "private" };

function briefly(claims: readonly Claim[]): string {
  const [first] = claims;
  if (first === undefined) return "";
  const rest = claims.length > 1 ? ` and ${counted(claims.length - 1, MORE_CLAIMS)}` : "";
  return `${numbers(first)} ${first.name}${rest}`;
}
