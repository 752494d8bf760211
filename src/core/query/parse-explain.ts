import { EMPTY_PASTE } from "#core/explain/listener.ts";
import { isListing, readListeners } from "#core/explain/read-listeners.ts";
import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import { NO_STRUCTURED } from "#core/explain/structured/parse-structured.ts";
import { withoutCommandName } from "#core/query/plain-query.ts";
import type { Comparison, ExplainQuery } from "#core/query/query.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";

/** `explain`, optionally followed by a paste on the same line or below. */
const COMMAND = /^explain(?=$|[\s:?!.])[ \t:?!.]{0,20}/i;
/** A line that only asks for an explanation. */
const REQUEST =
  /^(?:(?:hey|hi|please|pls|can|could|would|will|you|someone|anybody|anyone)[ ,]{1,3}){0,5}explain(?: (?:me|us|this|that|these|those|the|it|all|output|paste|listing|list|ports?|please|pls|above|below|to|for|here)){0,8} ?[?!.:]{0,3}$/i;
const POLITE =
  "(?:(?:hey|hi|please|pls|can|could|would|will|you|someone|anybody|anyone|show|tell|me|us)[ ,]{1,3}){0,6}";
const CHANGE = "(?:what(?:['’]?s| is| has| have)? (?:changed|new|different)|(?:the )?(?:changes?|diffs?|differences?))";
const CHANGE_REST =
  "(?: (?:in|on|of|here|between|since|from|to|with|and|the|these|those|this|that|both|two|them|it|yesterday|today|before|after|then|now|listings?|outputs?|lists?|ports?|please|pls|above|below)){0,8} ?[?!.:]{0,3}";
/** A line that asks to explain what changed between two listings. */
const EXPLAIN_CHANGES = new RegExp(`^${POLITE}explain ${CHANGE}${CHANGE_REST}$`, "i");
/** The same without the word, where two listings follow or precede it. */
const CHANGES = new RegExp(`^${POLITE}(?:${CHANGE}|compare|diff)${CHANGE_REST}$`, "i");
const BOOK = "(?:(?:the|our|my|your|this)(?: team['’]?s?)? )?(?:port ?)?book";
const WITH_BOOK = `(?: (?:this|that|it|these|those|them|the|listing|list|output|above|below|here)){0,4}(?: (?:against|with|to|from|vs\\.?|versus|and|since))? ${BOOK}`;
/** A line that asks how a listing differs from the port book. */
const AGAINST_BOOK = new RegExp(
  `^${POLITE}(?:(?:explain )?(?:${CHANGE}|compare|what differs)${WITH_BOOK}|explain(?: (?:this|that|it|these|those)){0,2} (?:against|vs\\.?|versus) ${BOOK}|(?:what|which)(?: ports?| listeners?)?(?:['’]?s| is| are)?(?: here| listening| listens)?(?: (?:but|and))?(?: isn['’]?t| aren['’]?t| not| missing)(?: yet)? (?:in|from) ${BOOK})(?: (?:please|pls|yet|now))? ?[?!.:]{0,3}$`,
  "i",
);
/** Longer lines are part of the paste, not a request. */
const MAX_REQUEST = 100;

/**
 * Parses a request to explain the lines above or below it, whatever they contain, or `explain` followed by a listing.
 * Other text after it is a question about that text (`explain ssh`): null, like any other text. Reads a listing at most
 * once.
 */
export function parseExplain(
  text: string,
  portByName: PortByName,
  parseStructured: ParseStructured = NO_STRUCTURED,
): ExplainQuery | null {
  const typed = withoutCommandName(text).trim();
  const booked = findPaste(typed, AGAINST_BOOK);
  if (booked !== null) return explainQuery(booked, portByName, parseStructured, "book");
  const changes = findPaste(typed, EXPLAIN_CHANGES);
  if (changes !== null) return explainQuery(changes, portByName, parseStructured, "listings");
  const paste = findPaste(typed, REQUEST);
  if (paste !== null) return explainQuery(paste, portByName, parseStructured);
  const compared = typed.includes("\n") ? findPaste(typed, CHANGES) : null;
  if (compared !== null) return explainListing(compared, portByName, parseStructured, "listings");
  const [command] = COMMAND.exec(typed) ?? [];
  if (command === undefined) return null;
  const beside = typed.slice(command.length);
  const explained = /^(?:\r?\n|$)/.test(beside) ? explainQuery : explainListing;
  return explained(beside, portByName, parseStructured);
}

/**
 * Parses a text that is a listing and nothing else. Null for any other text, and for text starting with `explain`,
 * which `parseExplain` handles.
 */
export function parseListing(
  text: string,
  portByName: PortByName,
  parseStructured: ParseStructured = NO_STRUCTURED,
): ExplainQuery | null {
  const typed = withoutCommandName(text).trim();
  if (COMMAND.test(typed)) return null;
  const query = explainListing(typed, portByName, parseStructured);
  // A few lines of a configuration ask for the ports in them; a listing tells what there is.
  const isSnippet = query !== null && query.paste.listeners.length <= MAX_SNIPPET && CONFIGURATION.test(typed);
  return isSnippet ? null : query;
}

/** So many ports of a configuration are asked for by themselves. */
const MAX_SNIPPET = 2;
/** YAML of a compose file or a Kubernetes manifest. */
const CONFIGURATION = /^(?!\s*[[{])[\s\S]*?^\s*(?:- )?(?:ports|services|spec|kind|apiVersion|image):/m;

/**
 * Reads a paste, whatever it contains, into a query.
 *
 * @param comparison what to compare the listing in it with
 */
export function explainQuery(
  paste: string,
  portByName: PortByName,
  parseStructured: ParseStructured = NO_STRUCTURED,
  comparison: Comparison | null = null,
): ExplainQuery {
  const text = paste.trim();
  const isAsked = comparison === "listings";
  const read = text === "" ? EMPTY_PASTE : readListeners(text, portByName, parseStructured, isAsked);
  return { kind: "explain", text, paste: read, comparison };
}

function explainListing(
  text: string,
  portByName: PortByName,
  parseStructured: ParseStructured,
  comparison: Comparison | null = null,
): ExplainQuery | null {
  // Text without a digit can't name a port.
  const query = /\d/.test(text) ? explainQuery(text, portByName, parseStructured, comparison) : null;
  return query !== null && isListing(query.paste) ? query : null;
}

/** The lines below a request on the first line, or above one on the last; null if there is neither. */
function findPaste(text: string, request: RegExp): string | null {
  const [first, last] = [text.indexOf("\n"), text.lastIndexOf("\n")];
  const isRequest = (line: string) => line.length <= MAX_REQUEST && request.test(line.trim());
  if (first < 0) return isRequest(text) ? "" : null;
  if (isRequest(text.slice(0, first))) return text.slice(first + 1);
  return isRequest(text.slice(last + 1)) ? text.slice(0, last) : null;
}
