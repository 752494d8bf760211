import type { Transport } from "#core/registry/port.ts";
import type { Category, RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";

/** Why IANA keeps a number from being assigned, where its registry says so. */
export interface Reason {
  readonly state: Exclude<Category, "assigned">;
  /** Empty if it's for every transport. */
  readonly transports: readonly Transport[];
  /** IANA's own words: how it puts the state, if not in one word, and its note. */
  readonly words: readonly string[];
  /** As in a registry record. */
  readonly references: readonly string[];
  readonly registered: string | null;
  readonly modified: string | null;
}

/** The reasons on a number, in IANA's order; rows that differ only in their transport share one. */
export function reasonsAt(port: number, transport: Transport | null, registry: Registry): readonly Reason[] {
  const rows = registry
    .reasonsAt(port)
    .filter((row) => transport === null || row.transport === null || row.transport === transport)
    .flatMap((row) => toReason(row) ?? []);
  const groups = Map.groupBy(rows, (reason) => JSON.stringify({ ...reason, transports: [] }));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : { ...first, transports: [first, ...others].flatMap(({ transports }) => transports) },
  );
}

function toReason(row: RegistryRecord): Reason | null {
  const { category, transport, description, note, references, registered, modified } = row;
  if (category === "assigned") return null;
  const wording = description.toLowerCase() === category ? [] : [description];
  return {
    state: category,
    transports: transport === null ? [] : [transport],
    words: note === null ? wording : [...wording, note],
    references,
    registered,
    modified,
  };
}
