import type { Claim } from "#core/book/claim.ts";
import type { ParsedBook } from "#core/book/formats/claim-request.ts";
import { isCsv, readCsv, writeCsv } from "#core/book/formats/csv.ts";
import { readJson, writeJson } from "#core/book/formats/json.ts";
import { readServices, writeServices, writeWireshark } from "#core/book/formats/services.ts";
import type { BookFormat } from "#core/query/query.ts";
import type { Steps } from "#core/steps.ts";

/** Formats claims so that {@link readBookText} can read them back. Ends with a line break. */
export function writeBookText(claims: readonly Claim[], format: BookFormat): Steps<string> {
  return WRITERS[format](claims);
}

const WRITERS: Readonly<Record<BookFormat, (claims: readonly Claim[]) => Steps<string>>> = {
  csv: writeCsv,
  json: writeJson,
  services: writeServices,
  wireshark: writeWireshark,
};

/** Parses a port book and detects its format. Accepts any text; lines that can't be parsed are in `wrong`. */
export function* readBookText(text: string): Steps<ParsedBook> {
  const unfenced = text.replace(/^\s*```\w*\n?|\n?```\s*$/g, "").trim();
  if (/^[[{]/.test(unfenced)) return { format: "json", ...(yield* readJson(unfenced)) };
  if (isCsv(unfenced)) return { format: "csv", ...(yield* readCsv(unfenced)) };
  return { format: "services", ...(yield* readServices(unfenced)) };
}
