import { madeOf, wordSet } from "#core/query/languages.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { LookupQuery } from "#core/query/query.ts";

/** What people say to a bot without asking anything: thanks, a greeting, a call for help. Null for any other text. */
export function readSmallTalk(text: string): Extract<LookupQuery, { kind: "help" | "thanks" }> | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = plainQuery(text.replace(EMOJI_CODE, " "));
  if (HELP.test(plain)) return { kind: "help" };
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu) ?? [];
  if (words.length === 0) return EMOJI.test(text) && !DISLIKE.test(text) ? { kind: "thanks" } : null;
  if (words.every(asksForHelp)) return { kind: "help" };
  if (!words.every((word) => isThanks(word) || isGreeting(word) || BESIDES.has(word))) return null;
  if (words.some(isThanks) || PRAISE.test(plain)) return { kind: "thanks" };
  return words.some(isGreeting) ? { kind: "help" } : null;
}

const MAX_LENGTH = 80;

const HELP =
  /^(?:-{0,2}h(?:elp)?|\/\?|(?:please |can you |could you )?help(?: me)?(?: out)?(?:,? (?:please|pls|plz))?|what (?:can|do) (?:you|u) (?:do|know)(?: for (?:me|us))?|what are (?:you(?: for)?|your (?:commands|options))|who (?:are|made) you|(?:are )?you (?:there|alive|up|ok|awake|working)|how to (?:use|ask)(?: you| it| this)?|test(?:ing)?(?: test)?|how (?:do|does|can) (?:i|you|it|this|we)(?: use)?(?: (?:work|you|this|it))?|usage|commands|what (?:kind|sort)s? of (?:things|questions) can i ask(?: you)?|what can i ask(?: you)?)$/;

/** What needs no answer but a kind word. */
const PRAISE =
  /\bgood (?:bot|robot|job|work|one)\b|\bnever mind\b|\b(?:works|working|fixed) (?:now|again)\b|\bmy bad\b/;
/** Slack sends emoji as `:tada:`. */
const EMOJI_CODE = /:[a-z_+-][\w+-]{1,40}:/gi;
const DISLIKE = /👎|:-1:|:thumbsdown:/u;
const EMOJI = /\p{Extended_Pictographic}|:[a-z_+-][\w+-]{1,40}:/iu;

const THANKS: ReadonlySet<string> = new Set([
  ...words(
    "thanks thank thx thnx ty tyvm tysm cheers kudos appreciated nice great love awesome perfect brilliant",
    "excellent cool neat amazing wonderful fantastic super helpful helped helps best rock rocks bravo lovely handy",
    "lol lmao haha hehe rofl wow gg nvm nevermind sorry oops gotcha understood noted",
  ),
  ...wordSet("thanks"),
]);

const GREETINGS: ReadonlySet<string> = new Set([
  ...words("hi gm hello hey heya hiya howdy yo sup morning afternoon evening night bye goodbye cu"),
  ...wordSet("hello"),
]);

const BESIDES: ReadonlySet<string> = new Set(
  words(
    "good you u so much very a lot lots the one job work bot robot portcall there all again team folks everyone man mate buddy",
    "ok okay k yes yep cool that's that is was for your help this really quick answer got it works worked well done and i",
    "we are day you're you’re stuff never mind wrong channel now works fine false alarm stupid silly me my bad got to know makes sense it's",
  ),
);

const HELP_WORDS = wordSet("help");
const isSpacelessThanks = madeOf("thanks");
const isSpacelessGreeting = madeOf("hello");
const isSpacelessHelp = madeOf("help");

function isThanks(word: string): boolean {
  return THANKS.has(word) || isSpacelessThanks(word);
}

function isGreeting(word: string): boolean {
  return GREETINGS.has(word) || isSpacelessGreeting(word);
}

function asksForHelp(word: string): boolean {
  return HELP_WORDS.has(word) || isSpacelessHelp(word);
}

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(" "));
}
