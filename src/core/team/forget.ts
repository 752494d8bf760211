import { nextVersion } from "#core/book/change.ts";
import { claimFromJson, slotsOf } from "#core/book/claim.ts";
import { CHANGES_PER_PAGE, versionFromJson } from "#core/book/read-book.ts";
import { distinct } from "#core/collections.ts";
import type { Clock, Entry, Json, Store } from "#core/host.ts";
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
  slotKey,
  slotsPrefix,
  teamPrefix,
  traceKey,
  tracesPrefix,
  watchesPrefix,
} from "#core/team/keys.ts";
import { untilUnchanged } from "#core/until-unchanged.ts";

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
  const direct = directMessageTeam(person);
  const facts = [
    ...own.filter((entry) => !isTrace(entry)),
    ...(await store.list(teamPrefix(direct))),
    ...(await store.list(watchesPrefix(direct))),
    ...(await entryUnder(ownWatchesKey(person), store)),
  ];
  await removeBook(direct, store);
  // An entry that expires is not listed.
  await removeAll([...keysOf(facts).filter((key) => !isOfBook(key, direct)), profileKey(person)], store);
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
  for (const prefix of [watchesPrefix(team), membersPrefix(team)]) await removeUnder(prefix, store);
  await removeBook(team, store);
  await removeUnder(teamPrefix(team), store, (key) => !isOfBook(key, team));
}

async function removeUnder(prefix: string, store: Store, isWanted: (key: string) => boolean = () => true) {
  for await (const page of pagesOf(store, prefix, { limit: BATCH_SIZE })) {
    await removeAll(keysOf(page).filter(isWanted), store);
  }
}

function isOfBook(key: string, team: Asker["team"]): boolean {
  return key === bookKey(team) || key.startsWith(slotsPrefix(team)) || key.startsWith(changesPrefix(team));
}

/**
 * Removes a team's port book and the traces that lead to it. Whoever reads it meanwhile, or after an interruption, finds a
 * smaller book: each step removes whole claims and writes another version, which goes last.
 */
async function removeBook(team: Asker["team"], store: Store): Promise<void> {
  await untilUnchanged(() => removeUnchangedBook(team, store), "port book");
}

/** Whether nobody changed the book meanwhile. */
async function removeUnchangedBook(team: Asker["team"], store: Store): Promise<boolean> {
  let [version] = await store.get([bookKey(team)]);
  const traces = (page: readonly Entry[]) => findPersons(page, team).map((person) => traceKey({ person, team }));
  for await (const page of pagesOf(store, slotsPrefix(team), { limit: BATCH_SIZE })) {
    const next = nextVersion(versionFromJson(version), 0, "remove");
    const conflict = await store.commit({
      expect: [[bookKey(team), version]],
      put: [[bookKey(team), next]],
      remove: distinct([...traces(page), ...keysOf(page), ...page.flatMap(([, json]) => slotKeys(team, json))]),
    });
    if (conflict !== null) return false;
    version = next;
  }
  const expect = [[bookKey(team), version]] as const;
  for await (const page of pagesOf(store, changesPrefix(team), { limit: CHANGES_PER_PAGE })) {
    const conflict = await store.commit({ expect, remove: [...traces(page), ...keysOf(page)] });
    if (conflict !== null) return false;
  }
  return (await store.commit({ expect, remove: [bookKey(team)] })) === null;
}

/** All keys of a claim, of which a page may end with the first. */
function slotKeys(team: Asker["team"], json: Json): string[] {
  const claim = claimFromJson(json);
  return claim === null ? [] : slotsOf(claim).map((slot) => slotKey(team, slot));
}

/** Keys per commit and page. */
const BATCH_SIZE = 500;

async function removeAll(keys: readonly string[], store: Store): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH_SIZE) await store.commit({ remove: keys.slice(at, at + BATCH_SIZE) });
}

function keysOf(entries: readonly Entry[]): string[] {
  return entries.map(([key]) => key);
}
