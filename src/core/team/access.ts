import { EMPTY_BOOK } from "#core/book/book.ts";
import type { TeamQuery } from "#core/query/query.ts";
import type { Asker, Role } from "#core/team/asker.ts";
import type { Claimers } from "#core/team/settings.ts";
import type { Team } from "#core/team/team.ts";

/**
 * What a query does: with the asker's own data; reads the whole port book or its history, or changes it; or sets
 * something for the team. Look-ups need no permission.
 */
export type Act = "own" | "read-book" | "change-book" | "set-for-team";

/** Why something is not allowed. */
export type Denial = "strangers" | "role-unknown" | "guests" | "claims-are-for-admins" | "admins-only" | "by-command";

/** What a team's setting is if nobody has set it. */
export const DEFAULT_CLAIMERS: Claimers = "members";

export function actOf(query: TeamQuery): Act {
  if (query.kind === "set" && query.scope === "team") return "set-for-team";
  return ACTS[query.kind];
}

const ACTS: Readonly<Record<TeamQuery["kind"], Act>> = {
  claim: "change-book",
  release: "change-book",
  import: "change-book",
  undo: "change-book",
  // A channel's watches are the team's, as its book is.
  watch: "change-book",
  unwatch: "change-book",
  watches: "own",
  book: "read-book",
  export: "read-book",
  changes: "read-book",
  settings: "own",
  set: "own",
  feedback: "own",
  forget: "own",
};

/** A team query that was not attempted, and why. */
export interface RefusedAnswer {
  readonly kind: "refused";
  readonly reason: Denial | "store-unavailable" | "repeated-request" | "no-channel";
  /** The command for it: canonical text, without a text to import. */
  readonly query: string;
}

/** Refuses what the asker may not do; null if they may. Looks up their role only if it matters. */
export async function refusalOf(
  act: Act,
  query: string,
  { asker, team }: { readonly asker: Asker | null; readonly team: Team },
): Promise<RefusedAnswer | null> {
  const refuse = (reason: RefusedAnswer["reason"]): RefusedAnswer => ({ kind: "refused", reason, query });
  if (asker === null) return refuse("strangers");
  if (act === "own") return null;
  // Without the store the team's setting is unknown.
  if (team.isStoreUnavailable) return refuse("store-unavailable");
  const reason = await denialOf(asker, act, team);
  return reason === null ? null : refuse(reason);
}

/** A team's data for a look-up: without the book for whoever may not read it. Asks for the role only if there is one. */
export async function readableBy(asker: Asker | null, team: Team): Promise<Team> {
  if (asker === null || team.book.claims.length === 0) return team;
  return (await denialOf(asker, "read-book", team)) === null ? team : { ...team, book: EMPTY_BOOK };
}

async function denialOf(asker: Asker, act: Exclude<Act, "own">, { shared }: Team): Promise<Denial | null> {
  return denial(await asker.role(), act, shared.claims ?? DEFAULT_CLAIMERS);
}

/** Whether a role may do something: null, or why not. Anybody may use their own data. */
export function denial(role: Role, act: Exclude<Act, "own">, claimers: Claimers): Denial | null {
  return RULES[act][claimers][role];
}

type Rule = Readonly<Record<Role, Denial | null>>;

const NO_RIGHTS = { stranger: "strangers", unknown: "role-unknown" } as const;
const MEMBERS: Rule = { admin: null, member: null, unverified: null, guest: "guests", ...NO_RIGHTS };
const EVERYONE: Rule = { ...MEMBERS, guest: null };
const onlyAdmins = (others: Denial): Rule => ({
  admin: null,
  member: others,
  unverified: "by-command",
  guest: others,
  ...NO_RIGHTS,
});
const SETTERS = onlyAdmins("admins-only");

/** By the team's setting. What members may read does not depend on whether they may change it. */
const RULES: Readonly<Record<Exclude<Act, "own">, Readonly<Record<Claimers, Rule>>>> = {
  "read-book": { everyone: EVERYONE, members: MEMBERS, admins: MEMBERS },
  "change-book": { everyone: EVERYONE, members: MEMBERS, admins: onlyAdmins("claims-are-for-admins") },
  "set-for-team": { everyone: SETTERS, members: SETTERS, admins: SETTERS },
};
