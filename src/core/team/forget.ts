import type { Asker, Clock, Entry, Store } from "#core/contracts.ts";
import { membersPrefix, ownTeam, personPrefix, teamPrefix, tracesPrefix } from "#core/team/keys.ts";
import { unname } from "#core/team/unname.ts";

/** How many facts of a person were removed, and how many claims and changes of a team only lost their name. */
export interface Forgotten {
  readonly removed: number;
  readonly unnamed: number;
}

/**
 * Removes everything of a person, the book of their own conversation too. Claims and their history in other books are
 * the team's and stay, without the name. It may be asked for again where it was interrupted.
 */
export async function forgetPerson(person: Asker["person"], store: Store, clock: Clock): Promise<Forgotten> {
  const own = await store.list(personPrefix(person));
  const isTrace = ([key]: Entry) => key.startsWith(tracesPrefix(person));
  let unnamed = 0;
  for (const [key] of own.filter(isTrace)) {
    unnamed += await unname(person, key.slice(tracesPrefix(person).length), store, clock);
  }
  const facts = [...own.filter((entry) => !isTrace(entry)), ...(await store.list(teamPrefix(ownTeam(person))))];
  await removeAll(facts, store);
  return { removed: facts.length, unnamed };
}

/** Removes everything of a team, and of the people whose ids are the team's own. */
export async function forgetTeam(team: Asker["team"], store: Store): Promise<void> {
  for (const prefix of [membersPrefix(team), teamPrefix(team)]) await removeAll(await store.list(prefix), store);
}

/** So many keys go in one commit. */
const AT_ONCE = 500;

async function removeAll(entries: readonly Entry[], store: Store): Promise<void> {
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    await store.commit({ remove: entries.slice(at, at + AT_ONCE).map(([key]) => key) });
  }
}
