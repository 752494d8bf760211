import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { ParsedBook } from "#core/book/formats/claim-request.ts";
import { claimRequestFrom } from "#core/book/formats/claim-request.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { parseJson } from "#core/parse-json.ts";
import { spanText } from "#core/registry/port.ts";
import type { Steps } from "#core/steps.ts";
import { mapInSteps } from "#core/steps.ts";

export function* writeJson(claims: readonly Claim[]): Steps<string> {
  const entries = yield* mapInSteps(claims, ({ span, transport, name, description, owner }) => {
    const port = span.first === span.last ? span.first : spanText(span);
    const entry = JSON.stringify({ port, transport, name, description, owner }, null, 2);
    return `  ${entry.replaceAll("\n", "\n  ")}`;
  });
  return entries.length === 0 ? "[]\n" : `[\n${entries.join(",\n")}\n]\n`;
}

/** Parses one object or a list of objects as written by {@link writeJson}. */
export function* readJson(text: string): Steps<Omit<ParsedBook, "format">> {
  const parsed = parseJson(text);
  if (parsed === undefined) return { wanted: [], wrong: [{ line: 1, text }] };
  const entries: readonly Json[] = Array.isArray(parsed) ? parsed : [parsed];
  const wanted: ClaimRequest[] = [];
  const wrong: { line: number; text: string }[] = [];
  yield* mapInSteps(entries, (entry, at) => {
    const field = (name: string) => {
      const value: Json | undefined = isJsonObject(entry) ? entry[name] : undefined;
      return typeof value === "string" || typeof value === "number" ? `${value}` : "";
    };
    const read = claimRequestFrom({
      numbers: field("port"),
      transport: field("transport"),
      name: field("name"),
      description: field("description"),
      owner: field("owner"),
    });
    if (read === null) wrong.push({ line: at + 1, text: jsonText(entry) });
    else wanted.push(read);
  });
  return { wanted, wrong };
}

/** Deeply nested JSON can be parsed but overflows the stack when it is written. */
function jsonText(entry: Json): string {
  try {
    return JSON.stringify(entry);
  } catch {
    return "[…]";
  }
}
