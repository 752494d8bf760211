import { distinct } from "#core/collections.ts";
import { anyLanguage, separateScripts, spaced, spaceless, wordSet } from "#core/query/languages.ts";
import { hasSeparateNumber, isVerb } from "#core/query/parse-item.ts";
import { parseLookup } from "#core/query/parse-lookup.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { ServiceQuery } from "#core/query/query.ts";
import type { NameLookup } from "#core/query/read-context.ts";
import { carriesNoName, EVERYDAY_WORDS } from "#core/query/stop-words.ts";

/** The services that a sentence asks for. */
export interface FoundNames {
  /** In order, each once, at most {@link MAX_NAMES}; empty if none is asked for. */
  readonly asked: readonly ServiceQuery[];
  /** Otherwise the first software that is named in passing. */
  readonly mentioned: readonly ServiceQuery[];
  /** Whether the sentence asks for a port by name, so that a number in it is something else. */
  readonly wantsPort: boolean;
  /** Whether it has only these names, numbers, and words that carry no name. */
  readonly isNothingElse: boolean;
}

/** With more names it is a log or a list of systems. */
const MAX_NAMES = 4;
/** One row of buttons. */
const MAX_MENTIONED = 3;
/** Names are searched for in the start of a text. */
const MAX_LENGTH = 400;
const MAX_NAME_WORDS = 6;
/** In a longer one, words that carry no name are looked up too often. */
const MAX_SHORT_SENTENCE = 12;

/**
 * Finds services by name: the longest whole names and aliases anywhere in the sentence, exact ones first, misspelled
 * ones only where a name has to be. Accepts any text.
 * @param isAboutPorts whether it is known to be a question about ports, as a command is
 */
export function findNames(text: string, names: NameLookup, isAboutPorts = false): FoundNames {
  const plain = plainStart(text);
  const words = wordsOf(plain);
  const isAbout = isAboutPorts || ABOUT_PORTS.test(plain);
  const wantsPort = WANTS_PORT.test(plain);
  const spans = exactNames(words, names).filter(
    (span) =>
      !isEveryday(span) ||
      words.length === 1 ||
      isObject(span, words) ||
      // `steam port`, and nothing else.
      (words.length === 2 && isPortWord(words[span.end] ?? "")) ||
      (isAboutPorts && isPortWord(words[span.end] ?? "")),
  );
  const rest = words.filter(
    (word, at) => isContentWord(word) && !spans.some((span) => span.start <= at && at < span.end),
  );
  const isNothingElse = rest.length === 0;
  const asked = withoutQualifiers(spans.filter((span) => isAsked(span, { words, isAbout, isNothingElse })));
  const found = distinctNames(asked.map(({ name }) => name));
  const software = spans.filter(({ source }) => source === "known-use").map(({ name }) => name);
  const about = { mentioned: distinctNames(software).slice(0, MAX_MENTIONED), wantsPort, isNothingElse };
  if (found.length > 0) return { asked: found.length > MAX_NAMES ? [] : found, ...about };
  return { asked: isAbout || wantsPort || isNothingElse ? misspelled(rest, names) : [], ...about };
}

/** The words that are left of a sentence without those that carry no name. */
export function contentWords(text: string): readonly string[] {
  return sentenceWords(text).filter(isContentWord);
}

/** The words of a sentence, with a comma for punctuation. */
export function sentenceWords(text: string): readonly string[] {
  return wordsOf(plainStart(text));
}

/** Whether every word of a text is a number or carries no name. */
export function isFiller(text: string): boolean {
  return wordsOf(text).every((word) => !isContentWord(word));
}

interface NameSpan {
  readonly name: string;
  readonly source: "iana" | "known-use";
  /** The index of its first word, and the one after its last. */
  readonly start: number;
  readonly end: number;
}

function exactNames(words: readonly string[], names: NameLookup): readonly NameSpan[] {
  const found: NameSpan[] = [];
  for (let start = 0; start < words.length; start++) {
    const span = longestName(words, start, names);
    if (span === null) continue;
    found.push(span);
    start = span.end - 1;
  }
  return found;
}

