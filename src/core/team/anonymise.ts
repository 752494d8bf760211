import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, changeToJson, nextVersion } from "#core/book/change.ts";
import type { Claim, Person } from "#core/book/claim.ts";
import { claimFromJson, claimToJson } from "#core/book/claim.ts";
import { timeCounted } from "#core/book/limits.ts";
import { CHANGES_PER_PAGE, SLOTS_PER_PAGE, versionFromJson } from "#core/book/read-book.ts";
import { distinct } from "#core/collections.ts";
import type { Clock, Entry, Json, Store } from "#core/host.ts";
import { pagesOf } from "#core/store-pages.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changesPrefix, slotsPrefix, traceKey } from "#core/team/keys.ts";
import { untilUnchanged } from "#core/until-unchanged.ts";

/**
 * Approximate keys per commit. All entries of a claim go into one commit because release and undo expect them to be
 * equal.
 */
const BATCH_SIZE = 500;

/**
 * Removes a person's name from a team's book and its history, and then the trace that leads there; one that counts the
 * ports of this hour stays until it ends. Every change writes the book's version, so expecting the version that was read
 * ensures that nothing has changed since.
 * @returns how many claims and changes had the name
 */
export async function anonymise(person: string, team: Asker["team"], store: Store, clock: Clock): Promise<number> {
  const anonymised = new Set<string>();
  return untilUnchanged(async () => {
    let [version] = await store.get([bookKey(team)]);
    const trace = traceKey({ person, team });
    const [counted] = await store.get([trace]);
    const batches = toBatches(await findNamedEntries(person, team, store));
    for (const batch of batches) {
      const next = nextVersion(versionFromJson(version), clock.now(), clock.newId());
      const conflict = await store.commit({
        expect: [[bookKey(team), version]],
        put: [...batch.map(({ entry }) => entry), [bookKey(team), next]],
      });
      if (conflict !== null) return false;
      for (const { id } of batch) anonymised.add(id);
      version = next;
    }
    const left = timeCounted(counted, clock.now());
    const conflict = await store.commit({
      expect: [
        [bookKey(team), version],
        [trace, counted],
      ],
      ...(left === 0 || counted === undefined ? { remove: [trace] } : { put: [[trace, counted]], expiresIn: left }),
    });
    return conflict === null ? anonymised.size : false;
  }, "port book");
}

/** A stored entry without the name; the entries of one claim or change share its id. */
interface AnonymisedEntry {
  readonly id: string;
  readonly entry: Entry;
}

async function findNamedEntries(
  person: string,
  team: Asker["team"],
  store: Store,
): Promise<readonly AnonymisedEntry[]> {
  const withoutPerson = (by: Person | null) => (by?.id === person ? null : by);
  const ofClaim = (claim: Claim): Claim => ({ ...claim, by: withoutPerson(claim.by) });
  const ofChange = (change: BookChange): BookChange => ({
    ...change,
    by: withoutPerson(change.by),
    added: change.added.map(ofClaim),
    removed: change.removed.map(ofClaim),
  });
  const found: AnonymisedEntry[] = [];
  for await (const page of pagesOf(store, slotsPrefix(team), { limit: SLOTS_PER_PAGE })) {
    found.push(...changedEntries(page, claimFromJson, ofClaim, claimToJson));
  }
  for await (const page of pagesOf(store, changesPrefix(team), { limit: CHANGES_PER_PAGE })) {
    found.push(...changedEntries(page, changeFromJson, ofChange, changeToJson));
  }
  return found;
}

/** The ids of the people named in a team's book and its history. */
export function findPersons(entries: readonly Entry[], team: Asker["team"]): string[] {
  const persons = entries.flatMap(([key, json]) => {
    if (key.startsWith(slotsPrefix(team))) return [claimFromJson(json)?.by];
    const change = key.startsWith(changesPrefix(team)) ? changeFromJson(json) : null;
    return change === null ? [] : [change.by, ...[...change.added, ...change.removed].map(({ by }) => by)];
  });
  return distinct(persons.flatMap((person) => person?.id ?? []));
}

function changedEntries<Value extends { readonly id: string }>(
  entries: readonly Entry[],
  read: (json: Json) => Value | null,
  change: (value: Value) => Value,
  write: (value: Value) => Json,
): AnonymisedEntry[] {
  return entries.flatMap(([key, json]) => {
    const value = read(json);
    if (value === null) return [];
    const after = write(change(value));
    return JSON.stringify(after) === JSON.stringify(write(value)) ? [] : [{ id: value.id, entry: [key, after] }];
  });
}

function toBatches(entries: readonly AnonymisedEntry[]): AnonymisedEntry[][] {
  const batches: AnonymisedEntry[][] = [];
  for (const whole of Map.groupBy(entries, ({ id }) => id).values()) {
    const batch = batches.at(-1);
    if (batch === undefined || batch.length + whole.length > BATCH_SIZE) batches.push([...whole]);
    else batch.push(...whole);
  }
  return batches;
}
