import { EMPTY_PASTE } from "#core/explain/listener.ts";
import { isListing, readListeners } from "#core/explain/read-listeners.ts";
import type { ExplainQuery } from "#core/query/query.ts";
import { withoutCommandName } from "#core/query/query.ts";
import type { PortNamed } from "#core/registry/named-ports.ts";

/** `explain` alone, or with a paste in the lines below it, or beside it. */
const COMMAND = /^explain(?=$|[\s:?!.])[ \t:?!.]{0,20}/i;
/** A line that asks for an explanation and says nothing else. */
const REQUEST =
  /^(?:(?:hey|hi|please|pls|can|could|would|will|you|someone|anybody|anyone)[ ,]{1,3}){0,5}explain(?: (?:me|us|this|that|these|those|the|it|all|output|paste|listing|list|ports?|please|pls|above|below|to|for|here)){0,8} ?[?!.:]{0,3}$/i;
/** A longer line is the paste and not a request. */
const MAX_REQUEST = 100;

/**
 * A request to explain the lines above or below it, whatever they are; or `explain` with a listing beside it.
 * Anything else beside it is asked about: `explain ssh`. Null for any other text. Reads a listing once at most.
 */
export function parseExplain(text: string, portNamed: PortNamed): ExplainQuery | null {
  const typed = withoutCommandName(text).trim();
  const paste = besideRequest(typed);
  if (paste !== null) return explainQuery(paste, portNamed);
  const [command] = COMMAND.exec(typed) ?? [];
  if (command === undefined) return null;
  const beside = typed.slice(command.length);
  return /^(?:\r?\n|$)/.test(beside) ? explainQuery(beside, portNamed) : explainListing(beside, portNamed);
}

/** A text that is nothing but a listing; null for any other, and for what begins with `explain`: see `parseExplain`. */
export function parseListing(text: string, portNamed: PortNamed): ExplainQuery | null {
  const typed = withoutCommandName(text).trim();
  return COMMAND.test(typed) ? null : explainListing(typed, portNamed);
}

/** The query to explain a paste, whatever it says: reads it. */
export function explainQuery(paste: string, portNamed: PortNamed): ExplainQuery {
  const text = paste.trim();
  return { kind: "explain", text, paste: text === "" ? EMPTY_PASTE : readListeners(text, portNamed) };
}

function explainListing(text: string, portNamed: PortNamed): ExplainQuery | null {
  // Without a digit it names no port.
  const query = /\d/.test(text) ? explainQuery(text, portNamed) : null;
  return query !== null && isListing(query.paste) ? query : null;
}

/** The lines below a request in the first line, or above one in the last; null where neither is a request. */
function besideRequest(text: string): string | null {
  const [first, last] = [text.indexOf("\n"), text.lastIndexOf("\n")];
  if (first < 0) return isRequest(text) ? "" : null;
  if (isRequest(text.slice(0, first))) return text.slice(first + 1);
  return isRequest(text.slice(last + 1)) ? text.slice(0, last) : null;
}

function isRequest(line: string): boolean {
  const typed = line.trim();
  return typed.length <= MAX_REQUEST && REQUEST.test(typed);
}
