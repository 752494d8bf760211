import { toAsciiDigits } from "#core/query/digits.ts";
import type { InvalidInput, Problem, Query } from "#core/query/query.ts";
import type { Transport } from "#core/registry/port.ts";
import { isPort, isTransport, MAX_PORT, TRANSPORTS } from "#core/registry/port.ts";

/** Longer than any query a person types; a paste of this size is not one. */
const MAX_QUERY_LENGTH = 200;
const MAX_ECHO_LENGTH = 40;
const EXAMPLE = "867";

/** Reads a query as typed after `/port`. Takes any text and never throws. */
export function parseQuery(text: string): Query | InvalidInput {
  const trimmed = text.slice(0, MAX_QUERY_LENGTH * 4).trim();
  if (text.length > MAX_QUERY_LENGTH * 4 || trimmed.length > MAX_QUERY_LENGTH)
    return invalid("too-long", text, EXAMPLE);
  const plain = toAsciiDigits(trimmed).trim().toLowerCase().replace(/\s+/g, " ");
  if (plain === "" || plain === "help" || plain === "?") return { kind: "help" };
  const named = readPort(plain);
  if (named === null) return invalidText(trimmed, plain);
  const port = Number(named.digits);
  if (isPort(port)) return { kind: "port", port, transport: named.transport };
  return invalid("above-65535", trimmed, within(named.digits));
}

interface NamedPort {
  readonly transport: Transport | null;
  readonly digits: string;
}

const TRANSPORT = TRANSPORTS.join("|");
const PORT = new RegExp(`^(?:port )?[:#]?(\\d+)(?:[/ ](${TRANSPORT}))?\\??$`);
const TRANSPORT_FIRST = new RegExp(`^(${TRANSPORT})[/: ](?:port )?:?(\\d+)\\??$`);

function readPort(plain: string): NamedPort | null {
  const [, digits, after] = PORT.exec(plain) ?? [];
  const [, before, digitsAfter] = TRANSPORT_FIRST.exec(plain) ?? [];
  const found = digits ?? digitsAfter;
  const transport = after ?? before ?? null;
  if (found === undefined || (transport !== null && !isTransport(transport))) return null;
  return { transport, digits: found };
}

function invalidText(typed: string, plain: string): InvalidInput {
  if (/^-\d+$/.test(plain)) return invalid("below-0", typed, within(plain.slice(1)));
  if (/^0x[0-9a-f]+$/.test(plain) || /^\d+(?:\.\d+)?e\+?\d+$/.test(plain)) {
    const value = Number(plain);
    return invalid("not-decimal", typed, isPort(value) ? `${value}` : EXAMPLE);
  }
  if (/^\d+[.,]\d+$/.test(plain)) return invalid("not-whole", typed, within(/^\d+/.exec(plain)?.[0] ?? EXAMPLE));
  const digits = /(?<![\p{L}\p{N}])\d{1,5}(?![\p{L}\p{N}])/u.exec(plain)?.[0];
  if (digits !== undefined) return invalid("more-than-a-port", typed, within(digits));
  return invalid("not-understood", typed, EXAMPLE);
}

function invalid(reason: Problem, typed: string, suggestion: string): InvalidInput {
  const input =
    typed.length > MAX_ECHO_LENGTH ? `${[...typed.slice(0, MAX_ECHO_LENGTH)].slice(0, -1).join("")}…` : typed;
  return { kind: "invalid", reason, input, suggestion };
}

/** The longest beginning of a number that is a port number: 70000 → 7000. */
function within(digits: string): string {
  let kept = digits.replace(/^0+(?=\d)/, "").slice(0, 5);
  while (Number(kept) > MAX_PORT) kept = kept.slice(0, -1);
  return kept;
}
