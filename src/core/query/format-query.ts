import type { Query } from "#core/query/query.ts";

/** The canonical text of a query: what buttons carry and help shows. Parsing it gives the query back. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case "port":
      return query.transport === null ? `${query.port}` : `${query.port}/${query.transport}`;
    case "help":
      return "help";
  }
}
