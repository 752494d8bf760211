import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort, isTransport, spanText } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySnapshot } from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";

/** What people act on in a row. Its contacts, documents and dates change far more often. */
export type RowFacts = Pick<
  RegistryRecord,
  "span" | "transport" | "category" | "serviceName" | "description" | "assignees" | "note"
>;

/** A row that is there for a service or a reservation, before and after an update. */
export type RegistryChange =
  | { readonly kind: "added"; readonly after: RowFacts }
  | { readonly kind: "changed"; readonly before: RowFacts; readonly after: RowFacts }
  | { readonly kind: "removed"; readonly before: RowFacts };

/** What one update of the registry changed. */
export interface RegistryUpdate {
  /** The date of the registry before, `YYYY-MM-DD`. */
  readonly from: string;
  /** The date of the registry after. */
  readonly to: string;
  readonly changes: readonly RegistryChange[];
}

/** A registry whose rows are compared. */
type ComparedRegistry = Pick<RegistrySnapshot, "source" | "records">;

export function compareRegistries(before: ComparedRegistry, after: ComparedRegistry): RegistryUpdate {
  return {
    from: before.source.updated,
    to: after.source.updated,
    changes: compareRows(rowsToCompare(before.records), rowsToCompare(after.records)),
  };
}

/** The rows that a change is told of. Rows of unassigned numbers only fill the gaps between the others. */
export function rowsToCompare(records: Iterable<RegistryRecord>): RowFacts[] {
  return [...records].filter(({ category }) => category !== "unassigned").map(factsOf);
}

/** The changes from one list of rows to another, in the order of the second; what was removed comes last. */
export function compareRows(before: readonly RowFacts[], after: readonly RowFacts[]): RegistryChange[] {
  const { added, removed, kept } = matchRows(before, after);
  const changed = kept.filter(([was, is]) => JSON.stringify(was) !== JSON.stringify(is));
  return [
    ...added.map((row): RegistryChange => ({ kind: "added", after: row })),
    ...changed.map(([was, is]): RegistryChange => ({ kind: "changed", before: was, after: is })),
    ...removed.map((row): RegistryChange => ({ kind: "removed", before: row })),
  ];
}

/** What {@link matchRows} found: the rows of one list only, and the pairs that are in both. */
export interface MatchedRows<Row> {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
  readonly kept: readonly (readonly [before: Row, after: Row])[];
}

/** Matches rows by numbers, transport and service name, in any order. */
export function matchRows<Row extends Pick<RegistryRecord, "span" | "transport" | "serviceName">>(
  before: Iterable<Row>,
  after: Iterable<Row>,
): MatchedRows<Row> {
  const unmatched = Map.groupBy(before, identity);
  const added: Row[] = [];
  const kept: (readonly [Row, Row])[] = [];
  for (const row of after) {
    const partner = unmatched.get(identity(row))?.shift();
    if (partner === undefined) added.push(row);
    else kept.push([partner, row]);
  }
  return { added, removed: [...unmatched.values()].flat(), kept };
}

function identity({ span, transport, serviceName }: Pick<RegistryRecord, "span" | "transport" | "serviceName">) {
  return [span === null ? "" : spanText(span), transport ?? "", serviceName ?? ""].join("\t");
}

/** Always in the same order, so that equal facts have equal JSON. */
function factsOf({ span, transport, category, serviceName, description, assignees, note }: RowFacts): RowFacts {
  return { span, transport, category, serviceName, description, assignees, note };
}

export function updateToJson({ from, to, changes }: RegistryUpdate): Json {
  return { from, to, changes: changes.map(changeToJson) };
}

function changeToJson(change: RegistryChange): Json {
  return {
    kind: change.kind,
    ...(change.kind === "added" ? {} : { before: rowToJson(change.before) }),
    ...(change.kind === "removed" ? {} : { after: rowToJson(change.after) }),
  };
}

export function rowToJson({ span, ...row }: RowFacts): Json {
  return { span: span === null ? null : { first: span.first, last: span.last }, ...row };
}

/** Null for anything but the result of {@link updateToJson}. */
export function updateFromJson(json: Json | undefined): RegistryUpdate | null {
  if (!isJsonObject(json) || typeof json.from !== "string" || typeof json.to !== "string") return null;
  const changes = listFromJson(json.changes, changeFromJson);
  return changes === null ? null : { from: json.from, to: json.to, changes };
}

function changeFromJson(json: Json): RegistryChange | null {
  if (!isJsonObject(json)) return null;
  const before = rowFromJson(json.before);
  const after = rowFromJson(json.after);
  switch (json.kind) {
    case "added":
      return after === null ? null : { kind: "added", after };
    case "changed":
      return before === null || after === null ? null : { kind: "changed", before, after };
    case "removed":
      return before === null ? null : { kind: "removed", before };
    default:
      return null;
  }
}

/** Null for anything but the result of {@link rowToJson}. */
export function rowFromJson(json: Json | undefined): RowFacts | null {
  if (!isJsonObject(json)) return null;
  const { span: stored = null, transport = null, serviceName = null, description, note = null } = json;
  const category = CATEGORIES.find((each) => each === json.category);
  const span = stored === null ? null : spanFromJson(stored);
  const assignees = listFromJson(json.assignees, (each) => (typeof each === "string" ? each : null));
  if (category === undefined || typeof description !== "string" || assignees === null) return null;
  if (stored !== null && span === null) return null;
  if (!isTextOrNull(serviceName) || !isTextOrNull(note) || !isTextOrNull(transport)) return null;
  if (transport !== null && !isTransport(transport)) return null;
  return factsOf({ span, transport, category, serviceName, description, assignees, note });
}

export function spanFromJson(json: Json | undefined): PortSpan | null {
  if (!isJsonObject(json)) return null;
  const { first, last } = json;
  if (typeof first !== "number" || typeof last !== "number") return null;
  return isPort(first) && isPort(last) && first <= last ? { first, last } : null;
}

/** Null if it isn't a list, or has an item that can't be read. */
export function listFromJson<Item>(json: Json | undefined, read: (json: Json) => Item | null): Item[] | null {
  if (!Array.isArray(json)) return null;
  const items = json.map(read).filter((item) => item !== null);
  return items.length === json.length ? items : null;
}

function isTextOrNull(json: Json): json is string | null {
  return json === null || typeof json === "string";
}
