import { readFile } from "node:fs/promises";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort, isTransport } from "#core/registry/port.ts";
import type { KnownUse, KnownUseKind } from "#core/software/known-use.ts";
import { KNOWN_USE_KINDS } from "#core/software/known-use.ts";

/** Reads the file of known uses. */
export async function loadKnownUses(path: string): Promise<readonly KnownUse[]> {
  return parseKnownUses(await readFile(path, "utf8"));
}

const COLUMNS = ["ports", "transports", "kind", "software", "names", "fact", "source", "checked"];

/**
 * Parses `data/known-uses.tsv`: one use per line, eight columns; lines that begin with `#` are comments.
 * @throws SyntaxError with the line number of a malformed row.
 */
export function parseKnownUses(text: string): readonly KnownUse[] {
  const lines = text.split("\n").map((line, at) => ({ line, number: at + 1 }));
  const [head, ...rows] = lines.filter(({ line }) => line !== "" && !line.startsWith("#"));
  if (head?.line !== COLUMNS.join("\t"))
    throw new SyntaxError(`Known uses: expected the columns ${COLUMNS.join(", ")}.`);
  return rows.map(({ line, number }) => {
    const cells = line.split("\t");
    const [ports = "", transports = "", kind = "", software = "", names = "", fact = "", source = "", checked = ""] =
      cells;
    const span = readSpan(ports);
    const readTransports = transports.split(" ").filter(isTransport);
    if (
      cells.length !== COLUMNS.length ||
      span === null ||
      readTransports.join(" ") !== transports ||
      !isKind(kind) ||
      [software, names, fact].includes("") ||
      !/^https:\/\/\S+$/.test(source) ||
      !/^\d{4}-\d\d-\d\d$/.test(checked)
    ) {
      throw new SyntaxError(`Known uses: line ${number} is not readable: ${line}`);
    }
    return { span, transports: readTransports, kind, software, names: names.split(" "), fact, source, checked };
  });
}

function readSpan(text: string): PortSpan | null {
  const [, low = "", high = low] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const span = { first: Number(low), last: Number(high) };
  return low !== "" && isPort(span.first) && isPort(span.last) && span.first <= span.last ? span : null;
}

function isKind(value: string): value is KnownUseKind {
  return (KNOWN_USE_KINDS as readonly string[]).includes(value);
}
