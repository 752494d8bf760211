import type { Clock, Entry, Store } from "#core/host.ts";
import { anonymise, personsNamed } from "#core/team/anonymise.ts";
import type { Asker } from "#core/team/asker.ts";
import { membersPrefix, ownTeam, personPrefix, teamPrefix, traceKey, tracesPrefix } from "#core/team/keys.ts";

/** How many facts of a person were removed, and how many claims and changes of a team only lost their name. */
export interface ForgetResult {
  readonly removed: number;
  readonly anonymised: number;
}

/**
 * Removes everything of a person, the book of their own conversation too. Claims and their history in other books are
 * the team's and stay, without the name. It can be repeated after an interruption.
 */
export async function forgetPerson(person: Asker["person"], store: Store, clock: Clock): Promise<ForgetResult> {
  const own = await store.list(personPrefix(person));
  const isTrace = ([key]: Entry) => key.startsWith(tracesPrefix(person));
  let anonymised = 0;
  for (const [key] of own.filter(isTrace)) {
    anonymised += await anonymise(person, key.slice(tracesPrefix(person).length), store, clock);
  }
  const facts = [...own.filter((entry) => !isTrace(entry)), ...(await store.list(teamPrefix(ownTeam(person))))];
  await removeAll(keysOf(facts), store);
  return { removed: facts.length, anonymised };
}

/**
 * Removes everything of a team and of the people whose ids belong to it, and other people's traces that lead to it. It
 * can be repeated after an interruption.
 */
export async function forgetTeam(team: Asker["team"], store: Store): Promise<void> {
  const kept = await store.list(teamPrefix(team));
  // Before the book, which says whose they are.
  await removeAll(
    personsNamed(kept, team).map((person) => traceKey({ person, team })),
    store,
  );
  for (const entries of [await store.list(membersPrefix(team)), kept]) await removeAll(keysOf(entries), store);
}

/** So many keys go in one commit. */
const AT_ONCE = 500;

async function removeAll(keys: readonly string[], store: Store): Promise<void> {
  for (let at = 0; at < keys.length; at += AT_ONCE) await store.commit({ remove: keys.slice(at, at + AT_ONCE) });
}

function keysOf(entries: readonly Entry[]): string[] {
  return entries.map(([key]) => key);
}
