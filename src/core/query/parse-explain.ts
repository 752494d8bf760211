import { isListing } from "#core/explain/read-listeners.ts";
import type { ExplainQuery } from "#core/query/query.ts";

/** `explain` alone, or with a paste in the lines below it, or beside it. */
const COMMAND = /^\s{0,100}(?:\/port[ \t]{1,20})?explain(?=$|[\s:?!.])[ \t:?!.]{0,20}/i;
/** A line that asks for an explanation and says nothing else. */
const REQUEST =
  /^(?:(?:hey|hi|please|pls|can|could|would|will|you|someone|anybody|anyone)[ ,]{1,3}){0,5}explain(?: (?:me|us|this|that|these|those|the|it|all|output|paste|listing|list|ports?|please|pls|above|below|to|for|here)){0,8} ?[?!.:]{0,3}$/i;
/** A request and a paste are told apart by lines; a line that is longer is the paste. */
const MAX_REQUEST = 100;

/**
 * `explain`, and what stands in the lines after it, whatever that is. What stands beside it on the same line has to be a
 * listing: `explain ssh` asks for a service. Null for anything else.
 */
export function parseExplain(text: string): ExplainQuery | null {
  const [command] = COMMAND.exec(text) ?? [];
  if (command === undefined) return null;
  const rest = text.slice(command.length);
  const isBelow = /^[ \t]*(?:\r?\n|$)/.test(rest.slice(0, 200)) || rest.trim() === "";
  if (!isBelow && !isListing(rest)) return null;
  return { kind: "explain", text: rest.trim() };
}

/** A message that asks to explain the listing in it, above the request or below it, or is nothing but a listing. */
export function readExplain(message: string): ExplainQuery | null {
  const text = message.trim();
  const above = requestAbove(text) ?? requestBelow(text);
  const asked = above ?? parseExplain(text);
  if (asked !== null) return asked;
  return isListing(text) ? { kind: "explain", text } : null;
}

function requestAbove(text: string): ExplainQuery | null {
  const end = text.indexOf("\n");
  return end < 0 ? requested(text, "") : requested(text.slice(0, end), text.slice(end + 1));
}

function requestBelow(text: string): ExplainQuery | null {
  const start = text.lastIndexOf("\n");
  return start < 0 ? null : requested(text.slice(start + 1), text.slice(0, start));
}

function requested(line: string, paste: string): ExplainQuery | null {
  const request = line.trim();
  return request.length <= MAX_REQUEST && REQUEST.test(request) ? { kind: "explain", text: paste.trim() } : null;
}
