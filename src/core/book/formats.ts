import type { Claim } from "#core/book/claim.ts";
import type { ReadBookText } from "#core/book/formats/claim-request.ts";
import { isCsv, readCsv, writeCsv } from "#core/book/formats/csv.ts";
import { readJson, writeJson } from "#core/book/formats/json.ts";
import { readServices, writeServices, writeWireshark } from "#core/book/formats/services.ts";
import type { BookFormat } from "#core/query/query.ts";

/** The claims in a format that {@link readBookText} reads back. Ends with a line break. */
export function writeBookText(claims: readonly Claim[], format: BookFormat): string {
  return WRITERS[format](claims);
}

const WRITERS: Readonly<Record<BookFormat, (claims: readonly Claim[]) => string>> = {
  csv: writeCsv,
  json: writeJson,
  services: writeServices,
  wireshark: writeWireshark,
};

/**
 * Reads a port book in any of the formats, and finds out which it is by itself. Takes any text; what it cannot read is
 * in `wrong`.
 */
export function readBookText(text: string): ReadBookText {
  const bare = text.replace(/^\s*```\w*\n?|\n?```\s*$/g, "").trim();
  if (/^[[{]/.test(bare)) return { format: "json", ...readJson(bare) };
  if (isCsv(bare)) return { format: "csv", ...readCsv(bare) };
  return { format: "services", ...readServices(bare) };
}
