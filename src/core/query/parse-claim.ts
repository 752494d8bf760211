import { toAsciiDigits } from "#core/query/digits.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { ClaimQuery, PortQuery, Problem, ReleaseQuery, SpanQuery, TeamQuery } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, isTransport, onePort, spanSize } from "#core/registry/port.ts";

/** Why a team query failed to parse, and a valid example. */
export interface TeamQueryError {
  readonly problem: Problem;
  readonly suggested: TeamQuery;
  /** The invalid part of the text; absent if it is all of it. */
  readonly part?: string;
}

/** The port used in examples; IANA has not assigned it. */
const EXAMPLE_SPAN = onePort(8867);

/** `8867 billing-api "Billing API" @payments`, after the word claim. */
export function parseClaim(rest: string): ClaimQuery | TeamQueryError {
  const words = tokenize(rest);
  const numbers = takeNumbers(words);
  if (numbers === null) return portTooHigh(rest) ?? teamQueryError("claim-not-understood", claimExample(EXAMPLE_SPAN));
  const [name, ...more] = words;
  const example = claimExample(numbers.span);
  if (name === undefined) return teamQueryError("claim-not-understood", example);
  if (spanSize(numbers.span) > MAX_CLAIM) {
    const { first } = numbers.span;
    return teamQueryError("claim-too-many", claimExample({ first, last: first + MAX_CLAIM - 1 }));
  }
  const claim = claimFrom(numbers, name, more);
  if (!isClaimName(claim.name))
    return teamQueryError("claim-name", suggestSpan(numbers.span, name, more) ?? example, name.text);
  return isValidClaim(claim) ? claim : teamQueryError("claim-too-long", example);
}

/** A complete example claim for the numbers. */
export function claimExample(span: PortSpan): ClaimQuery {
  return {
    kind: "claim",
    span,
    transport: null,
    name: "billing-api",
    description: "Billing API",
    owner: "payments",
  };
}

/** `70000 x`: the number is above 65535. */
function portTooHigh(rest: string): TeamQueryError | null {
  const high = /^(?:ports?\s+)?(\d{5,})(?!\S)/i.exec(toAsciiDigits(rest))?.[1];
  return high === undefined ? null : teamQueryError("above-65535", claimExample(EXAMPLE_SPAN), high);
}

/** `8900 8910 pool` most likely means the span between them. */
function suggestSpan({ first }: PortSpan, name: Token, [next]: readonly Token[]): ClaimQuery | null {
  const last = Number(name.text);
  const isSpan = /^\d+$/.test(name.text) && isPort(last) && first < last && last - first < MAX_CLAIM;
  if (!isSpan) return null;
  const example = claimExample({ first, last });
  const named = next !== undefined && isClaimName(next.text) ? next.text : example.name;
  return { ...example, name: named, description: "", owner: "" };
}

/** A service's name in a port book: more liberal than /etc/services. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,39}$/u;
const MAX_DESCRIPTION = 200;
const MAX_OWNER = 80;

/** Whether a claim's words are within the limits of a {@link ClaimQuery}. */
export function isValidClaim({
  name,
  description,
  owner,
}: Pick<ClaimQuery, "name" | "description" | "owner">): boolean {
  return isClaimName(name) && description.length <= MAX_DESCRIPTION && owner.length <= MAX_OWNER;
}

/** A name that parses as a number or another query could not be looked up. */
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
export function parseRelease(rest: string): ReleaseQuery | TeamQueryError {
  const words = tokenize(rest);
  const numbers = takeNumbers(words);
  return numbers === null || words.length > 0
    ? teamQueryError("release-what", { kind: "release", span: EXAMPLE_SPAN, transport: null })
    : { kind: "release", ...numbers };
}

interface Numbers {
  readonly span: PortSpan;
  readonly transport: Transport | null;
}

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

/** Splits at whitespace; quoted text is one token without its quotes. Typographic quotes count too. */
function tokenize(text: string): Token[] {
  const plain = text.replace(/[“”„«»]/g, '"');
  return [...plain.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, word]) => ({
      text: (quoted ?? word ?? "").replace(/\s+/g, " ").trim(),
      quoted: quoted !== undefined,
    }))
    .filter(({ text: part, quoted }) => quoted || part !== "");
}

export function teamQueryError(problem: Problem, suggested: TeamQuery, part?: string): TeamQueryError {
  return part === undefined ? { problem, suggested } : { problem, suggested, part };
}
