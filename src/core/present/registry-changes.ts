import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { Transport } from "#core/registry/port.ts";
import type { RegistryChange, RowFacts } from "#core/registry/registry-change.ts";

/** Where changes are listed. */
export interface ChangeListLimits {
  readonly lines: number;
  /** In characters, of one line. */
  readonly line: number;
  /** In characters, of all lines. */
  readonly whole: number;
}

/** Changes in words, one a line, those that matter most first. */
export interface ChangeList {
  readonly lines: readonly string[];
  /** How many changes are left out. */
  readonly left: number;
}

/** Lists as many changes as fit. What is the same on several transports is one change. */
export function listChanges(
  changes: readonly RegistryChange[],
  { lines: most, line, whole }: ChangeListLimits,
  { watch: words }: Messages,
): ChangeList {
  const groups = groupChanges(changes);
  const lines: string[] = [];
  let length = 0;
  for (const [first, ...same] of groups) {
    const text = shorten(words.change(first, [first, ...same].flatMap(transportOf)), line);
    length += text.length;
    if (lines.length === most || length > whole) break;
    lines.push(text);
  }
  return { lines, left: groups.length - lines.length };
}

export function countChanges(changes: readonly RegistryChange[]): Record<RegistryChange["kind"], number> {
  const count = (kind: RegistryChange["kind"]) => groupChanges(changes).filter(([first]) => first.kind === kind).length;
  return { added: count("added"), removed: count("removed"), changed: count("changed") };
}

const ORDER: readonly RegistryChange["kind"][] = ["added", "removed", "changed"];

type ChangeGroup = readonly [RegistryChange, ...RegistryChange[]];

/** The changes that differ in nothing but their transport, together. */
function groupChanges(changes: readonly RegistryChange[]): ChangeGroup[] {
  const groups = [...Map.groupBy(changes, withoutTransport).values()].flatMap(([first, ...same]): ChangeGroup[] =>
    first === undefined ? [] : [[first, ...same]],
  );
  return groups.toSorted(([a], [b]) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function withoutTransport(change: RegistryChange): string {
  const bare = (row: RowFacts) => ({ ...row, transport: null });
  return JSON.stringify([
    change.kind,
    change.kind === "added" ? null : bare(change.before),
    change.kind === "removed" ? null : bare(change.after),
  ]);
}

function transportOf(change: RegistryChange): Transport[] {
  const { transport } = change.kind === "removed" ? change.before : change.after;
  return transport === null ? [] : [transport];
}
