import type { BookChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { Clash } from "#core/book/clashes.ts";
import type { ParsedBook } from "#core/book/formats/claim-request.ts";
import type { LimitedAnswer } from "#core/book/limits.ts";
import type { BookFormat, FeedbackQuery, SetQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { RefusedAnswer } from "#core/team/access.ts";
import type { ForgetResult } from "#core/team/forget.ts";
import type { Settings, TeamSettings } from "#core/team/settings.ts";
import type { WatchAnswer } from "#core/watch/watch-answer.ts";

/** The answer to a query about a team's port book or a person's settings. */
export type TeamAnswer =
  | ClaimedAnswer
  | TakenAnswer
  | { readonly kind: "released"; readonly claims: readonly Claim[]; readonly change: string }
  | NotReleasedAnswer
  | BookAnswer
  | ExportedAnswer
  | ImportedAnswer
  | ChangesAnswer
  | { readonly kind: "undone"; readonly change: BookChange }
  | NotUndoneAnswer
  | { readonly kind: "settings"; readonly own: Settings; readonly shared: TeamSettings }
  | { readonly kind: "set"; readonly scope: SetQuery["scope"]; readonly changes: SetQuery["changes"] }
  | FeedbackQuery
  | ({ readonly kind: "forgotten" } & ForgetResult)
  | WatchAnswer
  | LimitedAnswer
  | RefusedAnswer;

export interface ClaimedAnswer {
  readonly kind: "claimed";
  readonly claim: Claim;
  /** The asker's earlier claims on the same numbers. */
  readonly replaced: readonly Claim[];
  /** Reasons against using the numbers, most important first. */
  readonly clashes: readonly Clash[];
  /** Claims on the same numbers on other transports. */
  readonly beside: readonly Claim[];
  readonly registry: RegistrySource;
  /** The id of the change, for undo. */
  readonly change: string;
}

/** Somebody else has claimed the numbers. */
export interface TakenAnswer {
  readonly kind: "taken";
  readonly wanted: ClaimRequest;
  readonly holders: readonly Claim[];
}

export interface NotReleasedAnswer {
  readonly kind: "not-released";
  readonly reason: "not-claimed" | "part-of-a-claim" | "not-yours";
  readonly query: string;
  readonly claims: readonly Claim[];
}

export interface BookAnswer {
  readonly kind: "book";
  readonly text: string;
  readonly claims: readonly Claim[];
  /** How many claims the book has in total. */
  readonly total: number;
}

export interface ExportedAnswer {
  readonly kind: "exported";
  readonly format: BookFormat;
  readonly count: number;
  /** The complete text; ends in a line break unless empty. */
  readonly text: string;
}

export interface ImportedAnswer {
  readonly kind: "imported";
  /** Whether it only reports what would change. */
  readonly dryRun: boolean;
  /** Null if there was no text to import. */
  readonly format: BookFormat | null;
  readonly added: readonly ClaimRequest[];
  /** How many were in the book before. */
  readonly same: number;
  readonly taken: readonly { readonly wanted: ClaimRequest; readonly holder: ClaimRequest }[];
  /** How many were skipped because of the limit for one import. */
  readonly tooMany: number;
  readonly wrong: ParsedBook["wrong"];
}

export interface ChangesAnswer {
  readonly kind: "changes";
  /** Null for the whole book. */
  readonly span: PortSpan | null;
  /** The latest, the newest first. */
  readonly changes: readonly BookChange[];
  /** Whether there are earlier ones. */
  readonly hasMore: boolean;
}

export interface NotUndoneAnswer {
  readonly kind: "not-undone";
  readonly reason: "nothing-to-undo" | "no-such-change" | "already-undone" | "not-yours" | "changed-since";
}
