import type { LookupQuery } from "#core/query/query.ts";
import { plainQuery } from "#core/query/query.ts";

/** What people say to a bot without asking anything: thanks, a greeting, a call for help. Null for any other text. */
export function readSmallTalk(text: string): Extract<LookupQuery, { kind: "help" | "thanks" }> | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = plainQuery(text.replace(EMOJI_CODE, " "));
  if (HELP.test(plain)) return { kind: "help" };
  const words = plain.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (!words.every((word) => THANKS.has(word) || GREETINGS.has(word) || BESIDES.has(word))) return null;
  if (words.length === 0) return EMOJI.test(text) ? { kind: "thanks" } : null;
  if (words.some((word) => THANKS.has(word)) || PRAISE.test(plain)) return { kind: "thanks" };
  return words.some((word) => GREETINGS.has(word)) ? { kind: "help" } : null;
}

const MAX_LENGTH = 80;

const HELP =
  /^(?:-{0,2}h(?:elp)?|\/\?|(?:please |can you |could you )?help(?: me)?(?: out)?(?:,? (?:please|pls|plz))?|what (?:can|do) you do|what are you(?: for)?|who are you|how (?:do|does|can) (?:i|you|it|this|we)(?: use)?(?: (?:work|you|this|it))?|usage|commands)$/;

const PRAISE = /\bgood (?:bot|robot|job|work|one)\b/;
/** Slack sends emoji as `:tada:`. */
const EMOJI_CODE = /:[a-z_+-][\w+-]{1,40}:/gi;
const EMOJI = /\p{Extended_Pictographic}|:[a-z_+-][\w+-]{1,40}:/iu;

const THANKS = words(
  "thanks thank thx thnx ty tyvm tysm cheers kudos appreciated danke dankeschön merci gracias grazie obrigado obrigada",
  "bedankt dzięki спасибо дякую teşekkürler ありがとう 谢谢 감사합니다 شكرا धन्यवाद nice great love awesome perfect brilliant",
  "excellent cool neat amazing wonderful fantastic super helpful best rock bravo lovely",
);

const GREETINGS = words(
  "hi hello hey heya hiya howdy yo sup morning afternoon evening night hallo moin servus bonjour salut hola ciao olá bye",
  "goodbye cu привет 你好 こんにちは 안녕하세요 مرحبا नमस्ते",
);

const BESIDES = words(
  "good you u so much very a lot lots the one job work bot robot portcall there all again team folks everyone man mate buddy",
  "ok okay k yes yep cool that's that is was for your help this really quick answer got it works worked well done and i",
  "we are day schön vielen dank beaucoup muchas mil tante",
);

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}
