import { withoutMore } from "#core/query/parse-lookup.ts";
import type { MoreQuery, PortSetQuery } from "#core/query/query.ts";

/** Whether a system has this name. */
export type IsPortSet = (name: string) => boolean;

/**
 * Parses `ports for NAME`, also with `more`; null for anything else. @param plain lower case, digits as 0–9, single
 * spaces
 * @param isPortSet tells the names of systems from others, which are services
 */
export function parsePortSet(plain: string, isPortSet: IsPortSet): PortSetQuery | MoreQuery | null {
  const brief = withoutMore(plain);
  if (brief !== null) {
    const of = parsePortSet(brief, isPortSet);
    return of?.kind === "port-set" ? { kind: "more", of } : of;
  }
  const name = /^ports for (.+)$/.exec(plain)?.[1] ?? "";
  return PORT_SET_NAME.test(name) && isPortSet(name) ? { kind: "port-set", name } : null;
}

/** A name of words with single spaces, which no number, list or other notation is. */
const PORT_SET_NAME = /^[a-z][a-z0-9./+_-]{0,39}(?: [a-z0-9./+_-]{1,40}){0,4}$/;
