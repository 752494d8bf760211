import { isPort } from "#core/registry/port.ts";
import type { Relative } from "#core/software/relative.ts";
import { dataLines, isHttpsAddress, parseTransports } from "./cells.ts";

const COLUMNS = ["service", "port", "transports", "what", "source"];

/**
 * Parses `data/relatives.tsv`: the plain, secure and other numbers of one service.
 * @throws SyntaxError with the number of a malformed line
 */
export function parseRelatives(text: string): readonly Relative[] {
  const [head, ...rows] = dataLines(text);
  if (head?.line !== COLUMNS.join("\t"))
    throw new SyntaxError(`Relatives: expected the columns ${COLUMNS.join(", ")}.`);
  return rows.map(({ line, number }) => {
    const [service = "", port = "", transports = "", what = "", source = "", ...more] = line.split("\t");
    const read = parseTransports(transports);
    if (
      [service, what].includes("") ||
      more.length > 0 ||
      !/^\d+$/.test(port) ||
      !isPort(Number(port)) ||
      read === null ||
      !isHttpsAddress(source)
    ) {
      throw new SyntaxError(`Relatives: line ${number} is not readable: ${line}`);
    }
    return { service, port: Number(port), transports: read, what, source };
  });
}
