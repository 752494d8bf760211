import { comparesSomething, comparisonIn } from "#core/query/comparison.ts";
import { findNames, isFiller } from "#core/query/find-names.ts";
import { HELP, invalid } from "#core/query/invalid-input.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { claimExample } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { CompareQuery, ListQuery, LookupQuery, ParsedQuery, Query, ServiceQuery } from "#core/query/query.ts";
import { PROBLEMS } from "#core/query/query.ts";
import type { NameLookup } from "#core/query/read-context.ts";
import { findUnknownName, isShortName, MAX_SENTENCE, queryOf, readSentence } from "#core/query/read-sentence.ts";
import { readSmallTalk } from "#core/query/small-talk.ts";

/** Resolves a message for Portcall that parses as this query but may be a sentence. */
export function interpretMessage(query: ParsedQuery, text: string, names: NameLookup): ParsedQuery {
  if (query.kind === "claim") return invalid("claim-not-understood", text, claimExample(query.span));
  if (isTeamQuery(query)) return readSentence(text, names).certain ?? query;
  if (query.kind !== "invalid" && !hasNames(query)) return query;
  const smallTalk = readSmallTalk(text);
  if (smallTalk !== null) return smallTalk;
  const sentence = readAddressed(query, text, names, false);
  if (sentence !== null) return sentence;
  if (query.kind === "invalid" && PROBLEMS[query.reason] !== "unknown") return query;
  const suggested = () => queryOf(findNames(text, names).mentioned) ?? HELP;
  return namesIn(query, names) ?? findUnknownName(text) ?? invalid("no-port-in-message", text, suggested());
}

/** Resolves a command that parses as a name, or as nothing, but may be a sentence; null if it isn't one. */
export function interpretCommand(query: ParsedQuery, text: string, names: NameLookup): ParsedQuery | null {
  const asked = query.kind === "more" ? query.of : query;
  if (asked.kind === "service" && isKnown(asked.name, names)) return query;
  const smallTalk = readSmallTalk(text);
  if (smallTalk !== null) return smallTalk;
  const words = asked.kind === "service" ? listOfWords(asked.name, names) : null;
  if (words !== null) return words;
  const sentence = readAddressed(query, text, names, true);
  // A count that is too high isn't a port.
  const isFree = query.kind === "invalid" && query.reason === "free-not-understood";
  if (isFree && sentence?.kind !== "free") return null;
  return query.kind === "more" && sentence?.kind === "service" ? { kind: "more", of: sentence } : sentence;
}

/** `ssh http 443`: numbers and names that something has, and nothing else. */
function listOfWords(text: string, names: NameLookup): LookupQuery | null {
  const items = text.split(" ").map(parseItem);
  const isMeant = ({ name }: ServiceQuery) => isKnown(name, names) && !isFiller(name);
  const known = items.filter((item) => item !== null && (item.kind !== "service" || isMeant(item)));
  return items.length > 1 && known.length === items.length ? queryOf(known.filter((item) => item !== null)) : null;
}

/** Whether a command's items have words in them that say nothing, or names that nothing has: `puerto 8080`, `imap vs pop3 port`. */
export function mayBeSentence(query: ParsedQuery, names: NameLookup): boolean {
  if (query.kind === "compare")
    return query.items.some((item) => item.kind === "service" && !isKnown(item.name, names));
  return query.kind === "list" && query.items.some((item) => item.kind === "service" && isFiller(item.name));
}

function hasItems(query: Query): query is ListQuery | CompareQuery {
  return query.kind === "list" || query.kind === "compare";
}

/** A name or a list with a name may be the words of a sentence. */
export function hasNames(query: Query): boolean {
  if (query.kind === "more") return hasNames(query.of);
  return query.kind === "service" || (hasItems(query) && query.items.some(({ kind }) => kind === "service"));
}

/**
 * The ports or services that a text for Portcall asks for, or the question whether it means its numbers; null if it asks
 * for none. What is certain comes first, then what is asked for by name, then what is possible.
 */
function readAddressed(query: ParsedQuery, text: string, names: NameLookup, isCommand: boolean): ParsedQuery | null {
  // A port beats an impossible number beside it: an id, a phone number, a rule number.
  const problem = query.kind === "invalid" ? PROBLEMS[query.reason] : null;
  if ((problem === "number" || problem === "notation") && !SENTENCE.test(text)) return null;
  const { certain, possible } = readSentence(text, names);
  if (certain !== null) return certain;
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  const found = findNames(text, names, isCommand || comparesSomething(plain));
  const named = comparisonIn(plain, found.asked) ?? queryOf(found.asked);
  if (named !== null && (found.wantsPort || possible === null)) return named;
  // `sql server 1433`: a name and a number, and nothing else.
  return possible?.kind === "invalid" && found.isNothingElse && named !== null ? possible.suggested : possible;
}

/** Any letters but those of a number, as in `0x50`, `1e3` and `70000/tcp`; or several numbers. */
const SENTENCE = /\p{L}{2}.*[\s,;]|[\s,;].*\p{L}{2}|\d[,;]?\s+\d/su;

/** The query, if it is one by name: a list needs a name that something has, or it is a sentence with a comma. */
function namesIn(query: ParsedQuery, names: NameLookup): LookupQuery | null {
  if (query.kind === "more") return query.of.kind === "service" && isShortName(query.of.name) ? query : null;
  if (query.kind === "invalid" || !hasItems(query)) return null;
  const services = query.items.flatMap((item) => (item.kind === "service" ? [item] : []));
  const isList = services.every(({ name }) => isShortName(name)) && services.some(({ name }) => isKnown(name, names));
  return isList ? query : null;
}

function isKnown(name: string, names: NameLookup): boolean {
  return names.sourceOf(name) !== null;
}
