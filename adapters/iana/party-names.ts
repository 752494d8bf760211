import { collapseWhitespace } from "./raw-row.ts";

/**
 * The names of the organisations and people in an Assignee or Contact cell (`[Eric_Soderberg_2][Edward_Yim]`), in order.
 * @param names by id; an id without one is written in words, and IANA shortens many ids to 20 characters
 */
export function parseParties(cell: string, names: ReadonlyMap<string, string>): string[] {
  return Array.from(cell.matchAll(/\[([^\]]+)\]/g), ([, id = ""]) => nameOf(collapseWhitespace(id), names));
}

/** `[Bernie_Volz]` in a text as `[Bernie Volz]`. */
export function namePartiesIn(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/\[([^\]]+)\]/g, (whole, id: string) => (isPartyId(id) ? `[${nameOf(id, names)}]` : whole));
}

/** Whether a reference is the id of a person: `Jon_Postel`, `Brian_Batke_2`. */
export function isPartyId(reference: string): boolean {
  return /^\p{L}[\p{L}.-]*(?:_[\p{L}.-]+)+(?:_\d+)?$/u.test(reference);
}

function nameOf(id: string, names: ReadonlyMap<string, string>): string {
  // The number at the end tells ids of one name apart; the underscore at the start comes before a digit: `_3GPP_2`.
  return names.get(id) ?? id.replace(/_\d+$/, "").replaceAll("_", " ").trim();
}
