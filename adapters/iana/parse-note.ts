import { namePartiesIn } from "./party-names.ts";
import { collapseWhitespace } from "./raw-row.ts";

/**
 * What a row's notes and its "Unauthorized Use Reported" tell people, in IANA's own words on one line, without e-mail
 * addresses; null for notes that are data (TXT keys), that the record holds in another form (aliases, widespread use,
 * the numbers of an unauthorized use), that are about the entry only, or that are long prose.
 * @param names of people, by id
 */
export function parseNote(
  { notes, unauthorized }: { readonly notes: string; readonly unauthorized: string },
  names: ReadonlyMap<string, string>,
): string | null {
  const parts = [
    NOT_FOR_PEOPLE.some((pattern) => pattern.test(collapseWhitespace(notes))) ? "" : notes,
    saysMoreThanNumbers(unauthorized) ? unauthorized : "",
  ];
  const note = namePartiesIn(collapseWhitespace(parts.join(" ").replace(E_MAIL, "")), names);
  return note === "" || note.length > MAX_LENGTH ? null : note;
}

/** The longest note that is not prose has 281 characters, the shortest prose 348. */
const MAX_LENGTH = 300;

const NOT_FOR_PEOPLE: readonly RegExp[] = [
  /\bTXT keys\b/i,
  /This entry is an alias to "/,
  /This entry records an unassigned but widespread use/,
  /^(?:possible contact|new contact added\b.*|modified: .*|this port was previously updated\b.*)$/i,
];

/** IANA writes `&` for `@`. */
const E_MAIL = /<[^<>\s]+[&@][^<>\s]+>/g;

/** `Unauthorized Use Known on ports 27018 and 27019` doesn't; `Unofficial use of port 6588 by AnalogX` does. */
function saysMoreThanNumbers(unauthorized: string): boolean {
  return /\w/.test(unauthorized.replace(/\b(?:yes|known|unauthorized|uses?|on|ports?|and|\d+)\b/gi, ""));
}
