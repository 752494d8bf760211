import type { ProgramName } from "#core/software/program-names.ts";
import { dataLines, NOTHING, optional, readLine, toAddress } from "./cells.ts";

const COLUMNS = ["name", "product", "source"] as const;

/**
 * Parses `data/program-names.tsv`: what images and scanners call programs.
 * @throws SyntaxError with the number of a malformed line
 */
export function parseProgramNames(text: string): readonly ProgramName[] {
  const [head, ...rows] = dataLines(text);
  if (head?.line !== COLUMNS.join("\t"))
    throw new SyntaxError(`Program names: expected the columns ${COLUMNS.join(", ")}.`);
  return rows.map(({ line, number }) => {
    const read = readLine(line, COLUMNS, ({ name, product, source }): ProgramName => {
      toAddress("source", source);
      return { name, product: optional(product) };
    });
    if (typeof read === "string" || read.name === NOTHING || read.name !== read.name.toLowerCase())
      throw new SyntaxError(`Program names: line ${number} is not readable: ${line}`);
    return read;
  });
}
