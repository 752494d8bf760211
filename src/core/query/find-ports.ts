import { toAsciiDigits } from "#core/query/digits.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { InvalidInput, PortQuery, Query } from "#core/query/query.ts";
import { isPort, isTransport } from "#core/registry/port.ts";

/** A message longer than this is read only so far. */
const MAX_MESSAGE_LENGTH = 4000;

const TRANSPORT = "tcp|udp|sctp|dccp";
const MEANT_AS_PORT = new RegExp(
  [
    `(?<![\\w.:/#-])(?<port>\\d{1,5})[/ ](?<after>${TRANSPORT})\\b`,
    `\\b(?<before>${TRANSPORT})[/ :](?:port )?(?<port>\\d{1,5})(?![\\w.:-])`,
    `\\bport:? ?(?<port>\\d{1,5})(?![\\w.:-])`,
    `(?<=[a-z\\]*]|\\d\\.\\d{1,3}|\\s|^):(?<port>\\d{1,5})(?![\\w.:])`,
    `(?<![\\w.:/#,+-])(?<port>\\d{1,5})(?=[?!,]?(?:\\s|$))(?!\\s*(?:[%$€]|[kmg]b|ms|s|sec|min|minutes?|hours?|days?)\\b)`,
  ].join("|"),
  "giu",
);

/**
 * Reads what a message that mentions Portcall asks: the query the message is, or the ports its sentences speak of, in
 * the order they are named, each once. Takes any text and never throws.
 */
export function readMessage(text: string): Query | InvalidInput {
  const query = parseQuery(text);
  if (query.kind !== "invalid") return query;
  return findPorts(text)[0] ?? query;
}

/** The ports a free text speaks of. */
function findPorts(text: string): readonly PortQuery[] {
  const plain = toAsciiDigits(text.slice(0, MAX_MESSAGE_LENGTH)).toLowerCase();
  const found = new Map<number, PortQuery>();
  for (const { groups } of plain.matchAll(MEANT_AS_PORT)) {
    const port = Number(groups?.port);
    const transport = groups?.after ?? groups?.before ?? "";
    if (!isPort(port) || found.has(port)) continue;
    found.set(port, { kind: "port", port, transport: isTransport(transport) ? transport : null });
  }
  return [...found.values()];
}
