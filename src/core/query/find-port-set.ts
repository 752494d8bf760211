import { isContentWord, sentenceWords } from "#core/query/find-names.ts";
import { withoutMore } from "#core/query/parse-lookup.ts";
import type { IsPortSet } from "#core/query/parse-port-set.ts";
import { plainQuery, withoutCommandName } from "#core/query/plain-query.ts";
import type { MoreQuery, ParsedQuery, PortRulesQuery, PortSetQuery, RuleFormat } from "#core/query/query.ts";
import type { NameLookup, ReadContext } from "#core/query/read-context.ts";

/** A longer text says more than a question for one system. */
const MAX_LENGTH = 200;
const MAX_NAME_WORDS = 5;

/**
 * The system whose ports or rules a text asks for: `kubernetes ports`, `what do I need to open for a domain
 * controller`, `ufw rules for kafka`, `set kafka`, `kubernetes cluster`. Null if it names none or several, other
 * software beside it, or a number.
 * @param parsed the text as a query: only what may be a sentence is read again
 */
export function findPortSet(
  text: string,
  parsed: ParsedQuery,
  { isPortSet, names }: Pick<ReadContext, "isPortSet" | "names">,
): PortSetQuery | PortRulesQuery | MoreQuery | null {
  if (text.length > MAX_LENGTH || !mayBeSentence(parsed)) return null;
  const plain = plainQuery(withoutCommandName(text.trim()));
  const brief = withoutMore(plain);
  const asked = brief ?? plain;
  const format = FORMATS.find(({ words }) => words.test(asked));
  if (format !== undefined) {
    const found = findName(asked.replace(format.words, " "), isPortSet);
    return found?.rest.every(isFiller) ? { kind: "port-rules", name: found.name, format: format.format } : null;
  }
  const name = commandName(asked, isPortSet) ?? systemIn(asked, isPortSet, names);
  if (name === null) return null;
  const of: PortSetQuery = { kind: "port-set", name };
  return brief === null ? of : { kind: "more", of };
}

function mayBeSentence(parsed: ParsedQuery): boolean {
  const kind = parsed.kind === "more" ? parsed.of.kind : parsed.kind;
  return kind === "service" || kind === "list" || kind === "invalid";
}

/** `set kubernetes`, which is no setting. */
function commandName(asked: string, isPortSet: IsPortSet): string | null {
  const name = /^(?:ports? )?set (?:of )?(?:ports )?(?:for )?(.+)$/.exec(asked)?.[1];
  return name !== undefined && isPortSet(name) ? name : null;
}

function systemIn(asked: string, isPortSet: IsPortSet, names: NameLookup): string | null {
  const found = findName(asked, isPortSet);
  if (found === null || found.rest.some((word) => /^\d/.test(word))) return null;
  const { name, rest } = found;
  // What else is said may be anything but another name, which asks for the main port of each.
  if (FREE.test(asked)) return null;
  if (ASKS_FOR_PORTS.test(asked)) return rest.some((word) => isOther(word, isPortSet, names)) ? null : name;
  const isNamedAlone = rest.every((word) => MANY_MACHINES.has(word));
  return isNamedAlone && names.sourceOf(asked) === null ? name : null;
}

function isOther(word: string, isPortSet: IsPortSet, names: NameLookup): boolean {
  return !isFiller(word) && (isPortSet(word) || names.sourceOf(word) === "known-use");
}

/** The first name of a system, and the words around it. */
function findName(
  asked: string,
  isPortSet: IsPortSet,
): { readonly name: string; readonly rest: readonly string[] } | null {
  const words = sentenceWords(asked);
  const first = words.map((_, start) => longestName(words, start, isPortSet)).find((found) => found !== null);
  if (first === undefined) return null;
  return { name: first.name, rest: words.filter((_, at) => at < first.start || at >= first.end) };
}

interface SetName {
  readonly name: string;
  /** The index of its first word, and the one after its last. */
  readonly start: number;
  readonly end: number;
}

function longestName(words: readonly string[], start: number, isPortSet: IsPortSet): SetName | null {
  for (let end = Math.min(words.length, start + MAX_NAME_WORDS); end > start; end--) {
    const name = words.slice(start, end).join(" ");
    const single = name.replace(/s$/, "");
    if (isPortSet(name)) return { name, start, end };
    if (isPortSet(single)) return { name: single, start, end };
  }
  return null;
}

function isFiller(word: string): boolean {
  return !/^\d/.test(word) && (!isContentWord(word) || AROUND_SYSTEMS.has(word));
}

/** What makes more than one machine of it. */
const MANY_MACHINES: ReadonlySet<string> = new Set("cluster clusters ha deployment setup".split(" "));

/** Words beside a system's name that don't make it another. */
const AROUND_SYSTEMS: ReadonlySet<string> = new Set([
  ...MANY_MACHINES,
  ..."node nodes host hosts machine machines install installation all everything aws client clients".split(" "),
]);

/** More than one port, or what a firewall lets through. */
const ASKS_FOR_PORTS =
  /(?<![\p{L}\d])(?:ports|port list|(?:every|each) port|puertos|portas|poorten|porte|porty|firewall|(?:need|needs|have|has|want) to (?:open|allow|be open)|(?:open|allow)(?:ed)? (?:for|between))(?![\p{L}\d])/u;

/** `free ports for kafka` are others. */
const FREE = /\b(?:free|unused|available|spare)\b/;

const FORMATS: readonly { readonly format: RuleFormat; readonly words: RegExp }[] = [
  { format: "networkpolicy", words: /\b(?:kubernetes |k8s )?network ?polic(?:y|ies)\b/ },
  { format: "aws", words: /\b(?:aws )?security groups?\b|\bas aws\b/ },
  { format: "nftables", words: /\b(?:nftables|nft)\b/ },
  { format: "iptables", words: /\biptables\b/ },
  { format: "ufw", words: /\bufw\b/ },
];
