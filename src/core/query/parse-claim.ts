import { toAsciiDigits } from "#core/query/digits.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { ClaimQuery, Problem, ReleaseQuery } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isTransport, spanSize } from "#core/registry/port.ts";

/** Why a text that begins like a query about the team's things is none, and one that would be. */
export interface NotUnderstood {
  readonly problem: Problem;
  readonly suggestion: string;
}

const CLAIM_EXAMPLE = 'claim 8867 billing-api "Billing API" @payments';

/** `8867 billing-api "Billing API" @payments`, after the word claim. */
export function parseClaim(rest: string): ClaimQuery | NotUnderstood {
  const words = tokens(rest);
  const numbers = takeNumbers(words);
  const [name, ...more] = words;
  if (numbers === null) return wrong("claim-not-understood", CLAIM_EXAMPLE);
  const { first, last } = numbers.span;
  const example = CLAIM_EXAMPLE.replace("8867", first === last ? `${first}` : `${first}-${last}`);
  if (name === undefined) return wrong("claim-not-understood", example);
  if (spanSize(numbers.span) > MAX_CLAIM) {
    return wrong("claim-too-many", CLAIM_EXAMPLE.replace("8867", `${first}-${first + MAX_CLAIM - 1}`));
  }
  const claim = claimFrom(numbers, name, more);
  return claim ?? wrong("claim-not-understood", example);
}

/** A service's name in a book: what /etc/services can hold, and a little more. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,39}$/u;
const MAX_DESCRIPTION = 200;
const MAX_OWNER = 80;

/** Whether a claim's words are what a {@link ClaimQuery} may have. */
export function fitsClaim({ name, description, owner }: Pick<ClaimQuery, "name" | "description" | "owner">): boolean {
  return NAME.test(name) && description.length <= MAX_DESCRIPTION && owner.length <= MAX_OWNER;
}

function claimFrom({ span, transport }: Numbers, name: Token, more: readonly Token[]): ClaimQuery | null {
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
  const claim = { name: name.text, description, owner };
  return fitsClaim(claim) ? { kind: "claim", span, transport, ...claim } : null;
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
    return { span: { first: item.port, last: item.port }, transport: item.transport };
  }
  if (item?.kind !== "port" && item?.kind !== "span") return null;
  const { first, last } = item.kind === "port" ? { first: item.port, last: item.port } : item;
  return { span: { first, last }, transport: transport !== undefined && isTransport(transport) ? transport : null };
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

export function wrong(problem: Problem, suggestion: string): NotUnderstood {
  return { problem, suggestion };
}
