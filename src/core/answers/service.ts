import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import { claimsByName, findClaims } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { ListQuery, SearchQuery, ServiceQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";

/** How many matches each suggestion contributes. */
const MAX_MATCHES_PER_SUGGESTION = 2;

/** The numbers and transports of the services with a name. */
export interface ServiceAnswer {
  readonly kind: "service";
  readonly name: string;
  /** The team's claims with this name or, if nothing else has it, with its words. */
  readonly claims: readonly Claim[];
  /** The name that was meant, where nothing fits the typed one and a single slip parts them; else null. */
  readonly correctedTo: string | null;
  /** Best first. */
  readonly matches: readonly ServiceMatch[];
  /** What is known of the first number that is this name's alone, or that its software takes first; else null. */
  readonly main: PortAnswer | null;
  /** Where nothing has exactly this name: names that are close, best first. */
  readonly suggestions: readonly string[];
  /** The numbers and transports of the suggestions. */
  readonly candidates: readonly ServiceMatch[];
  readonly registry: RegistrySource;
}

/** The best matches for a text in names, descriptions and known uses. */
export interface SearchAnswer {
  readonly kind: "search";
  readonly text: string;
  /** The team's claims that contain all of these words. */
  readonly claims: readonly Claim[];
  readonly matches: readonly ServiceMatch[];
  readonly registry: RegistrySource;
}

/** The matches of the service with exactly this name; empty if there is none. */
export function namedService(matches: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const best = matches.find(({ exact }) => exact);
  if (best === undefined) return [];
  return matches.filter(({ serviceName, software }) => serviceName === best.serviceName && software === best.software);
}

/** The matches with a port, or all of them if none has one. */
export function preferNumbered(matches: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const numbered = matches.filter(({ port }) => port !== null);
  return numbered.length > 0 ? numbered : matches;
}

/** With more words, the text is one name. */
const MAX_NAMES = 4;

/** `ssh http`: words that are names separately but not together become a list; null for any other name. */
export function separateNames({ name }: ServiceQuery, { services }: Knowledge): ListQuery | null {
  const words = name.split(" ");
  if (words.length < 2 || words.length > MAX_NAMES) return null;
  const isName = (text: string) => services.find(text).some(({ exact }) => exact);
  if (isName(name) || !words.every(isName)) return null;
  return { kind: "list", items: words.map((each) => ({ kind: "service", name: each })) };
}

export function answerService({ name }: ServiceQuery, knowledge: Knowledge, context: AnswerContext): ServiceAnswer {
  const { registry, services } = knowledge;
  const { book } = context;
  const named = claimsByName(book, name);
  const found = services.find(name);
  const claims = named.length > 0 || found.some(({ exact }) => exact) ? named : findClaims(book, name);
  // What fits the text as it was typed may be what was meant: then a correction is only suggested.
  const correctedTo = claims.length > 0 || found.length > 0 ? null : services.correct(name);
  const matches = correctedTo === null ? found : services.find(correctedTo);
  const suggestions = claims.length > 0 || matches.some(({ exact }) => exact) ? [] : services.suggest(name);
  const candidates = suggestions.flatMap((each) =>
    services
      .find(each)
      .filter(({ exact }) => exact)
      .slice(0, MAX_MATCHES_PER_SUGGESTION),
  );
  return {
    kind: "service",
    name,
    claims,
    correctedTo,
    matches,
    main: mainPort(namedService(matches), knowledge, context),
    suggestions,
    candidates,
    registry: registry.source,
  };
}

/** The port that the name's brief card is about; null if the card is about the team's claims or about several numbers. */
export function briefPortOf({ main, claims }: Pick<ServiceAnswer, "main" | "claims">): PortAnswer | null {
  return claims.length > 0 ? null : main;
}

function mainPort(named: readonly ServiceMatch[], knowledge: Knowledge, context: AnswerContext): PortAnswer | null {
  for (const { port, last, software } of named) {
    if (port === null) continue;
    const known = answerPort({ kind: "port", port, transport: null }, knowledge, context);
    if (port === last || (software !== null && known.software.includes(software))) return known;
  }
  return null;
}

export function answerSearch(
  { text }: SearchQuery,
  { registry, services }: Knowledge,
  { book }: AnswerContext,
): SearchAnswer {
  return {
    kind: "search",
    text,
    claims: findClaims(book, text),
    matches: services.search(text),
    registry: registry.source,
  };
}
