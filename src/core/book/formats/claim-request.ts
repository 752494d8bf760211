import type { ClaimRequest } from "#core/book/claim.ts";
import { isValidClaim, spanOf } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { BookFormat } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import { isTransport, spanSize } from "#core/registry/port.ts";

/** A parsed port book. */
export interface ParsedBook {
  readonly format: BookFormat;
  readonly wanted: readonly ClaimRequest[];
  /** The lines (in JSON, the entries) that could not be parsed, counted from 1. */
  readonly wrong: readonly { readonly line: number; readonly text: string }[];
}

/** Builds a claim from the text of its fields; null if one is invalid. */
export function claimRequestFrom(
  parts: Readonly<Record<"numbers" | "transport" | "name" | "description" | "owner", string>>,
): ClaimRequest | null {
  const item = parseItem(parts.numbers.trim());
  if (item === null || item.kind === "service") return null;
  const span = spanOf(item);
  const named = parts.transport.trim().toLowerCase();
  const transport = named === "" || named === "any" || named === "tcp/udp" || named === "tcp,udp" ? null : named;
  if (transport !== null && !isTransport(transport)) return null;
  const line = (text: string) => text.replace(/\s+/g, " ").replaceAll('"', "'").trim();
  const rest = {
    name: parts.name.trim(),
    description: line(parts.description),
    owner: ownersOf(parts.owner),
  };
  return isValidClaim(rest) && spanSize(span) <= MAX_CLAIM ? { span, transport, ...rest } : null;
}

/** `@payments @sre` and `payments sre` are the same. */
function ownersOf(text: string): string {
  const words = text.split(/[\s,]+/).map((each) => each.replace(/^@+/, "").replaceAll('"', "'"));
  return words.filter((each) => each !== "").join(" ");
}
