import { toAsciiDigits } from "#core/query/digits.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { ClaimQuery, PortQuery, Problem, ReleaseQuery, SpanQuery } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, isTransport, onePort, spanSize, spanText } from "#core/registry/port.ts";

/** Why a text that begins like a query about the team's things is none, and one that would be. */
export interface NotUnderstood {
  readonly problem: Problem;
  readonly suggestion: string;
  /** What of the text is wrong; the whole where it is not said. */
  readonly part?: string;
}

const CLAIM_EXAMPLE = 'claim 8867 billing-api "Billing API" @payments';

/** `8867 billing-api "Billing API" @payments`, after the word claim. */
export function parseClaim(rest: string): ClaimQuery | NotUnderstood {
  const words = tokens(rest);
  const numbers = takeNumbers(words);
  if (numbers === null) return wrongNumber(rest) ?? wrong("claim-not-understood", CLAIM_EXAMPLE);
  const [name, ...more] = words;
  const example = claimExample(numbers.span);
  if (name === undefined) return wrong("claim-not-understood", example);
  if (spanSize(numbers.span) > MAX_CLAIM) {
    const { first } = numbers.span;
    return wrong("claim-too-many", claimExample({ first, last: first + MAX_CLAIM - 1 }));
  }
  const claim = claimFrom(numbers, name, more);
  if (!isClaimName(claim.name)) return wrong("claim-name", asSpan(numbers.span, name, more) ?? example, name.text);
  return fitsClaim(claim) ? claim : wrong("claim-too-long", example);
}

/** A claim of the numbers that could be typed. */
export function claimExample(span: PortSpan): string {
  return CLAIM_EXAMPLE.replace("8867", spanText(span));
}

/** `70000 x`: which number is none. */
function wrongNumber(rest: string): NotUnderstood | null {
  const high = /^(?:ports?\s+)?(\d{5,})(?!\S)/i.exec(toAsciiDigits(rest))?.[1];
  return high === undefined ? null : wrong("above-65535", CLAIM_EXAMPLE, high);
}

/** `8900 8910 pool` most likely means the span between them. */
function asSpan({ first }: PortSpan, name: Token, [next]: readonly Token[]): string | null {
  const last = Number(name.text);
  const isSpan = /^\d+$/.test(name.text) && isPort(last) && first < last && last - first < MAX_CLAIM;
  return isSpan
    ? `claim ${first}-${last} ${next === undefined || !isClaimName(next.text) ? "billing-api" : next.text}`
    : null;
}

/** A service's name in a book: what /etc/services can hold, and a little more. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,39}$/u;
const MAX_DESCRIPTION = 200;
const MAX_OWNER = 80;

/** Whether a claim's words are what a {@link ClaimQuery} may have. */
export function fitsClaim({ name, description, owner }: Pick<ClaimQuery, "name" | "description" | "owner">): boolean {
  return isClaimName(name) && description.length <= MAX_DESCRIPTION && owner.length <= MAX_OWNER;
}

/** A number is never meant as a name, and a name that asks for something else could not be found by it. */
function isClaimName(name: string): boolean {
  return NAME.test(name) && parseItem(name.toLowerCase())?.kind === "service";
}

function claimFrom({ span, transport }: Numbers, name: Token, more: readonly Token[]): ClaimQuery {
  const owners = more.filter(({ text, quoted }) => !quoted && text.startsWith("@"));
  const words = more.filter((token) => !owners.includes(token));
  const owner = owners
    .map(({ text }) => text.slice(1))
    .filter((each) => each !== "")
    .join(" ");
  const description = words
    .map(({ text }) => text.replaceAll('"', "'"))
    .join(" ")
    .trim();
  return { kind: "claim", span, transport, name: name.text, description, owner };
}

/** `8867`, `8900-8910/udp`, after the word release. */
export function parseRelease(rest: string): ReleaseQuery | NotUnderstood {
  const words = tokens(rest);
  const numbers = takeNumbers(words);
  return numbers === null || words.length > 0 ? wrong("release-what", "release 8867") : { kind: "release", ...numbers };
}

interface Numbers {
  readonly span: PortSpan;
  readonly transport: Transport | null;
}

/** The numbers a port or a span asks for. */
export function spanOf(item: PortQuery | SpanQuery): PortSpan {
  return item.kind === "port" ? onePort(item.port) : { first: item.first, last: item.last };
}

/** Takes the numbers from the front of the words: `8867`, `8867/udp`, `8900 - 8910 tcp`, `port 8867`. */
function takeNumbers(words: Token[]): Numbers | null {
  if (/^ports?$/i.test(words[0]?.text ?? "")) words.shift();
  for (const count of [4, 3, 2, 1]) {
    const taken = words.slice(0, count);
    if (taken.length < count || taken.some(({ quoted }) => quoted)) continue;
    const numbers = readNumbers(toAsciiDigits(taken.map(({ text }) => text).join(" ")).toLowerCase());
    if (numbers === null) continue;
    words.splice(0, count);
    return numbers;
  }
  return null;
}

function readNumbers(plain: string): Numbers | null {
  const [, span = plain, transport] = /^(.*\d)(?:\/| )(tcp|udp|sctp|dccp)$/.exec(plain) ?? [];
  const item = parseItem(span);
  if (item?.kind === "port" && transport === undefined) {
    return { span: spanOf(item), transport: item.transport };
  }
  if (item?.kind !== "port" && item?.kind !== "span") return null;
  return { span: spanOf(item), transport: transport !== undefined && isTransport(transport) ? transport : null };
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** Words, and what stands in quotes as one, its quotes taken off; typographic quotes are quotes too. */
function tokens(text: string): Token[] {
  const plain = text.replace(/[“”„«»]/g, '"');
  return [...plain.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, word]) => ({
      text: (quoted ?? word ?? "").replace(/\s+/g, " ").trim(),
      quoted: quoted !== undefined,
    }))
    .filter(({ text: part, quoted }) => quoted || part !== "");
}

export function wrong(problem: Problem, suggestion: string, part?: string): NotUnderstood {
  return part === undefined ? { problem, suggestion } : { problem, suggestion, part };
}
