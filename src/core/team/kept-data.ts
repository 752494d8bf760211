import type { BookChange } from "#core/book/change.ts";
import { changeToJson } from "#core/book/change.ts";
import type { Claim } from "#core/book/claim.ts";
import { claimToJson } from "#core/book/claim.ts";
import { readBook, readChanges } from "#core/book/read-book.ts";
import type { Json, Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import {
  ALL_TEAMS_PREFIX,
  directMessageTeam,
  ownWatchesKey,
  personPrefix,
  profileKey,
  teamPrefix,
  tracesPrefix,
  watchesPrefix,
} from "#core/team/keys.ts";

/** What is kept for a team, in figures. */
export interface TeamSummary {
  readonly team: Asker["team"];
  readonly claims: number;
  readonly changes: number;
  /** When the book last changed, in milliseconds since 1970; null if it never did. */
  readonly changed: number | null;
}

/** All teams with stored data, in the order of their ids. */
export async function summariseTeams(store: Store): Promise<readonly TeamSummary[]> {
  const entries = await store.list(ALL_TEAMS_PREFIX);
  const teams = new Set(entries.map(([key]) => key.slice(ALL_TEAMS_PREFIX.length).split("/", 1)[0] ?? ""));
  const summaries: TeamSummary[] = [];
  for (const team of teams) {
    const [{ claims }, changes] = [await readBook(team, store), await readChanges(team, store)];
    summaries.push({ team, claims: claims.length, changes: changes.length, changed: changes.at(-1)?.at ?? null });
  }
  return summaries;
}

/** Everything that is kept about a person, and where: by key, and what names them in teams' books and histories. */
export interface PersonData {
  readonly person: Asker["person"];
  /** Settings, feedback, the profile and the watches of direct messages, by key. */
  readonly own: Readonly<Record<string, Json>>;
  readonly teams: readonly {
    readonly team: string;
    readonly claims: readonly Json[];
    readonly changes: readonly Json[];
  }[];
}

export async function readPersonData(person: Asker["person"], store: Store): Promise<PersonData> {
  const entries = await store.list(personPrefix(person));
  const [profile] = await store.get([profileKey(person)]);
  const ownTeam = directMessageTeam(person);
  const [watches] = await store.get([ownWatchesKey(person)]);
  const own = Object.fromEntries([
    ...entries,
    ...(await store.list(`${teamPrefix(ownTeam)}settings/`)),
    ...(await store.list(watchesPrefix(ownTeam))),
    ...(watches === undefined ? [] : [[ownWatchesKey(person), watches] as const]),
    ...(profile === undefined ? [] : [[profileKey(person), profile] as const]),
  ]);
  const traced = entries.filter(([key]) => key.startsWith(tracesPrefix(person)));
  const teams: PersonData["teams"][number][] = [];
  for (const team of new Set([...traced.map(([key]) => key.slice(tracesPrefix(person).length)), ownTeam])) {
    const isNamed = ({ by }: Claim | BookChange) => by?.id === person;
    const claims = (await readBook(team, store)).claims.filter(isNamed).map(claimToJson);
    const changes = (await readChanges(team, store)).filter(
      (change) => isNamed(change) || [...change.added, ...change.removed].some(isNamed),
    );
    if (claims.length + changes.length > 0) teams.push({ team, claims, changes: changes.map(changeToJson) });
  }
  return { person, own, teams };
}
