import { findClaims } from "#core/book/book.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import { printableLine } from "#core/card/printable.ts";
import type { Suggestion, SuggestLimits } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import { parseServiceName } from "#core/query/parse-item.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { Query } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort, MAX_PORT, onePort, TRANSPORTS } from "#core/registry/port.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";
import { isCurrentUse } from "#core/software/known-use.ts";
import { popularityOf } from "#core/software/popularity.ts";
import type { SuggestContext } from "#core/suggestions/describe-numbers.ts";
import { describePort, describeSpan } from "#core/suggestions/describe-numbers.ts";

/** Longer input is neither a name nor a number. */
const MAX_TYPED = 200;

/**
 * Suggests queries for what has been typed: the text itself, numbers that start with its digits, the team's claims,
 * names, likely misspellings, known uses and spans. Likeliest first, without duplicates. Accepts any text and never
 * throws.
 */
export function suggestQueries(typed: string, context: SuggestContext, limits: SuggestLimits): readonly Suggestion[] {
  const text = typed.slice(0, MAX_TYPED).trim();
  const found = new Map<string, string>();
  for (const { query, label } of candidates(text, context)) {
    if (found.size === limits.count) break;
    if (query.length > limits.length || found.has(query)) continue;
    found.set(query, cut(printableLine(label()).trim() || query, limits.length));
  }
  return [...found].map(([query, label]) => ({ query, label }));
}

/** A query that may be suggested. Its label is made if it is the first with this text. */
interface Candidate {
  readonly query: string;
  label(): string;
}

function* candidates(text: string, context: SuggestContext): Generator<Candidate> {
  if (text === "") return yield* suggestExamples("", context);
  const plain = plainQuery(text);
  const query = parseQuery(text, undefined, context.knowledge.software.portSets.has);
  if (query.kind === "invalid") yield suggestInstead(query.suggested, text, context);
  else if (query.kind !== "service") yield describe(query, context);
  const digits = /^:?(?:ports? )?0*(\d{1,5})\/?$/.exec(plain)?.[1];
  if (digits !== undefined) return yield* suggestForDigits(digits, plain.endsWith("/"), context);
  const [, first, last = ""] = /^(\d{1,5}) ?(?:-|–|—|\.\.\.?|to) ?(\d{0,5})$/.exec(plain) ?? [];
  if (first !== undefined) {
    for (const span of spansBeginningWith(Number(first), last)) yield suggestSpan(span, context);
  }
  yield* suggestExamples(plain, context);
  if (query.kind === "service") yield* suggestForName(query.name, context);
}

/** Choosing an example must not change anything, so an unfinished change is offered as it was typed. */
function suggestInstead(suggested: Query, text: string, context: SuggestContext): Candidate {
  return isQueryWith(suggested, "isChange") ? { query: text, label: () => text } : describe(suggested, context);
}

function* suggestForDigits(digits: string, isTransportNext: boolean, context: SuggestContext): Generator<Candidate> {
  const port = Number(digits);
  if (isTransportNext && isPort(port)) {
    for (const transport of TRANSPORTS) yield describe({ kind: "port", port, transport }, context);
  }
  for (const number of numbersBeginningWith(digits, context)) yield suggestSpan(onePort(number), context);
  for (const span of spansBeginningWith(port, "")) yield suggestSpan(span, context);
}

function* suggestForName(name: string, context: SuggestContext): Generator<Candidate> {
  const { services } = context.knowledge;
  const words = context.messages.suggestions;
  for (const { span } of findClaims(context.answerContext.book, name)) yield suggestSpan(span, context);
  const matches = services.find(name);
  if (matches.some(({ exact }) => exact)) {
    yield candidate({ kind: "service", name }, () => words.line(name, [words.service]));
  }
  for (const match of matches) yield* suggestMatch(match, context);
  for (const close of services.suggest(name)) yield* suggestName(close, words.didYouMean, context);
  for (const match of services.search(name)) yield* suggestMatch(match, context);
  yield candidate({ kind: "search", text: name }, () => words.search(name));
}

