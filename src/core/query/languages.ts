import { distinct } from "#core/collections.ts";
import { toAsciiDigits } from "#core/query/digits.ts";
import { ARABIC } from "#core/query/languages/ar.ts";
import { BENGALI } from "#core/query/languages/bn.ts";
import { CZECH } from "#core/query/languages/cs.ts";
import { GERMAN } from "#core/query/languages/de.ts";
import { GREEK } from "#core/query/languages/el.ts";
import { SPANISH } from "#core/query/languages/es.ts";
import { PERSIAN } from "#core/query/languages/fa.ts";
import { FILIPINO } from "#core/query/languages/fil.ts";
import { FRENCH } from "#core/query/languages/fr.ts";
import { HEBREW } from "#core/query/languages/he.ts";
import { HINDI } from "#core/query/languages/hi.ts";
import { INDONESIAN } from "#core/query/languages/id.ts";
import { ITALIAN } from "#core/query/languages/it.ts";
import { JAPANESE } from "#core/query/languages/ja.ts";
import { KOREAN } from "#core/query/languages/ko.ts";
import type { LanguageWords } from "#core/query/languages/language-words.ts";
import { DUTCH } from "#core/query/languages/nl.ts";
import { POLISH } from "#core/query/languages/pl.ts";
import { PORTUGUESE } from "#core/query/languages/pt.ts";
import { ROMANIAN } from "#core/query/languages/ro.ts";
import { RUSSIAN } from "#core/query/languages/ru.ts";
import { SWEDISH } from "#core/query/languages/sv.ts";
import { THAI } from "#core/query/languages/th.ts";
import { TURKISH } from "#core/query/languages/tr.ts";
import { UYGHUR } from "#core/query/languages/ug.ts";
import { UKRAINIAN } from "#core/query/languages/uk.ts";
import { URDU } from "#core/query/languages/ur.ts";
import { VIETNAMESE } from "#core/query/languages/vi.ts";
import { CHINESE } from "#core/query/languages/zh.ts";

/** The languages that questions may be in, besides English. */
export const QUESTION_LANGUAGES: readonly LanguageWords[] = [
  ARABIC,
  BENGALI,
  CZECH,
  GERMAN,
  GREEK,
  SPANISH,
  PERSIAN,
  FILIPINO,
  FRENCH,
  HEBREW,
  HINDI,
  INDONESIAN,
  ITALIAN,
  JAPANESE,
  KOREAN,
  DUTCH,
  POLISH,
  PORTUGUESE,
  ROMANIAN,
  RUSSIAN,
  SWEDISH,
  THAI,
  TURKISH,
  UYGHUR,
  UKRAINIAN,
  URDU,
  VIETNAMESE,
  CHINESE,
];

/** Scripts that put no space between a word and the next, or between a word and its particles. */
const SPACELESS = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}`;
const SPACELESS_WORD = new RegExp(`^[${SPACELESS}\\p{M} ]+$`, "u");
const WORD_SIGN = String.raw`[\p{L}\p{M}\p{N}_]`;

type Field = keyof LanguageWords;

/** The phrases of a field in languages with spaces, and in the others. */
interface FieldPhrases {
  readonly spaced: readonly string[];
  readonly spaceless: readonly string[];
}

const known = new Map<Field, FieldPhrases>();

/** As they are in a normalized text. Read once: dozens of patterns have the same fields. */
function phrasesOf(field: Field): FieldPhrases {
  const read = known.get(field) ?? readPhrases(field);
  known.set(field, read);
  return read;
}

function readPhrases(field: Field): FieldPhrases {
  const lines = QUESTION_LANGUAGES.map((language) => language[field] ?? "");
  // All at once, a phrase a line: one by one takes a tenth of a start.
  const phrases = lines.join(" ").trim().replace(/\s+/g, "\n").replaceAll("_", " ");
  const normalized = toAsciiDigits(phrases).toLowerCase().split("\n");
  const { spaced = [], spaceless = [] } = Object.groupBy(
    distinct(normalized.filter((phrase) => phrase !== "")),
    (phrase) => (SPACELESS_WORD.test(phrase) ? "spaceless" : "spaced"),
  );
  return { spaced, spaceless };
}

/** The phrases of these fields, longest first. */
function merged(fields: readonly Field[], kind: keyof FieldPhrases): readonly string[] {
  return distinct(fields.flatMap((field) => phrasesOf(field)[kind])).sort((a, b) => b.length - a.length);
}

/** The single words of these fields, of languages with spaces. */
export function wordSet(...fields: readonly Field[]): ReadonlySet<string> {
  const words = merged(fields, "spaced").flatMap((phrase) => phrase.split(" "));
  return new Set(words.filter((word) => !SPACELESS_WORD.test(word)));
}

/** A fragment for the phrases of these fields in languages with spaces, without boundaries. */
export function spaced(...fields: readonly Field[]): string {
  return oneOf(merged(fields, "spaced"));
}

/** A fragment for the phrases of these fields in scripts without spaces. */
export function spaceless(...fields: readonly Field[]): string {
  return oneOf(merged(fields, "spaceless"));
}

/** A fragment for the phrases of these fields in any language, as whole words where words have spaces around them. */
export function anyLanguage(...fields: readonly Field[]): string {
  return `(?:(?<!${WORD_SIGN})${spaced(...fields)}(?!${WORD_SIGN})|${spaceless(...fields)})`;
}

/** Whether a word of a script without spaces is made of these phrases only. */
export function madeOf(...fields: readonly Field[]): (word: string) => boolean {
  const phrases = new RegExp(spaceless(...fields), "gu");
  return (word) => SPACELESS_WORD.test(word) && word.replace(phrases, "") === "";
}

/** Puts a space between a Latin name or a number and what other scripts attach to it, with or without a hyphen. */
export function separateScripts(text: string): string {
  return text.replace(SCRIPT_CHANGE, " ");
}

const OTHER_LETTER = String.raw`(?!\p{scx=Latin})\p{L}`;
const SCRIPT_CHANGE = new RegExp(
  `(?<=[a-z0-9])[-'’]?(?=${OTHER_LETTER})|(?<=${OTHER_LETTER}\\p{M}{0,3})[-'’]?(?=[a-z0-9])`,
  "gu",
);

/** Matches nothing if there are no alternatives. */
function oneOf(alternatives: readonly string[]): string {
  return alternatives.length === 0 ? "(?!)" : `(?:${alternatives.join("|")})`;
}
