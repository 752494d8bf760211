import { isContentWord, sentenceWords } from "#core/query/find-names.ts";
import { withoutMore } from "#core/query/parse-lookup.ts";
import type { IsPortSet } from "#core/query/parse-port-set.ts";
import type { MoreQuery, ParsedQuery, PortSetQuery } from "#core/query/query.ts";
import { plainQuery, withoutCommandName } from "#core/query/query.ts";

/** A longer text says more than a question for one system. */
const MAX_LENGTH = 200;
const MAX_NAME_WORDS = 5;

/**
 * The system whose ports a text asks for: `kubernetes ports`, `what do I need to open for a domain controller`, `set
 * kafka`. Null if it names none or several, has a number, or says anything else.
 * @param parsed the text as a query: only what may be a sentence is read again
 */
export function findPortSet(text: string, parsed: ParsedQuery, isPortSet: IsPortSet): PortSetQuery | MoreQuery | null {
  if (text.length > MAX_LENGTH || !mayBeSentence(parsed)) return null;
  const plain = plainQuery(withoutCommandName(text.trim()));
  const brief = withoutMore(plain);
  const name = findName(brief ?? plain, isPortSet);
  if (name === null) return null;
  const of: PortSetQuery = { kind: "port-set", name };
  return brief === null ? of : { kind: "more", of };
}

function mayBeSentence(parsed: ParsedQuery): boolean {
  const kind = parsed.kind === "more" ? parsed.of.kind : parsed.kind;
  return kind === "service" || kind === "list" || kind === "invalid";
}

function findName(plain: string, isPortSet: IsPortSet): string | null {
  const asked = /^(?:ports? )?set (?:of )?(?:ports )?(?:for )?(.+)$/.exec(plain)?.[1];
  if (asked !== undefined && isPortSet(asked)) return asked;
  if (!ASKS_FOR_PORTS.test(plain)) return null;
  const words = sentenceWords(plain);
  const found = words.flatMap((_, start) => longestName(words, start, isPortSet) ?? []);
  const [first] = found;
  if (first === undefined) return null;
  const rest = words.filter((_, at) => at < first.start || at >= first.end);
  return rest.every(isFiller) ? first.name : null;
}

interface SetName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function longestName(words: readonly string[], start: number, isPortSet: IsPortSet): SetName | null {
  for (let end = Math.min(words.length, start + MAX_NAME_WORDS); end > start; end--) {
    const name = words.slice(start, end).join(" ");
    if (isPortSet(name)) return { name, start, end };
  }
  return null;
}

function isFiller(word: string): boolean {
  return !/\d/.test(word) && (!isContentWord(word) || AROUND_SYSTEMS.has(word));
}

/** Words beside a system's name that don't make it another. */
const AROUND_SYSTEMS: ReadonlySet<string> = new Set(
  "cluster clusters node nodes host hosts machine machines setup install installation deployment all everything".split(
    " ",
  ),
);

/** More than one port, or what a firewall lets through. */
const ASKS_FOR_PORTS =
  /(?<![\p{L}\d])(?:ports|puertos|portas|poorten|porte|porty|firewall rules?|(?:need|needs|have|has|want) to (?:open|allow|be open)|(?:open|allow)(?:ed)? (?:for|between))(?![\p{L}\d])/u;
