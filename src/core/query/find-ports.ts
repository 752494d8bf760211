import { toAsciiDigits } from "#core/query/digits.ts";
import { HIDDEN, hideNotPorts } from "#core/query/find-ports/not-ports.ts";
import type { FoundNumber } from "#core/query/find-ports/port-patterns.ts";
import { numbersMeantAsPorts } from "#core/query/find-ports/port-patterns.ts";
import type { PortQuery } from "#core/query/query.ts";
import { isPort, isTransport, TRANSPORTS } from "#core/registry/port.ts";

/** Of a message that names more ports, the first ones count. */
export const MAX_FOUND_PORTS = 5;

/**
 * The ports that a free text names, in its order, each once and at most `MAX_FOUND_PORTS`, with the transport beside the
 * number. Takes any text, reads its first 4,000 characters, and never throws.
 */
export function findPorts(text: string): readonly PortQuery[] {
  const plain = hideNotPorts(readableText(text));
  const named = inOrder(numbersMeantAsPorts(plain));
  const numbers = named.length > 0 ? named : bareNumbers(plain).filter(isPortNumber);
  return distinct(attachTransports(plain, numbers)).slice(0, MAX_FOUND_PORTS);
}

/** Each number of the text once, however many patterns found it. */
function inOrder(numbers: readonly FoundNumber[]): readonly FoundNumber[] {
  const byPlace = new Map(numbers.map((number) => [number.start, number]));
  return [...byPlace.values()].filter(isPortNumber).sort((one, other) => one.start - other.start);
}

function isPortNumber({ digits }: FoundNumber): boolean {
  return isPort(Number(digits));
}

/** A number named both with and without a transport is one port, and 443/tcp beside 443/udp are two. */
function distinct(mentions: readonly PortQuery[]): readonly PortQuery[] {
  const kept: PortQuery[] = [];
  for (const mention of mentions) {
    const same = kept.findIndex(
      ({ port, transport }) =>
        port === mention.port && (transport === null || mention.transport === null || transport === mention.transport),
    );
    if (same === -1) kept.push(mention);
    else if (kept[same]?.transport === null) kept[same] = mention;
  }
  return kept;
}

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
function bareNumbers(text: string): readonly FoundNumber[] {
  const telling = text.match(WORD)?.filter((word) => !LITTLE_WORDS.has(word)).length ?? 0;
  if (telling > (text.includes(HIDDEN) ? 0 : 1)) return [];
  return [...text.matchAll(NUMBER)]
    .map((match) => ({ digits: match[0], start: match.index }))
    .filter(({ digits }) => telling === 0 || digits.length > 1);
}

const NAMES = TRANSPORTS.join("|");
/** `tcp/443`, `tcp:443`, `tcp 443`, `tcp port 443`, `tcp dport 443`, at the end of the text before the number. */
const BEFORE = new RegExp(`\\b(?<name>${NAMES})(?:[/:]|[ -](?:(?:[sd]|destination |dest |src |source )?ports? )?:?)$`);
/** `443/tcp`, `443 tcp`, `443 (tcp)`, `443 tcp and udp`, at the beginning of the text after the number. */
const AFTER = new RegExp(
  `^ {0,2}[/(]? ?(?<name>${NAMES})\\b(?![/:]\\d)(?: ?(?:[/&+,|]|and|und|et|y) ?(?<also>${NAMES})\\b(?![/: ]{1,2}(?:port )?\\d))?`,
);
const LONGEST_BEFORE = 32;
const LONGEST_AFTER = 32;

/** The ports, each with the transport right before or after it; a transport belongs to one number only. */
function attachTransports(text: string, numbers: readonly FoundNumber[]): readonly PortQuery[] {
  let taken = 0;
  return numbers.flatMap(({ digits, start }) => {
    const end = start + digits.length;
    const before = BEFORE.exec(text.slice(Math.max(taken, start - LONGEST_BEFORE), start))?.groups?.name;
    const after = before === undefined ? AFTER.exec(text.slice(end, end + LONGEST_AFTER)) : null;
    taken = end + (after?.[0].length ?? 0);
    const names = [before ?? after?.groups?.name, after?.groups?.also].filter((name) => name !== undefined);
    const transports = names.length > 0 ? names.filter(isTransport) : [null];
    return transports.map((transport): PortQuery => ({ kind: "port", port: Number(digits), transport }));
  });
}

/** A message longer than this is read only so far, which bounds the time every pattern takes. */
const MAX_MESSAGE_LENGTH = 4000;

/** Slack sends these three as entities (docs.slack.dev, "Formatting message text": escaping). */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * The beginning of a message as the patterns read it: digits as 0–9, lower case, entities decoded, and without the
 * signs that set a number in code, bold or italics.
 */
export function readableText(message: string): string {
  return (
    toAsciiDigits(message.slice(0, MAX_MESSAGE_LENGTH))
      // Compatibility forms can grow: one character may become eighteen.
      .slice(0, MAX_MESSAGE_LENGTH)
      .toLowerCase()
      .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/[`“”„«»]/g, " ")
      .replace(/(?<!\w)[*_~|]{1,3}(?=\d)|(?<=\d)[*_~|]{1,3}(?!\w)/g, " ")
  );
}