function longestName(words: readonly string[], start: number, names: NameLookup): NameSpan | null {
  // Such a word may begin a longer name: Open Policy Agent, 7 Days to Die.
  const least = isContentWord(words[start] ?? SEPARATOR) ? 1 : 2;
  if (least > 1 && words.length > MAX_SHORT_SENTENCE) return null;
  for (let end = Math.min(words.length, start + MAX_NAME_WORDS); end >= start + least; end--) {
    const part = words.slice(start, end);
    // A name may end in such a word, as SQL Server's does; `ssh port` isn't one.
    if (part.some((word) => word === SEPARATOR || isPortWord(word))) continue;
    for (const name of spellings(part.join(" "))) {
      const source = name.length < 2 ? null : names.sourceOf(name);
      if (source !== null && (least === 1 || source === "known-use")) return { name, source, start, end };
    }
  }
  return null;
}

/** `ldap over ssl` is ldaps. */
function spellings(phrase: string): readonly string[] {
  const [, plainName] = /^(\w+) over (?:ssl|tls)$/.exec(phrase) ?? [];
  return plainName === undefined ? [phrase] : [phrase, `${plainName}s`];
}

interface Sentence {
  readonly words: readonly string[];
  readonly isAbout: boolean;
  readonly isNothingElse: boolean;
}

/** Whether a name is meant as one: by its source, by the words beside it, or because nothing else is said. */
function isAsked(span: NameSpan, { words, isAbout, isNothingElse }: Sentence): boolean {
  if (span.source === "known-use") return isAbout || isNothingElse || isObject(span, words);
  return isNothingElse || isObject(span, words) || isPortWord(words[span.end] ?? "");
}

function isEveryday({ name, start, end }: NameSpan): boolean {
  return end - start === 1 && EVERYDAY_WORDS.has(name);
}

/** What stands before a name that is asked for, and after it. */
export const OBJECT_CUES: readonly { readonly before: RegExp; readonly after: RegExp; readonly example: string }[] = [
  {
    before: /\bports? (?:number )?(?:for|of|does|do|used by|by)(?: (?:the|a|an|my|our))?$/,
    after: /^/,
    example: "port for NAME",
  },
  { before: /\b(?:which|what|whats) ports? is(?: the)?$/, after: /^/, example: "which port is NAME" },
  {
    before: /^(?:what|whats|what's|what is|define|explain)(?: (?:is|are))?(?: (?:the|a|an))?$/,
    after: /^$/,
    example: "what is NAME",
  },
  {
    before: /\b(?:does|do)(?: (?:the|a|an|my|our))?$/,
    after: /^(?:use|uses|listen|run|need)\b/,
    example: "what does NAME use",
  },
];

function isObject({ start, end }: NameSpan, words: readonly string[]): boolean {
  // Another word makes it a part of a longer name: a domain controller isn't a domain.
  if (isContentWord(words[end] ?? SEPARATOR)) return false;
  const left = words.slice(Math.max(0, start - 4), start).join(" ");
  const right = words.slice(end, end + 2).join(" ");
  return OBJECT_CUES.some(({ before, after }) => before.test(left) && after.test(right));
}

/** `winrm http and https ports` asks for one product. */
function withoutQualifiers(spans: readonly NameSpan[]): readonly NameSpan[] {
  const isQualifier = ({ name }: NameSpan) => name === "http" || name === "https";
  const first = spans.findIndex(isQualifier);
  const qualifies = spans[first - 1]?.end === spans[first]?.start;
  return first > 0 && qualifies ? spans.filter((span) => !isQualifier(span)) : spans;
}

/** A name that is one slip away, where a name has to be. */
function misspelled(rest: readonly string[], names: NameLookup): readonly ServiceQuery[] {
  const name = rest.join(" ");
  const isName = rest.length > 0 && rest.length <= MAX_MISSPELLED && !EVERYDAY_WORDS.has(name);
  return isName && names.correct(name) !== null ? distinctNames([name]) : [];
}

/** In a longer sentence, a word like a name is more often just a word. */
const MAX_MISSPELLED = 2;

/** As queries that are read as such when they are typed: `teamspeak 3` would be a list, and `teamspeak-3` means the same. */
function distinctNames(names: readonly string[]): readonly ServiceQuery[] {
  return distinct(names).flatMap((name) => {
    const parsed = parseLookup(hasSeparateNumber(name) ? name.replaceAll(" ", "-") : name);
    const isName = parsed?.kind === "service" && !isVerb(parsed.name) && (names.length === 1 || !isFiller(parsed.name));
    return isName ? [parsed] : [];
  });
}

/** Whether a word of a sentence may be, or be a part of, a name. */
export function isContentWord(word: string): boolean {
  return word !== SEPARATOR && !carriesNoName(word) && !isPortWord(word) && !/^[\d.:/-]+$/.test(word);
}

/** Stands for punctuation: no name goes across it. */
const SEPARATOR = ",";
const URL = /(?<!\w)[a-z][a-z\d+.-]{1,20}:\/\/\S{1,400}/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}.+_/'’-]*|[,;:!?()[\]{}"|\n]/gu;

