import type { AnswerContext } from "#core/answers/answer-context.ts";
import { labelsOf, onTransport } from "#core/answers/assignment.ts";
import { namedService, preferNumbered } from "#core/answers/service.ts";
import type { StateCounts } from "#core/answers/state.ts";
import { countStates, overallState } from "#core/answers/state.ts";
import type { Usage } from "#core/answers/usage.ts";
import { usageOf } from "#core/answers/usage.ts";
import type { Book } from "#core/book/book.ts";
import { claimsByName, claimsIn } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { ListItemQuery, ListQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { onePort } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";

/** How many queries one answer handles; the rest are listed as omitted. */
const MAX_LISTED = 10;

export interface ListAnswer {
  readonly kind: "list";
  readonly items: readonly ListItem[];
  /** The canonical texts of the omitted queries. */
  readonly omitted: readonly string[];
  readonly registry: RegistrySource;
}

/** One line of a list; `query` asks for its full answer. */
export type ListItem = {
  readonly query: string;
  /** The team's claims there, or with that name. */
  readonly claims: readonly Claim[];
} & (
  | ListedPort
  | ({ readonly kind: "span"; readonly counts: StateCounts } & PortSpan)
  | { readonly kind: "service"; readonly name: string; readonly matches: readonly ServiceMatch[] }
);

/** A port of a list. */
export interface ListedPort extends Pick<Usage, "software" | "exposure"> {
  readonly kind: "port";
  readonly port: number;
  readonly transport: Transport | null;
  readonly state: State;
  /** IANA's service names or uses, in short. */
  readonly names: readonly string[];
}

export function answerList({ items }: ListQuery, knowledge: Knowledge, { book }: AnswerContext): ListAnswer {
  return {
    kind: "list",
    items: items.slice(0, MAX_LISTED).map((item) => answerItem(item, knowledge, book)),
    omitted: items.slice(MAX_LISTED).map(formatQuery),
    registry: knowledge.registry.source,
  };
}

/** How many numbers a service's line shows. */
const MAX_MATCHES_PER_LINE = 4;

function answerItem(item: ListItemQuery, { registry, software, services }: Knowledge, book: Book): ListItem {
  const query = formatQuery(item);
  switch (item.kind) {
    case "port": {
      const { port, transport } = item;
      const here = onTransport(registry.assignmentsAt(port), transport);
      const usage = usageOf(port, transport, here, software.usesOf(port));
      const claims = claimsIn(book, onePort(port), transport);
      const state = overallState(port, transport, registry);
      return {
        query,
        ...item,
        claims,
        state,
        names: labelsOf(here),
        software: usage.software,
        exposure: usage.exposure,
      };
    }
    case "span":
      return { query, ...item, claims: claimsIn(book, item), counts: countStates(item, registry) };
    case "service": {
      const named = preferNumbered(namedService(services.find(item.name)));
      return { query, ...item, claims: claimsByName(book, item.name), matches: named.slice(0, MAX_MATCHES_PER_LINE) };
    }
  }
}
