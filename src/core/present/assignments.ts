import type { Assignment, NamedAssignment } from "#core/answers/assignment.ts";
import type { Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/phrase.ts";
import type { Messages } from "#core/messages/messages.ts";
import { rfcNumber, rfcUrl } from "#core/registry/record.ts";

/** One phrase for each assignment; rows that differ in nothing but the transport share one. */
export function assignmentPhrases(assignments: readonly Assignment[], words: Messages["port"]): Phrase[] {
  const groups = Map.groupBy(assignments, (each) => JSON.stringify({ ...each, transport: null }));
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const transports = rows.map((row) => row.transport ?? words.transportNotStated).join(", ");
    const about = saysMore(first) ? ` — ${first.description}` : "";
    const details = detailPhrases(first, words);
    const separator = details.length === 0 ? [] : [SEPARATOR];
    return [[`${nameOf(first)} (${transports})${about}`, ...separator, ...joinPhrases(details, SEPARATOR)]];
  });
}

const SEPARATOR = " · ";

function nameOf({ serviceName, description }: NamedAssignment): string {
  return serviceName ?? description;
}

function saysMore({ serviceName, description }: NamedAssignment): boolean {
  return description !== "" && serviceName !== null && description.toLowerCase() !== serviceName.toLowerCase();
}

function detailPhrases(row: Assignment, words: Messages["port"]): Phrase[] {
  const facts = [
    row.span.first === row.span.last ? null : words.spanAssigned(row.span),
    row.isUnassignedUse ? words.unassignedUse : null,
    row.aliasOf === null ? null : words.aliasOf(row.aliasOf),
    row.replaces === null ? null : words.replaces(row.replaces),
    row.registered === null ? null : words.registered(row.registered),
    row.modified === null ? null : words.modified(row.modified),
    row.serviceCode === null ? null : words.serviceCode(row.serviceCode),
  ].filter((fact) => fact !== null);
  return [...row.references.map(referencePhrase), ...facts.map((fact) => [fact])];
}

function referencePhrase(reference: string): Phrase {
  const rfc = rfcNumber(reference);
  return rfc === null ? [reference] : [{ text: reference.replace(/^RFC/, "RFC "), url: rfcUrl(rfc) }];
}