/** The start of a text, where names are searched for, with spaces between its scripts. */
function plainStart(text: string): string {
  return separateScripts(plainQuery(text.slice(0, MAX_LENGTH)));
}

/** The words of a plain text, with separators; an address in the web has no names. */
function wordsOf(plain: string): readonly string[] {
  return [...plain.replace(URL, SEPARATOR).matchAll(WORD)].map(([word]) =>
    /^[\p{L}\p{N}]/u.test(word) ? word.replace(ELIDED, "").replace(ENDING, "") : SEPARATOR,
  );
}

/** `d'oracle` and `postgres'in` are names with something before or after them. */
const ELIDED = new RegExp(`^${spaced("elided")}['’](?=..)`, "u");
const ENDING = new RegExp(`(?:['’](?:s|${spaced("endings")}))?[.'’/_-]*$`, "u");

const PORT_WORDS: ReadonlySet<string> = new Set(["port", "ports", ...wordSet("port")]);
const SPACELESS_PORT = new RegExp(spaceless("port"), "u");

/** "Port" in any language, alone or with an ending. */
function isPortWord(word: string): boolean {
  return PORT_WORDS.has(word) || (word.length <= MAX_PORT_WORD && SPACELESS_PORT.test(word));
}

/** Longer words are clauses of a script without spaces. */
const MAX_PORT_WORD = 24;

const ABOUT_PORTS = new RegExp(
  [
    String.raw`(?<![\p{L}\d])(?:(?<!\b(?:will|we|i|they|you|must|to) )ports?|tcp|udp|firewalls?|listen(?:s|ing)?|expos\p{L}{1,4}|default|safe|dangerous|risky|insecure|open(?:ed)? (?:to|for|towards)|internet|inbound|outbound|ingress|egress|security group|nat|port-?forward\p{L}*)(?![\p{L}\d])`,
    String.raw`\bdoes .{1,40} use\b|\bvs\b|\bwhich (?:ones?|numbers?)\b|\barrives? on\b`,
    String.raw`\b(?:open|expose|publish)\b.{0,40}\b(?:world|internet|public|outside|everyone|everybody|anyone)\b`,
    anyLanguage("port"),
  ].join("|"),
  "u",
);

/** A word that may stand between `which` and `port`. */
const BETWEEN = String.raw`[\p{L}\p{M}]{1,20} `;
const ANY_PORT = String.raw`(?:ports?|${spaced("port")})(?![\p{L}\p{M}])`;

const WANTS_PORT = new RegExp(
  [
    String.raw`\b(?:which|what|whats|what's)(?: \p{L}+){0,2} ports?\b|\bports? (?:number )?(?:for|of)\b|\bdefault ports?\b`,
    String.raw`(?<![\p{L}\p{M}])(?:${spaced("which")} (?:${BETWEEN}){0,2}${ANY_PORT}|${ANY_PORT} (?:${BETWEEN})?${spaced("which")}(?![\p{L}\p{M}]))`,
    `${spaceless("which")}.{0,6}${spaceless("port")}|${spaceless("port")}.{0,6}${spaceless("which")}`,
  ].join("|"),
  "u",
);
