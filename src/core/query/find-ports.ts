import { toAsciiDigits } from "#core/query/digits.ts";
import { MASK, maskNonPorts } from "#core/query/find-ports/non-port-patterns.ts";
import type { NumberMatch } from "#core/query/find-ports/port-patterns.ts";
import { findPortNumbers } from "#core/query/find-ports/port-patterns.ts";
import type { PortQuery } from "#core/query/query.ts";
import { isPort, isTransport, TRANSPORTS } from "#core/registry/port.ts";

/** A message may name more ports; only the first ones are returned. */
export const MAX_FOUND_PORTS = 5;

/**
 * The ports named in free text, in order, each once, at most `MAX_FOUND_PORTS`, with the transport next to the number.
 * Accepts any text, reads its first 4,000 characters and never throws.
 */
export function findPorts(text: string): readonly PortQuery[] {
  const plain = maskNonPorts(normalizeMessage(text));
  const named = sortByPosition(findPortNumbers(plain));
  const numbers = named.length > 0 ? named : bareNumbers(plain).filter(isPortNumber);
  return distinct(attachTransports(plain, numbers)).slice(0, MAX_FOUND_PORTS);
}

/** Each number once, even if several patterns matched it. */
function sortByPosition(numbers: readonly NumberMatch[]): readonly NumberMatch[] {
  const byPosition = new Map(numbers.map((number) => [number.start, number]));
  return [...byPosition.values()].filter(isPortNumber).sort((one, other) => one.start - other.start);
}

function isPortNumber({ digits }: NumberMatch): boolean {
  return isPort(Number(digits));
}

/** A number given with and without a transport is one port; 443/tcp and 443/udp are two. */
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

/** Words that say nothing about a number. If a message has little else, its number is taken as a port. */
const STOP_WORDS = new Set(
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

/** Numbers in a message with at most one content word. */
function bareNumbers(text: string): readonly NumberMatch[] {
  const contentWords = text.match(WORD)?.filter((word) => !STOP_WORDS.has(word)).length ?? 0;
  if (contentWords > (text.includes(MASK) ? 0 : 1)) return [];
  return [...text.matchAll(NUMBER)]
    .map((match) => ({ digits: match[0], start: match.index }))
    .filter(({ digits }) => contentWords === 0 || digits.length > 1);
}

const NAMES = TRANSPORTS.join("|");
/** `tcp/443`, `tcp:443`, `tcp 443`, `tcp port 443`, `tcp dport 443`, at the end of the text before the number. */
const BEFORE = new RegExp(`\\b(?<name>${NAMES})(?:[/:]|[ -](?:(?:[sd]|destination |dest |src |source )?ports? )?:?)$`);
/** `443/tcp`, `443 tcp`, `443 (tcp)`, `443 tcp and udp`, at the beginning of the text after the number. */
const AFTER = new RegExp(
  `^ {0,2}[/(]? ?(?<name>${NAMES})\\b(?![/:]\\d)(?: ?(?:[/&+,|]|and|und|et|y) ?(?<also>${NAMES})\\b(?![/: ]{1,2}(?:port )?\\d))?`,
);
const MAX_BEFORE = 32;
const MAX_AFTER = 32;

/** Adds the transport next to each number. A transport belongs to one number only. */
function attachTransports(text: string, numbers: readonly NumberMatch[]): readonly PortQuery[] {
  let consumed = 0;
  return numbers.flatMap(({ digits, start }) => {
    const end = start + digits.length;
    const before = BEFORE.exec(text.slice(Math.max(consumed, start - MAX_BEFORE), start))?.groups?.name;
    const after = before === undefined ? AFTER.exec(text.slice(end, end + MAX_AFTER)) : null;
    consumed = end + (after?.[0].length ?? 0);
    const names = [before ?? after?.groups?.name, after?.groups?.also].filter((name) => name !== undefined);
    const transports = names.length > 0 ? names.filter(isTransport) : [null];
    return transports.map((transport): PortQuery => ({ kind: "port", port: Number(digits), transport }));
  });
}

/** Longer messages are cut here, which bounds the time every pattern takes. */
const MAX_MESSAGE_LENGTH = 4000;

/** Slack escapes these three as entities (docs.slack.dev, "Formatting message text": escaping). */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * The start of a message in the form the patterns expect: digits as 0–9, lower case, entities decoded, and no markup
 * around numbers (code, bold, italics).
 */
export function normalizeMessage(message: string): string {
  return (
    toAsciiDigits(message.slice(0, MAX_MESSAGE_LENGTH))
      // NFKC can expand one character to eighteen, so the length is limited again.
      .slice(0, MAX_MESSAGE_LENGTH)
      .toLowerCase()
      .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/[`“”„«»]/g, " ")
      .replace(/(?<!\w)[*_~|]{1,3}(?=\d)|(?<=\d)[*_~|]{1,3}(?!\w)/g, " ")
  );
}
