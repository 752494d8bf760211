import type { Paste } from "#core/explain/listener.ts";
import { toAsciiDigits } from "#core/query/digits.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import type { SettingName } from "#core/team/settings.ts";

/** What a person can ask. Every query has one canonical text: see `formatQuery`. */
export type Query = LookupQuery | TeamQuery;

/** The result of reading a text: a query, or why it is not one. */
export type ParsedQuery = Query | InvalidInput;

/** Answered from the registry, the known software and the team's port book. */
export type LookupQuery =
  | PortQuery
  | SpanQuery
  | ServiceQuery
  | ListQuery
  | FreeQuery
  | SearchQuery
  | ExplainQuery
  | { readonly kind: "random" }
  | { readonly kind: "help" };

export interface PortQuery {
  readonly kind: "port";
  readonly port: number;
  /** The transport to show first; null where the person named none. */
  readonly transport: Transport | null;
}

/** More than one number in a row; `first` is below `last`. */
export interface SpanQuery extends PortSpan {
  readonly kind: "span";
}

export interface ServiceQuery {
  readonly kind: "service";
  /** In lower case, blanks folded. */
  readonly name: string;
}

/** Several questions at once, in the order they were asked; at least two. */
export interface ListQuery {
  readonly kind: "list";
  readonly items: readonly ListedQuery[];
}

export type ListedQuery = PortQuery | SpanQuery | ServiceQuery;

/** Asks for ports that are safe to pick. */
export interface FreeQuery {
  readonly kind: "free";
  /** From 1 to {@link MAX_FREE}. */
  readonly count: number;
  /** Where to look; null for wherever is best. */
  readonly span: PortSpan | null;
  readonly transport: Transport | null;
  /** Whether the numbers have to be in a row. */
  readonly consecutive: boolean;
}

export const MAX_FREE = 20;
export const DEFAULT_FREE = 5;

export interface SearchQuery {
  readonly kind: "search";
  readonly text: string;
}

/** Asks what a pasted listing says. */
export interface ExplainQuery {
  readonly kind: "explain";
  /** As pasted, without blanks at its ends; empty for a paste that is still to come. */
  readonly text: string;
  /** What the text lists. */
  readonly paste: Paste;
}

/** About what is stored for a team or a person. */
export type TeamQuery =
  | ClaimQuery
  | ReleaseQuery
  | { readonly kind: "book" /** What to look for; empty for all of it. */; readonly text: string }
  | {
      readonly kind: "export";
      readonly format: BookFormat /** Which claims, as in a search; empty for all. */;
      readonly text: string;
    }
  | ImportQuery
  | { readonly kind: "changes" /** Of which numbers; null for all. */; readonly span: PortSpan | null }
  | { readonly kind: "undo" /** The id of a change; null for the asker's last one. */; readonly change: string | null }
  | { readonly kind: "settings" }
  | SetQuery
  | FeedbackQuery
  | { readonly kind: "forget" };

/** Enters numbers into the team's port book. */
export interface ClaimQuery {
  readonly kind: "claim";
  /** At most {@link MAX_CLAIM} numbers. */
  readonly span: PortSpan;
  /** Null for tcp and udp. */
  readonly transport: Transport | null;
  /** What runs there, as typed: 1 to 40 letters, digits and `.-_+`. */
  readonly name: string;
  /** In words, up to 200 characters; may be empty. */
  readonly description: string;
  /** Whose it is, as typed after the `@`, up to 80 characters; may be empty. */
  readonly owner: string;
}

export const MAX_CLAIM = 256;

export interface ReleaseQuery {
  readonly kind: "release";
  readonly span: PortSpan;
  /** Null for every transport. */
  readonly transport: Transport | null;
}

export const BOOK_FORMATS = ["csv", "json", "services", "wireshark"] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

export interface ImportQuery {
  readonly kind: "import";
  /** Only says what would be done. */
  readonly dryRun: boolean;
  /** A book in any of the {@link BOOK_FORMATS}; empty where the person has yet to give it. */
  readonly text: string;
}

export interface SetQuery {
  readonly kind: "set";
  readonly scope: "person" | "team";
  /** Null as value: back to the default. Each setting at most once, at least one. */
  readonly changes: readonly { readonly setting: SettingName; readonly value: string | null }[];
}

export const MOODS = ["sad", "unsure", "happy"] as const;
export type Mood = (typeof MOODS)[number];

export function isMood(value: string): value is Mood {
  return (MOODS as readonly string[]).includes(value);
}

/** Says how good the card of a port is. */
export interface FeedbackQuery {
  readonly kind: "feedback";
  readonly port: number;
  readonly mood: Mood;
  /** What is wrong, up to 500 characters; may be empty. */
  readonly comment: string;
}

/**
 * Why a text is not a query, with what it was most likely meant as: nothing but a number, or a query about what is kept
 * for a team or a person. In a message, `unknown` gives way to what its sentences say.
 */
export const PROBLEMS = {
  "too-long": "unknown",
  "above-65535": "number",
  "below-0": "number",
  "not-decimal": "number",
  "not-whole": "number",
  "no-transport": "unknown",
  "free-not-understood": "unknown",
  "search-for-what": "unknown",
  "claim-not-understood": "team",
  "claim-too-many": "team",
  "claim-name": "team",
  "claim-too-long": "team",
  "import-too-long": "team",
  "history-of-what": "team",
  "release-what": "team",
  "export-format": "team",
  "no-such-setting": "team",
  "feedback-not-understood": "team",
  "forget-whom": "team",
  "not-understood": "unknown",
  "no-port-in-message": "unknown",
} as const satisfies Readonly<Record<string, "number" | "team" | "unknown">>;

export type Problem = keyof typeof PROBLEMS;

/** A text that is not a query: what is wrong with it, and the nearest query. */
export interface InvalidInput {
  readonly kind: "invalid";
  readonly reason: Problem;
  /** The text, or what of it is wrong, shortened. */
  readonly input: string;
  readonly suggested: Query;
  /** The same as canonical text. */
  readonly suggestion: string;
}

/** A typed text in lower case, digits as 0–9, blanks folded, without the punctuation around a sentence. */
export function plainQuery(text: string): string {
  return toAsciiDigits(text)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,?!.]+$/g, "");
}

/** People paste the command's name along with what they typed after it. */
export function withoutCommandName(text: string): string {
  return text.replace(/^\s*\/port\b[ ,]*/i, "");
}