function* suggestMatch(
  { port, last, serviceName, software }: ServiceMatch,
  context: SuggestContext,
): Generator<Candidate> {
  const words = context.messages.suggestions;
  const name = serviceName ?? software ?? "";
  if (port === null) return yield* suggestName(name, words.withoutPort, context);
  const { query, label } = suggestSpan({ first: port, last: last ?? port }, context);
  const labelWithName = () => {
    const text = label();
    return text.toLowerCase().includes(name.toLowerCase()) ? text : words.line(text, [name]);
  };
  yield { query, label: labelWithName };
}

/** Skips names that can't be typed as a query. */
function* suggestName(name: string, said: string, { messages }: SuggestContext): Generator<Candidate> {
  const query = parseServiceName(plainQuery(name));
  if (query !== null) yield candidate(query, () => messages.suggestions.line(name, [said]));
}

/** Suggests example queries that start with what has been typed. */
function* suggestExamples(plain: string, { messages }: SuggestContext): Generator<Candidate> {
  for (const [query, description] of Object.entries(messages.suggestions.examples)) {
    if (query.startsWith(plain)) yield { query, label: () => messages.suggestions.line(query, [description]) };
  }
}

function describe(query: Query, context: SuggestContext): Candidate {
  switch (query.kind) {
    case "port":
      return candidate(query, () => describePort(query.port, query.transport, context));
    case "span":
      return suggestSpan(query, context);
    default:
      return candidate(query, () => formatQuery(query));
  }
}

function suggestSpan({ first, last }: PortSpan, context: SuggestContext): Candidate {
  return first === last
    ? describe({ kind: "port", port: first, transport: null }, context)
    : candidate({ kind: "span", first, last }, () => describeSpan({ first, last }, context));
}

function candidate(query: Query, label: () => string): Candidate {
  return { query: formatQuery(query), label };
}

/** Never cuts a surrogate pair in two. */
function cut(label: string, length: number): string {
  if (label.length <= length) return label;
  return `${label.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}${CUT_MARK}`;
}

/**
 * Port numbers that start with the digits: the number itself, then claimed ones, those of known uses, the most popular first, and assigned
 * ones.
 */
function* numbersBeginningWith(digits: string, { knowledge, answerContext }: SuggestContext): Generator<number> {
  const wanted = Number(digits);
  const startsWithDigits = (port: number) => {
    let start = port;
    while (start > wanted) start = Math.floor(start / 10);
    return start === wanted && (wanted > 0 || port === 0);
  };
  if (isPort(wanted)) yield wanted;
  yield* answerContext.book.claims.map(({ span }) => span.first).filter(startsWithDigits);
  const used = knowledge.software.uses.filter((use) => startsWithDigits(use.span.first) && isCurrentUse(use, null));
  const popularity = popularityOf(used);
  yield* [...popularity.keys()].toSorted((a, b) => (popularity.get(b) ?? 0) - (popularity.get(a) ?? 0) || a - b);
  for (const port of knowledge.registry.assignedPorts) if (startsWithDigits(port)) yield port;
}

/** Spans from a number: to an end that starts with the digits, or else the next 10, 100, 1000. */
function* spansBeginningWith(first: number, end: string): Generator<PortSpan> {
  const isSpan = (last: number) => isPort(first) && last > first && last <= MAX_PORT;
  if (end !== "") {
    for (let size = 1; Number(end) * size <= MAX_PORT; size *= 10) {
      const last = Number(end) * size + size - 1;
      if (isSpan(last)) yield { first, last };
      if (Number(end) === 0) return;
    }
    return;
  }
  for (const size of [10, 100, 1000]) if (isSpan(first + size - 1)) yield { first, last: first + size - 1 };
}
