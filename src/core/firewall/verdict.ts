/** Who gets through: everybody if `from` is null, unknown peers if it is empty; on one interface if `via` isn't null. */
export interface Admitted {
  readonly from: string | null;
  readonly via: string | null;
}

/** What the rules say of new connections to a port from elsewhere. `unknown` where the text doesn't decide it. */
export type Verdict =
  | { readonly kind: "anywhere" | "blocked" | "unknown" }
  | { readonly kind: "some"; readonly who: readonly Admitted[] };

export const ANYWHERE: Verdict = { kind: "anywhere" };
export const BLOCKED: Verdict = { kind: "blocked" };
export const UNKNOWN: Verdict = { kind: "unknown" };

/** How many are told apart. */
export const MAX_ADMITTED = 40;

export function isSame(one: Verdict, other: Verdict): boolean {
  return one === other || (one.kind === "some" && other.kind === "some" && keyOf(one) === keyOf(other));
}

/** Equal for verdicts that say the same. */
export function keyOf(verdict: Verdict): string {
  return verdict.kind === "some" ? JSON.stringify(verdict.who) : verdict.kind;
}

export function distinctAdmitted(who: readonly Admitted[]): readonly Admitted[] {
  return [...new Map(who.map((each) => [JSON.stringify([each.from, each.via]), each])).values()];
}

/** Open if any is. */
export function either(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return UNKNOWN;
  if (verdicts.includes(ANYWHERE)) return ANYWHERE;
  const who = verdicts.flatMap((verdict) => (verdict.kind === "some" ? verdict.who : []));
  if (who.length > 0) return { kind: "some", who: distinctAdmitted(who).slice(0, MAX_ADMITTED) };
  return verdicts.includes(UNKNOWN) ? UNKNOWN : BLOCKED;
}

/** Open if all are; the first that limits it says to whom. */
export function both(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(BLOCKED)) return BLOCKED;
  if (verdicts.includes(UNKNOWN)) return UNKNOWN;
  return verdicts.find(({ kind }) => kind === "some") ?? ANYWHERE;
}
