import { namedService } from "#core/answers/service.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { WatchSubject } from "#core/query/query.ts";
import { MAX_WATCHED } from "#core/query/query.ts";
import { spanSize } from "#core/registry/port.ts";

/**
 * What a watch is about: IANA's service of that name, or else the number that software of that name listens on. Null if
 * nothing has the name.
 */
export function findSubject(asked: WatchSubject, { registry, services }: Knowledge): WatchSubject | null {
  if (asked.kind === "numbers") return asked;
  const { name } = asked;
  if (registry.recordsNamed(name).length > 0) return asked;
  const named = namedService(services.find(name));
  const service = named.find(({ serviceName }) => serviceName !== null)?.serviceName;
  if (service !== undefined && service !== null) return { kind: "name", name: service.toLowerCase() };
  for (const { port, last } of named) {
    const span = port === null ? null : { first: port, last: last ?? port };
    if (span !== null && spanSize(span) <= MAX_WATCHED) return { kind: "numbers", span };
  }
  return null;
}

/** Names that are close to one that nothing has, as they can be watched. */
export function suggestNames(asked: WatchSubject, knowledge: Knowledge): readonly string[] {
  if (asked.kind === "numbers") return [];
  const close = knowledge.services.suggest(asked.name).map((name) => name.toLowerCase().replaceAll(" ", "-"));
  return distinct(close).filter((name) => findSubject({ kind: "name", name }, knowledge) !== null);
}
