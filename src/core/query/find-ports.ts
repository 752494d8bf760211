import { bareNumbers } from "#core/query/find-ports/bare-numbers.ts";
import { readableText } from "#core/query/find-ports/message-text.ts";
import { hideNotPorts } from "#core/query/find-ports/not-ports.ts";
import type { FoundNumber } from "#core/query/find-ports/port-patterns.ts";
import { numbersMeantAsPorts } from "#core/query/find-ports/port-patterns.ts";
import { attachTransports } from "#core/query/find-ports/transports.ts";
import type { PortQuery } from "#core/query/query.ts";
import { isPort } from "#core/registry/port.ts";

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
