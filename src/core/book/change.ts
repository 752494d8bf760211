import type { Claim, Person } from "#core/book/claim.ts";
import { claimFromJson, claimToJson, personFromJson, slotsOf } from "#core/book/claim.ts";
import type { Change, Entry, Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changeKey, slotKey, traceKey } from "#core/team/keys.ts";

/** One change of a port book: everything a person did in one step. Changes are never deleted. */
export interface BookChange {
  /** Later changes have greater ids. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null if they asked to be forgotten. */
  readonly by: Person | null;
  readonly added: readonly Claim[];
  readonly removed: readonly Claim[];
  /** The id of the change that this one undoes, or null. */
  readonly undoes: string | null;
}

/**
 * The store commit for a change. It expects the book as it was when the change was made, so that nobody's claim is ever
 * overwritten.
 * @param usage what the person's trace says from now on
 */
export function storeChange(
  team: Asker["team"],
  { person }: Pick<Asker, "person">,
  change: BookChange,
  usage: Json,
): Required<Pick<Change, "expect" | "put" | "remove">> {
  const before = slotEntries(team, change.removed);
  const after = slotEntries(team, change.added);
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const absent = [...after.keys()].filter((key) => !before.has(key));
  return {
    expect: [...before, ...absent.map((key) => [key, undefined] as const)],
    put: [
      ...after,
      [changeKey(team, change.id), changeToJson(change)],
      [bookKey(team), change.id],
      [traceKey({ person, team }), usage],
    ],
    remove: removed,
  };
}

function slotEntries(team: Asker["team"], claims: readonly Claim[]): Map<string, Json> {
  return new Map(
    claims.flatMap((claim) => {
      const json = claimToJson(claim);
      return slotsOf(claim).map((slot): Entry => [slotKey(team, slot), json]);
    }),
  );
}

export function changeToJson({ added, removed, by, ...rest }: BookChange): Json {
  return {
    ...rest,
    by: by === null ? null : { ...by },
    added: added.map(claimToJson),
    removed: removed.map(claimToJson),
  };
}

/** Parses what {@link changeToJson} wrote; null for anything else. */
export function changeFromJson(json: Json | undefined): BookChange | null {
  if (!isJsonObject(json)) return null;
  const { id, at, by, added, removed, undoes } = json;
  if (typeof id !== "string" || typeof at !== "number") return null;
  return {
    id,
    at,
    by: personFromJson(by),
    added: claimsFromJson(added),
    removed: claimsFromJson(removed),
    undoes: typeof undoes === "string" ? undoes : null,
  };
}

function claimsFromJson(json: Json | undefined): Claim[] {
  return Array.isArray(json) ? json.map(claimFromJson).filter((claim) => claim !== null) : [];
}
