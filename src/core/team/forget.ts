import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, changeToJson } from "#core/book/change.ts";
import type { Claim, Person } from "#core/book/claim.ts";
import { claimFromJson, claimToJson } from "#core/book/claim.ts";
import type { Asker, Entry, Json, Store } from "#core/contracts.ts";
import {
  bookKey,
  changesPrefix,
  membersPrefix,
  personPrefix,
  slotsPrefix,
  teamPrefix,
  tracesPrefix,
} from "#core/team/keys.ts";

/** How many facts of a person were removed, and how many claims and changes of a team only lost their name. */
export interface Forgotten {
  readonly removed: number;
  readonly unnamed: number;
}

/**
 * Removes everything of a person. Claims and their history are the team's and stay, without the name. It may be asked
 * for again where it was interrupted: what leads to the rest goes last.
 */
export async function forgetPerson(person: Asker["person"], store: Store): Promise<Forgotten> {
  const own = await store.list(personPrefix(person));
  const traces = own.filter(([key]) => key.startsWith(tracesPrefix(person)));
  let unnamed = 0;
  for (const [key] of traces) unnamed += await unname(person, key.slice(tracesPrefix(person).length), store);
  await removeAll(own, store);
  return { removed: own.length - traces.length, unnamed };
}

/** Removes everything of a team, and of the people whose ids are the team's own. */
export async function forgetTeam(team: Asker["team"], store: Store): Promise<void> {
  for (const prefix of [membersPrefix(team), teamPrefix(team)]) await removeAll(await store.list(prefix), store);
}

/** Takes the name of a person out of a team's book and its history. */
async function unname(person: string, team: Asker["team"], store: Store): Promise<number> {
  const claims = await store.list(slotsPrefix(team));
  const changes = await store.list(changesPrefix(team));
  const without = (by: Person | null) => (by?.id === person ? null : by);
  const unnamedClaim = (claim: Claim): Claim => ({ ...claim, by: without(claim.by) });
  const unnamedChange = (change: BookChange): BookChange => ({
    ...change,
    by: without(change.by),
    added: change.added.map(unnamedClaim),
    removed: change.removed.map(unnamedClaim),
  });
  const rewritten = [
    ...rewrite(claims, claimFromJson, unnamedClaim, claimToJson),
    ...rewrite(changes, changeFromJson, unnamedChange, changeToJson),
  ];
  // What somebody has changed in between is no longer there to be rewritten.
  for (const { key, before, after } of rewritten) {
    await store.commit({ expect: [[key, before]], put: [[key, after]] });
  }
  const [version] = await store.get([bookKey(team)]);
  // Whoever remembers the book has to read it anew.
  if (typeof version === "string") await store.commit({ put: [[bookKey(team), `${version}.`]] });
  return new Set(rewritten.map(({ id }) => id)).size;
}

function rewrite<Value extends { readonly id: string }>(
  entries: readonly Entry[],
  read: (json: Json) => Value | null,
  change: (value: Value) => Value,
  write: (value: Value) => Json,
): { id: string; key: string; before: Json; after: Json }[] {
  return entries.flatMap(([key, before]) => {
    const value = read(before);
    if (value === null) return [];
    const after = write(change(value));
    return JSON.stringify(after) === JSON.stringify(write(value)) ? [] : [{ id: value.id, key, before, after }];
  });
}

/** So many keys go in one commit. */
const AT_ONCE = 500;

async function removeAll(entries: readonly Entry[], store: Store): Promise<void> {
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    await store.commit({ remove: entries.slice(at, at + AT_ONCE).map(([key]) => key) });
  }
}
