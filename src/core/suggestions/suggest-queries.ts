import { findClaims } from "#core/book/book.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import { printableLine } from "#core/card/printable.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { Query } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort, TRANSPORTS } from "#core/registry/port.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";
import type { SuggestContext } from "#core/suggestions/describe.ts";
import { describePort, describeSpan } from "#core/suggestions/describe.ts";
import { numbersBeginningWith, spansBeginningWith } from "#core/suggestions/numbers.ts";

/** A query that a person may mean, while they type. */
export interface Suggestion {
  /** Canonical text; reading it gives a query. At most 100 characters, never empty. */
  readonly query: string;
  /** What it is, in a line of plain text of at most 100 characters, never empty. */
  readonly label: string;
}

/** Discord's limit for both. */
const MAX_LENGTH = 100;
/** What is typed beyond this is no longer a name or a number. */
const MAX_TYPED = 200;

/**
 * What a person may mean who has typed so far: what stands there, numbers that begin with the digits, claims of the
 * team, names, what was likely misspelt, known uses and spans. The likeliest first, each query once. Takes any text and
 * never throws.
 */
export function suggestQueries(typed: string, suggesting: SuggestContext, limit: number): readonly Suggestion[] {
  const text = typed.slice(0, MAX_TYPED).trim();
  const found = new Map<string, string>();
  for (const { query, label } of candidates(text, suggesting)) {
    if (found.size === limit) break;
    const isUsable = query !== "" && query.length <= MAX_LENGTH && parseQuery(query).kind !== "invalid";
    if (isUsable && !found.has(query)) found.set(query, cut(printableLine(label).trim() || query));
  }
  return [...found].map(([query, label]) => ({ query, label }));
}

function* candidates(text: string, suggesting: SuggestContext): Generator<Suggestion> {
  if (text === "") return yield* examples("", suggesting);
  const plain = plainQuery(text);
  const query = parseQuery(text);
  if (query.kind !== "invalid" && query.kind !== "service") yield described(query, suggesting);
  if (query.kind === "invalid") yield ofText(query.suggestion, suggesting);
  const digits = /^:?(?:ports? )?0*(\d{1,5})\/?$/.exec(plain)?.[1];
  if (digits !== undefined) return yield* forDigits(digits, plain.endsWith("/"), suggesting);
  const [, first, last = ""] = /^(\d{1,5}) ?(?:-|–|—|\.\.\.?|to) ?(\d{0,5})$/.exec(plain) ?? [];
  if (first !== undefined) {
    for (const span of spansBeginningWith(Number(first), last)) yield spanOf(span, suggesting);
  }
  yield* examples(plain, suggesting);
  if (query.kind === "service") yield* forName(query.name, suggesting);
}

function* forDigits(digits: string, isTransportNext: boolean, suggesting: SuggestContext): Generator<Suggestion> {
  const port = Number(digits);
  if (isTransportNext && isPort(port)) {
    for (const transport of TRANSPORTS) {
      yield { query: `${port}/${transport}`, label: describePort(port, transport, suggesting) };
    }
  }
  for (const number of numbersBeginningWith(digits, suggesting)) {
    yield { query: `${number}`, label: describePort(number, null, suggesting) };
  }
  for (const span of spansBeginningWith(port, "")) yield spanOf(span, suggesting);
}

function* forName(name: string, suggesting: SuggestContext): Generator<Suggestion> {
  const { knowledge, viewpoint, messages } = suggesting;
  const { suggestions: words } = messages;
  for (const { span } of findClaims(viewpoint.book, name)) yield numbersOf(span, suggesting);
  const matches = knowledge.services.find(name);
  if (matches.some(({ exact }) => exact)) yield { query: name, label: words.line(name, [words.service]) };
  for (const match of matches) yield ofMatch(match, suggesting);
  for (const close of knowledge.services.suggest(name)) {
    yield { query: close, label: words.line(close, [words.didYouMean]) };
  }
  for (const match of knowledge.services.search(name)) yield ofMatch(match, suggesting);
  yield { query: `search ${name}`, label: words.search(name) };
}

function ofMatch({ port, last, serviceName, software }: ServiceMatch, suggesting: SuggestContext): Suggestion {
  const { suggestions: words } = suggesting.messages;
  const name = serviceName ?? software ?? "";
  if (port === null) return { query: name, label: words.line(name, [words.withoutPort]) };
  const { query, label } = numbersOf({ first: port, last: last ?? port }, suggesting);
  return { query, label: label.toLowerCase().includes(name.toLowerCase()) ? label : words.line(label, [name]) };
}

/** What can be asked besides numbers and names, as far as it begins like what is typed. */
function* examples(plain: string, { messages }: SuggestContext): Generator<Suggestion> {
  for (const [query, what] of Object.entries(messages.suggestions.examples)) {
    if (query.startsWith(plain)) yield { query, label: messages.suggestions.line(query, [what]) };
  }
}

function ofText(text: string, suggesting: SuggestContext): Suggestion {
  const query = parseQuery(text);
  return query.kind === "invalid" ? { query: text, label: text } : described(query, suggesting);
}

function described(query: Query, suggesting: SuggestContext): Suggestion {
  if (query.kind === "port") {
    return { query: formatQuery(query), label: describePort(query.port, query.transport, suggesting) };
  }
  if (query.kind === "span") return spanOf(query, suggesting);
  const text = formatQuery(query);
  return { query: text, label: text };
}

function numbersOf(span: PortSpan, suggesting: SuggestContext): Suggestion {
  if (span.first !== span.last) return spanOf(span, suggesting);
  return { query: `${span.first}`, label: describePort(span.first, null, suggesting) };
}

function spanOf({ first, last }: PortSpan, suggesting: SuggestContext): Suggestion {
  return { query: formatQuery({ kind: "span", first, last }), label: describeSpan({ first, last }, suggesting) };
}

/** Not in the middle of a character of two code units. */
function cut(label: string): string {
  if (label.length <= MAX_LENGTH) return label;
  return `${label.slice(0, MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, "")}${CUT_MARK}`;
}
