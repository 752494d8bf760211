import type { Clock, Entry, Store } from "#core/host.ts";
import { pagesOf } from "#core/store-pages.ts";
import { anonymise, findPersons } from "#core/team/anonymise.ts";
import type { Asker } from "#core/team/asker.ts";
import {
  bookKey,
  changesPrefix,
  directMessageTeam,
  membersPrefix,
  ownWatchesKey,
  personPrefix,
  profileKey,
  slotsPrefix,
  teamPrefix,
  traceKey,
  tracesPrefix,
  watchesPrefix,
} from "#core/team/keys.ts";

/** How many entries were removed, and how many of a team's claims and changes lost the name. */
export interface ForgetResult {
  readonly removed: number;
  readonly anonymised: number;
}

/**
 * Removes a person's data, including the book of their direct messages. Their claims and history in other books belong
 * to the team and stay without the name. Safe to repeat after an interruption.
 */
export async function forgetPerson(person: Asker["person"], store: Store, clock: Clock): Promise<ForgetResult> {
  const own = await store.list(personPrefix(person));
  const isTrace = ([key]: Entry) => key.startsWith(tracesPrefix(person));
  let anonymised = 0;
  for (const [key] of own.filter(isTrace)) {
    anonymised += await anonymise(person, key.slice(tracesPrefix(person).length), store, clock);
  }
  const facts = [
    ...own.filter((entry) => !isTrace(entry)),
    ...(await store.list(teamPrefix(directMessageTeam(person)))),
    ...(await store.list(watchesPrefix(directMessageTeam(person)))),
    ...(await entryUnder(ownWatchesKey(person), store)),
  ];
  // An entry that expires is not listed.
  await removeAll([...keysOf(facts), profileKey(person)], store);
  return { removed: facts.length, anonymised };
}

async function entryUnder(key: string, store: Store): Promise<readonly Entry[]> {
  const [value] = await store.get([key]);
  return value === undefined ? [] : [[key, value]];
}

/**
 * Removes a team's data, the data of people whose ids belong to it, and other people's traces that lead to it. Safe to
 * repeat after an interruption.
 */
export async function forgetTeam(team: Asker["team"], store: Store): Promise<void> {
  // First, so that no process goes on with the book it remembers.
  await removeAll([bookKey(team)], store);
  for (const [prefix, limit] of [
    [watchesPrefix(team), BATCH_SIZE],
    [membersPrefix(team), BATCH_SIZE],
    [slotsPrefix(team), BATCH_SIZE],
    [changesPrefix(team), CHANGES_PER_PAGE],
    [teamPrefix(team), BATCH_SIZE],
  ] as const) {
    for await (const page of pagesOf(store, prefix, { limit })) {
      // Before what names the people.
      await removeAll(
        findPersons(page, team).map((person) => traceKey({ person, team })),
        store,
      );
      await removeAll(keysOf(page), store);
    }
  }
}

/** Keys per commit and page. A change has up to 2,000 claims. */
const BATCH_SIZE = 500;
const CHANGES_PER_PAGE = 5;

async function removeAll(keys: readonly string[], store: Store): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH_SIZE) await store.commit({ remove: keys.slice(at, at + BATCH_SIZE) });
}

function keysOf(entries: readonly Entry[]): string[] {
  return entries.map(([key]) => key);
}
