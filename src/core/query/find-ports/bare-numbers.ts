import { HIDDEN } from "#core/query/find-ports/not-ports.ts";
import type { FoundNumber } from "#core/query/find-ports/port-patterns.ts";

/** Words that say nothing about what a number is: beside these alone, a number sent to a port bot is a port. */
const LITTLE_WORDS = new Set(
  [
    "a about again also and any anybody anyone are be been can could do does else ever explain find for from get give",
    "guys has have hello hey hi how i in info is it its know like list listen listening listens look lookup me mean",
    "means my need needs number numbers of ok on one or ours out please pls plz question quick really remember right safe say see",
    "show so something tell than thanks that the then there these they thing this those thx to too uh um up us use used",
    "uses using versus vs was we well were what whats what's what’s when where which who whos who's who’s why with",
    "would you your tcp udp sctp dccp",
    "alles das denn der die dies für hat heißt ich ist mal man mir nochmal nutzt oder sind und war was welcher welches",
    "wem wer wie wofür wozu zu bitte erklär erkläre danke kennt jemand",
    "à au c'est ce de des du est et explique la le les merci ou pour quel quelle quelqu'un qu'est-ce que qui quoi sert",
    "alguien cual cuál de el en es esto explica favor gracias la los o para por porque qué que quien quién sirve son usa y",
    "は って と の 何 何です 何ですか って何 って何ですか とは を 使う",
  ].flatMap((line) => line.split(" ")),
);

const WORD = /\p{L}[\p{L}\p{M}\p{N}'’-]{0,40}/gu;
const NUMBER = /(?<![\w.:¤#+\\]|[^\d ]-|\p{L}\/)\d{1,5}(?![\w¤]|[.:]\d|-\p{L})/gu;

/** The numbers of a message that is little else: at most one word in it says something. */
export function bareNumbers(text: string): readonly FoundNumber[] {
  const telling = text.match(WORD)?.filter((word) => !LITTLE_WORDS.has(word)).length ?? 0;
  if (telling > (text.includes(HIDDEN) ? 0 : 1)) return [];
  return [...text.matchAll(NUMBER)]
    .map((match) => ({ digits: match[0], start: match.index }))
    .filter(({ digits }) => telling === 0 || digits.length > 1);
}
