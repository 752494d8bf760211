import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import { transportsOf } from "#core/book/claim.ts";
import type { ParsedBook } from "#core/book/formats/claim-request.ts";
import { claimRequestFrom } from "#core/book/formats/claim-request.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import { numbersIn, spanText } from "#core/registry/port.ts";
import type { Steps } from "#core/steps.ts";
import { mapInSteps } from "#core/steps.ts";

/** services(5): one line per number and transport. */
export function* writeServices(claims: readonly Claim[]): Steps<string> {
  const lines = yield* mapInSteps(claims, (claim) => {
    const comment = commentOf(claim);
    return numbersIn(claim.span)
      .flatMap((port) => transportsOf(claim).map((transport) => `${claim.name}\t${port}/${transport}${comment}\n`))
      .join("");
  });
  return lines.join("");
}

/** Wireshark's services file: a line may have a span and several transports (wsug, "Configuration Files", services). */
export function* writeWireshark(claims: readonly Claim[]): Steps<string> {
  const lines = yield* mapInSteps(
    claims,
    (claim) => `${claim.name}\t${spanText(claim.span)}/${transportsOf(claim).join("/")}${commentOf(claim)}\n`,
  );
  return lines.join("");
}

function commentOf({ description, owner }: Claim): string {
  const parts = [description, owner === "" ? "" : `(@${owner})`].filter((part) => part !== "");
  return parts.length === 0 ? "" : `\t# ${parts.join(" ")}`;
}

/**
 * Parses both kinds of services files. Successive lines with the same name and comment and consecutive numbers become
 * one claim.
 */
export function* readServices(text: string): Steps<Omit<ParsedBook, "format">> {
  const read: ClaimRequest[] = [];
  const wrong: { line: number; text: string }[] = [];
  yield* mapInSteps(text.split("\n"), (line, at) => {
    const found = readLine(line);
    if (found === null) wrong.push({ line: at + 1, text: line.trim() });
    else read.push(...found);
  });
  return { wanted: joinRuns(joinTransports(read)), wrong };
}

function readLine(line: string): ClaimRequest[] | null {
  const [entry = "", ...comments] = line.split("#");
  const words = entry.split(/\s+/).filter((word) => word !== "");
  const [name, place] = words;
  if (name === undefined) return [];
  const [numbers = "", ...transports] = (place ?? "").split("/");
  const note = comments.join("#").trim();
  // Searched from the end: descriptions may contain brackets too.
  const open = note.endsWith(")") ? note.lastIndexOf("(@") : -1;
  const description = open < 0 ? note : note.slice(0, open);
  const owner = open < 0 ? "" : note.slice(open + 2, -1);
  const found = transports.map((transport) => claimRequestFrom({ numbers, transport, name, description, owner }));
  return found.length > 0 && found.every((each) => each !== null) ? found : null;
}

/** Merges the tcp and udp lines of a claim. */
function joinTransports(lines: readonly ClaimRequest[]): ClaimRequest[] {
  const joined: ClaimRequest[] = [];
  const open = new Map<string, number>();
  for (const line of lines) {
    const key = JSON.stringify([line.span, line.name, line.description, line.owner]);
    const at = open.get(key) ?? -1;
    const twin = joined[at];
    if (twin !== undefined && TCP_AND_UDP.has(`${twin.transport} ${line.transport}`)) {
      joined[at] = { ...twin, transport: null };
      open.delete(key);
    } else {
      open.set(key, joined.length);
      joined.push(line);
    }
  }
  return joined;
}

const TCP_AND_UDP: ReadonlySet<string> = new Set(["tcp udp", "udp tcp"]);

function joinRuns(lines: readonly ClaimRequest[]): ClaimRequest[] {
  const runs: ClaimRequest[] = [];
  for (const line of lines) {
    const before = runs.at(-1);
    const follows = before !== undefined && before.span.last + 1 === line.span.first && isSameExceptSpan(before, line);
    if (before !== undefined && follows && line.span.last - before.span.first < MAX_CLAIM) {
      runs.splice(-1, 1, { ...before, span: { first: before.span.first, last: line.span.last } });
    } else runs.push(line);
  }
  return runs;
}

function isSameExceptSpan(a: ClaimRequest, b: ClaimRequest): boolean {
  return a.transport === b.transport && a.name === b.name && a.description === b.description && a.owner === b.owner;
}
