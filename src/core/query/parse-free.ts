import { parseSpan } from "#core/query/parse-item.ts";
import type { FreeQuery } from "#core/query/query.ts";
import { DEFAULT_FREE, MAX_FREE } from "#core/query/query.ts";
import { isTransport } from "#core/registry/port.ts";

/**
 * `free`, with a count, a transport, `consecutive` and a span after it, each at most once and in any order; null for
 * anything else. @param plain in lower case, digits as 0–9, blanks folded
 */
export function parseFree(plain: string): FreeQuery | null {
  let query: FreeQuery = { kind: "free", count: DEFAULT_FREE, span: null, transport: null, consecutive: false };
  const set = new Set<string>();
  // A span may be written with blanks; closing them up makes it one word.
  const words = plain
    .replace(/(\d) ?(-|–|—|\.\.\.?| to ) ?(?=\d)/g, "$1-")
    .split(" ")
    .slice(1);
  for (const word of words) {
    if (word === "port" || word === "ports") continue;
    const read = readWord(word);
    if (read === null || set.has(read.part)) return null;
    set.add(read.part);
    query = { ...query, ...read.query };
  }
  return query;
}

function readWord(word: string): { part: string; query: Partial<FreeQuery> } | null {
  if (/^\d+$/.test(word)) {
    const count = Number(word);
    return count >= 1 && count <= MAX_FREE ? { part: "count", query: { count } } : null;
  }
  if (isTransport(word)) return { part: "transport", query: { transport: word } };
  if (word === "consecutive") return { part: "consecutive", query: { consecutive: true } };
  const span = parseSpan(word);
  return span === null ? null : { part: "span", query: { span } };
}
