import type { PortAnswer } from "#core/answers/port.ts";
import type { SearchAnswer, ServiceAnswer } from "#core/answers/service.ts";
import { briefPortOf, namedService, preferNumbered } from "#core/answers/service.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import { presentPortBrief } from "#core/present/port-brief.ts";
import type { NamedAs } from "#core/present/port-lead.ts";
import { claimNodes, claimsBefore } from "#core/present/sections.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";
import { foldName } from "#core/search/text.ts";
import { namedBy } from "#core/software/known-use.ts";

const MAX_TITLE_PLACES = 2;
const MAX_OTHERS = 5;

/** A name that means a number brings the number's card, headed by the name. */
export function presentServiceBrief(answer: ServiceAnswer, messages: Messages): Card {
  const main = briefPortOf(answer);
  if (main === null || namedService(answer.matches).length === 0) return presentService(answer, messages);
  return presentPortBrief(main, messages, namedAs(answer, main, messages));
}

/** What the name in the question adds to its number's card; null if nothing has it. */
export function namedAs(
  { matches, correctedTo, name }: ServiceAnswer,
  main: PortAnswer,
  messages: Messages,
): NamedAs | null {
  const [best] = namedService(matches);
  if (best === undefined) return null;
  return {
    title: messages.brief.titleOf(best.software ?? programOf(main, best) ?? nameOf(best), main.port),
    software: best.software,
    typed: correctedTo === null ? null : name,
    relatives: relatives(best, matches, main, messages),
  };
}

/** The program on the number, where it is what IANA's name means: `BGP` for `bgp`. */
function programOf({ software, knownUses }: PortAnswer, match: ServiceMatch): string | null {
  const [only, ...others] = knownUses.filter((use) => use.kind !== "history" && software.includes(use.software));
  if (only === undefined || others.length > 0) return null;
  return only.kind === "standard" || namedBy([match])(only) ? only.software : null;
}

const SEPARATOR = " · ";
const RELATIVES = 4;
/** Characters, what fits one line. */
const RELATIVES_LENGTH = 62;

/** The other numbers of the service, then of the name, then of names like it. */
function relatives(
  best: ServiceMatch,
  matches: readonly ServiceMatch[],
  main: PortAnswer,
  { brief: words }: Messages,
): string[] {
  const name = foldName(best.software ?? nameOf(best));
  // 443 belongs to DNS over HTTPS as well; the web's other numbers are what its name means.
  const own = main.relatives.filter(({ service }) => name.startsWith(foldName(service)));
  const found = [
    ...own.map(({ port, what }) => ({ port, name: what })),
    ...matches.flatMap((match) => (match.port === null ? [] : [{ port: match.port, name: nameOf(match) }])),
  ];
  const byPort = Map.groupBy(
    found.filter(({ port }) => port !== main.port),
    ({ port }) => port,
  );
  const named = [...byPort].map(([port, [first]]) => words.neighbour(port, first?.name ?? ""));
  const shown = named.slice(0, RELATIVES);
  while (shown.length > 1 && shown.join(SEPARATOR).length > RELATIVES_LENGTH) shown.pop();
  return shown;
}

