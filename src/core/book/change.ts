import type { Claim, Person } from "#core/book/claim.ts";
import { claimFromJson, claimToJson, personFromJson, slotsOf } from "#core/book/claim.ts";
import type { Change, Entry, Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changeKey, slotKey, traceKey } from "#core/team/keys.ts";

/** One change of a port book: everything a person did in one step. Changes are never deleted. */
export interface BookChange {
  /** Later changes have greater ids. It is the version of the book from then on. */
  readonly id: string;
  /** The version of the book before; null in the changes of releases that didn't say. */
  readonly follows: string | null;
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
 * A version of a book after another: short enough to type, and sorted by time, or else by the version before, since the
 * clocks of two processes differ. Nine base-36 digits hold milliseconds until the year 5188.
 */
export function nextVersion(before: string, at: number, newId: string): string {
  const [, earlier] = /^([0-9a-z]{9})-/.exec(before) ?? [];
  const time = earlier === undefined ? at : Math.max(at, Number.parseInt(earlier, 36) + 1);
  return `${time.toString(36).padStart(9, "0")}-${newId.slice(0, 6)}`;
}

/**
 * The store commit for a change. It expects the version that the change follows and, so that nobody's claim is ever
 * overwritten, the slots as they are in it.
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
    expect: [
      [bookKey(team), change.follows === "" || change.follows === null ? undefined : change.follows],
      ...before,
      ...absent.map((key) => [key, undefined] as const),
    ],
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
  const { id, follows, at, by, added, removed, undoes } = json;
  if (typeof id !== "string" || typeof at !== "number") return null;
  return {
    id,
    follows: typeof follows === "string" ? follows : null,
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
