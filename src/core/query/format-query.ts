import { assertNever } from "#core/card/card.ts";
import type { FreeQuery, ListedQuery, Query } from "#core/query/query.ts";
import { DEFAULT_FREE } from "#core/query/query.ts";

/** The canonical text of a query: what buttons carry and help shows. Parsing it gives the query back. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case "port":
      return query.transport === null ? `${query.port}` : `${query.port}/${query.transport}`;
    case "span":
      return `${query.first}-${query.last}`;
    case "service":
      return query.name;
    case "list":
      return query.items.map(formatQuery).join(listSeparator(query.items));
    case "free":
      return formatFree(query);
    case "search":
      return `search ${query.text}`;
    case "random":
    case "help":
      return query.kind;
    default:
      return assertNever(query);
  }
}

/** Words may belong together (`home assistant`, `53 udp`), so a list with a name in it needs commas. */
function listSeparator(items: readonly ListedQuery[]): string {
  return items.some(({ kind }) => kind === "service") ? ", " : " ";
}

function formatFree({ count, span, transport, consecutive }: FreeQuery): string {
  return [
    "free",
    count === DEFAULT_FREE ? null : count,
    transport,
    consecutive ? "consecutive" : null,
    span === null ? null : `${span.first}-${span.last}`,
  ]
    .filter((part) => part !== null)
    .join(" ");
}
