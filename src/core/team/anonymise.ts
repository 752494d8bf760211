import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, changeToJson } from "#core/book/change.ts";
import type { Claim, Person } from "#core/book/claim.ts";
import { claimFromJson, claimToJson } from "#core/book/claim.ts";
import { distinct } from "#core/collections.ts";
import type { Clock, Entry, Json, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changesPrefix, slotsPrefix, traceKey } from "#core/team/keys.ts";

/** How often a pass over a book is repeated because the book changed meanwhile. */
const PASSES = 10;
/** About so many keys go in one commit; a claim's are never parted, for release and undo expect them to be alike. */
const AT_ONCE = 500;

/**
 * Removes a person's name from a team's book and its history, and the trace that leads there with the last of them.
 * Every change of a book writes its version, so a commit that expects the version it has read is made only where nothing
 * has changed since, by anybody.
 * @returns how many claims and changes had the name
 */
export async function anonymise(person: string, team: Asker["team"], store: Store, clock: Clock): Promise<number> {
  const anonymised = new Set<string>();
  for (let passes = PASSES; passes > 0; passes--) {
    let [version] = await store.get([bookKey(team)]);
    const batches = inBatches(await namedEntries(person, team, store));
    let isUnchanged = true;
    for (const [at, batch] of batches.entries()) {
      const next = clock.newId();
      const conflict = await store.commit({
        expect: [[bookKey(team), version]],
        put: [...batch.map(({ entry }) => entry), [bookKey(team), next]],
        remove: at === batches.length - 1 ? [traceKey({ person, team })] : [],
      });
      isUnchanged = conflict === null;
      if (!isUnchanged) break;
      for (const { id } of batch) anonymised.add(id);
      version = next;
    }
    if (isUnchanged) return anonymised.size;
  }
  throw new StoreUnavailable({ cause: new Error("The port book was changed at every pass.") });
}

/** A stored fact without the name; the entries of one claim or change share its id. */
interface AnonymisedEntry {
  readonly id: string;
  readonly entry: Entry;
}

async function namedEntries(person: string, team: Asker["team"], store: Store): Promise<readonly AnonymisedEntry[]> {
  const without = (by: Person | null) => (by?.id === person ? null : by);
  const ofClaim = (claim: Claim): Claim => ({ ...claim, by: without(claim.by) });
  const ofChange = (change: BookChange): BookChange => ({
    ...change,
    by: without(change.by),
    added: change.added.map(ofClaim),
    removed: change.removed.map(ofClaim),
  });
  return [
    ...changed(await store.list(slotsPrefix(team)), claimFromJson, ofClaim, claimToJson),
    ...changed(await store.list(changesPrefix(team)), changeFromJson, ofChange, changeToJson),
  ];
}

/** The ids of the persons whose names are in a team's book and its history. */
export function personsNamed(entries: readonly Entry[], team: Asker["team"]): string[] {
  const persons = entries.flatMap(([key, json]) => {
    if (key.startsWith(slotsPrefix(team))) return [claimFromJson(json)?.by];
    const change = key.startsWith(changesPrefix(team)) ? changeFromJson(json) : null;
    return change === null ? [] : [change.by, ...[...change.added, ...change.removed].map(({ by }) => by)];
  });
  return distinct(persons.flatMap((person) => person?.id ?? []));
}

function changed<Value extends { readonly id: string }>(
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

/** At least one batch, for the trace goes with the last. */
function inBatches(entries: readonly AnonymisedEntry[]): AnonymisedEntry[][] {
  const batches: AnonymisedEntry[][] = [[]];
  for (const whole of Map.groupBy(entries, ({ id }) => id).values()) {
    const batch = batches.at(-1) ?? [];
    if (batch.length > 0 && batch.length + whole.length > AT_ONCE) batches.push([...whole]);
    else batch.push(...whole);
  }
  return batches;
}
