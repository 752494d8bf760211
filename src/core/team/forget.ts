import type { Clock, Entry, Store } from "#core/host.ts";
import { anonymise, findPersons } from "#core/team/anonymise.ts";
import type { Asker } from "#core/team/asker.ts";
import {
  directMessageTeam,
  membersPrefix,
  ownWatchesKey,
  personPrefix,
  profileKey,
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
  const kept = await store.list(teamPrefix(team));
  // Before the book, which names the people.
  await removeAll(
    findPersons(kept, team).map((person) => traceKey({ person, team })),
    store,
  );
  const watches = await store.list(watchesPrefix(team));
  for (const entries of [watches, await store.list(membersPrefix(team)), kept]) await removeAll(keysOf(entries), store);
}

/** Keys per commit. */
const BATCH_SIZE = 500;

async function removeAll(keys: readonly string[], store: Store): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH_SIZE) await store.commit({ remove: keys.slice(at, at + BATCH_SIZE) });
}

function keysOf(entries: readonly Entry[]): string[] {
  return entries.map(([key]) => key);
}
