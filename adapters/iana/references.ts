import { foldBlanks } from "./raw-row.ts";

/**
 * The documents named in a Reference cell (`[RFC7858][RFC8094]`), without brackets, in order. Left out is what names
 * no document: `n/a`, footnote numbers, people, e-mail addresses (IANA writes them with `&`), and prose.
 */
export function parseReferences(cell: string): string[] {
  const groups = Array.from(cell.matchAll(/\[([^\]]*)\]/g), ([, group = ""]) => foldBlanks(group));
  return groups.filter(namesDocument);
}

const MAX_REFERENCE_LENGTH = 80;

function namesDocument(reference: string): boolean {
  if (reference === "" || /^n\/a$/i.test(reference) || /^\d{1,3}$/.test(reference)) return false;
  // The snapshot file separates references with a semicolon and a space; no document's number contains that.
  if (reference.includes("@") || reference.includes("; ")) return false;
  if (/^https?:\/\/\S+$/.test(reference)) return true;
  if (/\w&[\w-]+\.\w/.test(reference)) return false;
  // IANA's ids of people: `Jon_Postel`, `Brian_Batke_2`.
  if (/^\p{L}[\p{L}.-]*(?:_[\p{L}.-]+)+(?:_\d+)?$/u.test(reference)) return false;
  return reference.length <= MAX_REFERENCE_LENGTH;
}