export function presentService(answer: ServiceAnswer, messages: Messages): Card {
  const words = messages.service;
  const same = namedService(answer.matches);
  const [best] = same;
  if (best === undefined)
    return answer.claims.length > 0 ? presentClaimedName(answer, messages) : presentNotFound(answer, messages);
  const others = places(
    answer.matches.filter((match) => !same.includes(match)),
    messages,
  );
  return {
    title: words.title(nameOf(best), placesOf(preferNumbered(same), messages).slice(0, MAX_TITLE_PLACES).join(" · ")),
    status: "assigned",
    body: [
      ...claimsBefore(answer.claims, messages.team.book.beside, messages),
      { type: "list", items: items(same, messages) },
      ...otherMatches(answer.name, others, messages),
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

/** A name that only exists in the team's port book. */
function presentClaimedName({ name, claims, matches, registry }: ServiceAnswer, messages: Messages): Card {
  const { service: words, team } = messages;
  return {
    title: words.title(name, claims.map(team.book.numbers).slice(0, MAX_TITLE_PLACES).join(" · ")),
    status: "information",
    body: [...claimNodes(claims, messages), ...otherMatches(name, places(matches, messages), messages)],
    footnote: messages.brief.footnote(registry),
  };
}

export function presentSearch(answer: SearchAnswer, messages: Messages): Card {
  const words = messages.search;
  const found = items(answer.matches, messages);
  return {
    title: words.title(answer.text, found.length + answer.claims.length),
    status: found.length + answer.claims.length === 0 ? "problem" : "information",
    body: [
      ...claimsBefore(answer.claims, messages.team.book.beside, messages),
      found.length === 0 ? { type: "text", content: [words.nothing] } : { type: "list", items: found },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

/** The first other matches, and how to see the rest. */
function otherMatches(name: string, others: readonly Phrase[], { service: words }: Messages): CardNode[] {
  const nodes = listUnder(words.also, others.slice(0, MAX_OTHERS));
  if (others.length > MAX_OTHERS) nodes.push({ type: "text", content: [words.searchInstead(name)] });
  return nodes;
}

/** `port 443 tcp, udp`, one per number, in the order of the matches. */
export function placesOf(matches: readonly ServiceMatch[], { service: words }: Messages): string[] {
  const byPort = Map.groupBy(matches, ({ port, last }) => (port === null ? null : `${port}-${last}`));
  return [...byPort.values()].map((rows) => {
    const [{ port, last } = { port: null, last: null }] = rows;
    const transports = distinct(rows.flatMap(({ transport }) => transport ?? []));
    return port === null ? words.withoutPort : words.place(port, last ?? port, transports.join(", "));
  });
}

function presentNotFound(answer: ServiceAnswer, messages: Messages): Card {
  const { service: words } = messages;
  const [suggestion] = answer.suggestions;
  const nodes: CardNode[] = [
    ...listUnder(words.didYouMean, items(answer.candidates, messages)),
    ...listUnder(words.closest, items(answer.matches, messages).slice(0, MAX_OTHERS)),
  ];
  const next = [
    ...(nodes.length === 0 ? [words.noneClose] : []),
    ...(suggestion === undefined ? [] : [words.tryInstead(suggestion)]),
    words.searchInstead(answer.name),
  ];
  return {
    title: words.notFound(answer.name),
    status: "problem",
    body: [...nodes, { type: "text", content: [next.join(" ")] }],
    footnote: messages.brief.footnote(answer.registry),
  };
}

function listUnder(heading: string, found: readonly Phrase[]): CardNode[] {
  return found.length === 0
    ? []
    : [
        { type: "heading", text: heading },
        { type: "list", items: found },
      ];
}

/** One item per service and number, with what it is for and its source. */
function items(matches: readonly ServiceMatch[], messages: Messages): Phrase[] {
  return byPlace(matches).map(([first, ...rows]) => {
    const about = first.description === "" ? "" : ` — ${first.description}`;
    const text = `${placed([first, ...rows], messages)}${about}`;
    const link: Phrase =
      first.sourceUrl === null ? [] : [" ", { text: messages.service.sourceLink, url: first.sourceUrl }];
    return [text, ...link];
  });
}

/** The same without what they are for. */
function places(matches: readonly ServiceMatch[], messages: Messages): Phrase[] {
  return byPlace(matches).map((rows) => [placed(rows, messages)]);
}

type Rows = readonly [ServiceMatch, ...ServiceMatch[]];

/** `redis: port 6379 tcp · IANA` */
function placed(rows: Rows, messages: Messages): string {
  const source = rows[0].source === "iana" ? ` · ${messages.service.iana}` : "";
  return `${nameOf(rows[0])}: ${placesOf(rows, messages).join(" · ")}${source}`;
}

/** Matches that only differ in transport are one. */
function byPlace(matches: readonly ServiceMatch[]): readonly Rows[] {
  const groups = Map.groupBy(withoutRepetition(matches), (match) => JSON.stringify({ ...match, transport: null }));
  return [...groups.values()].flatMap(([first, ...rows]) => (first === undefined ? [] : [[first, ...rows] as const]));
}

/** Without the registry's rows of a name that the table of software has on that number as well. */
function withoutRepetition(matches: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const keyOf = (match: ServiceMatch) => `${match.port} ${foldName(nameOf(match))}`;
  const known = new Set(matches.filter(({ source }) => source === "known-use").map(keyOf));
  return matches.filter((match) => match.source === "known-use" || !known.has(keyOf(match)));
}

/** IANA's service name, or the program's name. */
export function nameOf({ serviceName, software }: ServiceMatch): string {
  return serviceName ?? software ?? "";
}
