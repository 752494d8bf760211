import type { ParsedQuery, Query, TeamQuery } from "#core/query/query.ts";

/** Traits of a query kind, besides its fields and its canonical text. */
interface QueryTraits {
  /** Whether it reads or changes data stored for a team or a person. */
  readonly isTeam: boolean;
  /** Whether it changes stored data. Examples of it are shown as text, never as buttons. */
  readonly isChange: boolean;
  /** Whether the reply may be cached. Pastes never are. */
  readonly isCacheable: boolean;
  /** Whether it takes a text that may follow in a form or a file. */
  readonly takesText: boolean;
}

const LOOKUP = { isTeam: false, isChange: false, isCacheable: true, takesText: false } as const;
const TEAM_VIEW = { isTeam: true, isChange: false, isCacheable: false, takesText: false } as const;
const TEAM_CHANGE = { ...TEAM_VIEW, isChange: true } as const;

/** Exhaustive: a new kind doesn't compile without a row. `isTeam` has to match the union it belongs to. */
const QUERY_KINDS = {
  port: LOOKUP,
  span: LOOKUP,
  service: LOOKUP,
  list: LOOKUP,
  compare: LOOKUP,
  "in-use": LOOKUP,
  more: LOOKUP,
  "port-set": LOOKUP,
  "port-rules": LOOKUP,
  // Each team has numbers of its own.
  free: { ...LOOKUP, isCacheable: false },
  search: LOOKUP,
  explain: { ...LOOKUP, isCacheable: false, takesText: true },
  random: { ...LOOKUP, isCacheable: false },
  help: LOOKUP,
  thanks: LOOKUP,
  news: LOOKUP,
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
  watch: TEAM_CHANGE,
  unwatch: TEAM_CHANGE,
  watches: TEAM_VIEW,
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

/** Whether it is a valid query whose kind has the trait. */
export function isQueryWith<Trait extends keyof QueryTraits>(
  query: ParsedQuery,
  trait: Trait,
): query is QueryWith<Trait> {
  return query.kind !== "invalid" && QUERY_KINDS[query.kind][trait];
}

export function isTeamQuery(query: ParsedQuery): query is TeamQuery {
  return isQueryWith(query, "isTeam");
}

/** Whether the query still needs its text. */
export function awaitsText(query: ParsedQuery): query is QueryWith<"takesText"> & { readonly text: "" } {
  return isQueryWith(query, "takesText") && query.text === "";
}
