import type { ClaimRequest } from "#core/book/claim.ts";
import { isValidClaim, spanOf } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { BookFormat } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import { isTransport, spanSize } from "#core/registry/port.ts";

/** A port book as text, read. */
export interface ReadBookText {
  readonly format: BookFormat;
  readonly wanted: readonly ClaimRequest[];
  /** The lines (or, in JSON, the entries) that could not be read, counted from 1. */
  readonly wrong: readonly { readonly line: number; readonly text: string }[];
}

/** A claim from the texts of its parts, as a file has them; null where one of them cannot be. */
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
