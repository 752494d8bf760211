import type { Paste } from "#core/explain/listener.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import type { TeamSettingName } from "#core/team/settings.ts";

/** Everything a person can ask. Every query has one canonical text: see `formatQuery`. */
export type Query = LookupQuery | TeamQuery;

/** The result of parsing a text: a query, or why it isn't one. */
export type ParsedQuery = Query | InvalidInput;

/** Answered from the registry, the known software and the team's port book. */
export type LookupQuery =
  | PortQuery
  | SpanQuery
  | ServiceQuery
  | ListQuery
  | CompareQuery
  | InUseQuery
  | PortSetQuery
  | PortRulesQuery
  | FreeQuery
  | SearchQuery
  | ExplainQuery
  | MoreQuery
  | NewsQuery
  | { readonly kind: "random" }
  | { readonly kind: "thanks" }
  | { readonly kind: "help" };

export interface PortQuery {
  readonly kind: "port";
  readonly port: number;
  /** The transport to show first; null if none was given. */
  readonly transport: Transport | null;
}

/** At least two consecutive numbers; `first` is below `last`. */
export interface SpanQuery extends PortSpan {
  readonly kind: "span";
}

export interface ServiceQuery {
  readonly kind: "service";
  /** Lower case, single spaces. */
  readonly name: string;
}

/** At least two questions, in the order they were asked. */
export interface ListQuery {
  readonly kind: "list";
  readonly items: readonly ListItemQuery[];
}

/** Asks how two ports or services differ. */
export interface CompareQuery {
  readonly kind: "compare";
  readonly items: readonly [ComparedQuery, ComparedQuery];
}

/** Asks what to do about a port that a program can't listen on. */
export interface InUseQuery extends Omit<PortQuery, "kind"> {
  readonly kind: "in-use";
}

export type ComparedQuery = PortQuery | ServiceQuery;

export type ListItemQuery = PortQuery | SpanQuery | ServiceQuery;

/** Asks for all that is known, where the answer to the query itself is brief: `867 more`. */
export interface MoreQuery {
  readonly kind: "more";
  readonly of: ListItemQuery | PortSetQuery | NewsQuery;
}

/** Asks what the last update of the registry changed. */
export interface NewsQuery {
  readonly kind: "news";
}

/** Asks for all ports that a system needs: `ports for kubernetes`. */
export interface PortSetQuery {
  readonly kind: "port-set";
  /** One of the system's names; lower case, single spaces. */
  readonly name: string;
}

/** Asks for firewall rules that open a system's ports: `ports for kubernetes as ufw`. */
export interface PortRulesQuery {
  readonly kind: "port-rules";
  /** As in {@link PortSetQuery}. */
  readonly name: string;
  readonly format: RuleFormat;
}

export const RULE_FORMATS = ["iptables", "nftables", "ufw", "aws", "networkpolicy"] as const;
export type RuleFormat = (typeof RULE_FORMATS)[number];

/** Asks for ports that are safe to pick. */
export interface FreeQuery {
  readonly kind: "free";
  /** From 1 to {@link MAX_FREE}. */
  readonly count: number;
  /** Where to search; null for no restriction. */
  readonly span: PortSpan | null;
  readonly transport: Transport | null;
  readonly consecutive: boolean;
}

export const MAX_FREE = 20;
export const DEFAULT_FREE = 5;

export interface SearchQuery {
  readonly kind: "search";
  readonly text: string;
}

/** Asks what listens according to a pasted listing. */
export interface ExplainQuery {
  readonly kind: "explain";
  /** As pasted, trimmed; empty if the paste is still to come. */
  readonly text: string;
  /** The text, parsed. */
  readonly paste: Paste;
  /** What to compare the listing in the text with: another one in it, or the team's port book; null for nothing. */
  readonly comparison: Comparison | null;
}

export type Comparison = "listings" | "book";

/** Queries about data stored for a team or a person. */
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
  | WatchQuery
  | UnwatchQuery
  | { readonly kind: "watches" }
  | { readonly kind: "forget" };

/** Enters numbers into the team's port book. */
export interface ClaimQuery {
  readonly kind: "claim";
  /** At most {@link MAX_CLAIM} numbers. */
  readonly span: PortSpan;
  /** Null for tcp and udp. */
  readonly transport: Transport | null;
  /** What runs there: 1 to 40 letters, digits and `.-_+`. */
  readonly name: string;
  /** Up to 200 characters; may be empty. */
  readonly description: string;
  /** The owner without the `@`, up to 80 characters; may be empty. */
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
  /** Only reports what would change. */
  readonly dryRun: boolean;
  /** A book in any of the {@link BOOK_FORMATS}; empty if it is still to come. */
  readonly text: string;
}

export interface SetQuery {
  readonly kind: "set";
  readonly scope: "person" | "team";
  /** At least one, each setting at most once, and for a person only what a person has. A null value resets it to the default. */
  readonly changes: readonly { readonly setting: TeamSettingName; readonly value: string | null }[];
}

export const MOODS = ["sad", "unsure", "happy"] as const;
export type Mood = (typeof MOODS)[number];

export function isMood(value: string): value is Mood {
  return (MOODS as readonly string[]).includes(value);
}

/** Rates the card of a port. */
export interface FeedbackQuery {
  readonly kind: "feedback";
  readonly port: number;
  readonly mood: Mood;
  /** What is wrong, up to 500 characters; may be empty. */
  readonly comment: string;
}

/** What a channel can be told about when the registry changes there. */
export type WatchSubject =
  /** At most {@link MAX_WATCHED} numbers. */
  | { readonly kind: "numbers"; readonly span: PortSpan }
  /** A service name as IANA writes it, in lower case: it has no spaces. */
  | { readonly kind: "name"; readonly name: string };

export const MAX_WATCHED = 256;

/** Asks to tell this channel when the registry changes there. */
export interface WatchQuery {
  readonly kind: "watch";
  readonly subject: WatchSubject;
}

export interface UnwatchQuery {
  readonly kind: "unwatch";
  /** Null for everything that the channel watches. */
  readonly subject: WatchSubject | null;
}

/**
 * Why a text isn't a query, with what it was most likely meant as: a number, the number that is suggested in another
 * notation, a query about stored data, or perhaps the numbers that are suggested.
 */
export const PROBLEMS = {
  "too-long": "unknown",
  "above-65535": "number",
  "below-0": "number",
  "not-decimal": "notation",
  "not-whole": "number",
  "no-transport": "notation",
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
  "watch-what": "team",
  "watch-too-many": "team",
  "unwatch-what": "team",
  "not-understood": "unknown",
  "no-port-in-message": "unknown",
  "perhaps-a-port": "perhaps",
} as const satisfies Readonly<Record<string, "number" | "notation" | "team" | "unknown" | "perhaps">>;

export type Problem = keyof typeof PROBLEMS;

/** The queries that a query consists of: the items of a list or a comparison, or itself. */
export function eachQuery(query: Query): readonly Query[] {
  return query.kind === "list" || query.kind === "compare" ? query.items : [query];
}

/** A text that isn't a query, with the closest valid query. */
export interface InvalidInput {
  readonly kind: "invalid";
  readonly reason: Problem;
  /** The text or its invalid part, shortened. */
  readonly input: string;
  readonly suggested: Query;
  /** The canonical text of `suggested`. */
  readonly suggestion: string;
}
