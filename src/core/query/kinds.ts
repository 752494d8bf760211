import type { ParsedQuery, Query, TeamQuery } from "#core/query/query.ts";

/** What Portcall has to know about a kind of query, besides its parts and its canonical text. */
interface QueryTraits {
  /** Whether it is about what is kept for a team or a person. */
  readonly isTeam: boolean;
  /** Whether it changes what is kept, so that an example of it is for typing and not for pressing. */
  readonly isChange: boolean;
  /** Whether the same question has the same reply again; pastes are never kept. */
  readonly isMemorable: boolean;
  /** Whether it is about a text that may be given afterwards, in a form or a file. */
  readonly takesText: boolean;
}

const LOOKUP = { isTeam: false, isChange: false, isMemorable: true, takesText: false } as const;
const TEAM_VIEW = { isTeam: true, isChange: false, isMemorable: false, takesText: false } as const;
const TEAM_CHANGE = { ...TEAM_VIEW, isChange: true } as const;

/** A new kind of query does not compile until it has a row, in which `isTeam` says which union it is in. */
const QUERY_KINDS = {
  port: LOOKUP,
  span: LOOKUP,
  service: LOOKUP,
  list: LOOKUP,
  free: LOOKUP,
  search: LOOKUP,
  explain: { ...LOOKUP, isMemorable: false, takesText: true },
  random: { ...LOOKUP, isMemorable: false },
  help: LOOKUP,
  claim: TEAM_CHANGE,
  release: TEAM_CHANGE,
  book: TEAM_VIEW,
  export: TEAM_VIEW,
  import: { ...TEAM_CHANGE, takesText: true },
  changes: TEAM_VIEW,
  undo: TEAM_CHANGE,
  settings: TEAM_VIEW,
  set: TEAM_CHANGE,
  feedback: TEAM_CHANGE,
  forget: TEAM_CHANGE,
} as const satisfies {
  readonly [Kind in Query["kind"]]: QueryTraits & { readonly isTeam: Kind extends TeamQuery["kind"] ? true : false };
};

type QueryWith<Trait extends keyof QueryTraits> = Extract<
  Query,
  {
    readonly kind: {
      [Each in Query["kind"]]: (typeof QUERY_KINDS)[Each][Trait] extends true ? Each : never;
    }[Query["kind"]];
  }
>;

/** Whether it is a query, and its kind has the trait. */
export function isQueryWith<Trait extends keyof QueryTraits>(
  query: ParsedQuery,
  trait: Trait,
): query is QueryWith<Trait> {
  return query.kind !== "invalid" && QUERY_KINDS[query.kind][trait];
}

export function isTeamQuery(query: ParsedQuery): query is TeamQuery {
  return isQueryWith(query, "isTeam");
}

/** Whether the text it is about is still to be given. */
export function awaitsText(query: ParsedQuery): query is QueryWith<"takesText"> & { readonly text: "" } {
  return isQueryWith(query, "takesText") && query.text === "";
}
