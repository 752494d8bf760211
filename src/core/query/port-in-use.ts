import { parsePort } from "#core/query/parse-item.ts";
import type { InUseQuery, ListItemQuery } from "#core/query/query.ts";

/** Parses `8080 in use`; null for anything else. @param plain as in `parseItem` */
export function parseInUse(plain: string): InUseQuery | null {
  const [, before] = /^(\S+(?: \S+)?) (?:is )?(?:already )?in use$/.exec(plain) ?? [];
  const port = before === undefined ? null : parsePort(before);
  return port === null ? null : { ...port, kind: "in-use" };
}

/**
 * The port that a program couldn't listen on, according to a text; null if the text says nothing of the kind, or names
 * several.
 * @param plain lower case
 * @param items all that it names
 */
export function portInUse(plain: string, items: readonly ListItemQuery[]): InUseQuery | null {
  const [only, ...others] = items;
  if (only?.kind !== "port" || others.length > 0 || !IN_USE.test(plain) || OTHER_REASON.test(plain)) return null;
  return { ...only, kind: "in-use" };
}

/** What operating systems, runtimes and servers say of it: EADDRINUSE is 98 on Linux, 48 on macOS, 10048 on Windows. */
const IN_USE = new RegExp(
  [
    String.raw`\b(?:wsa)?eaddrinuse\b`,
    String.raw`\balready (?:in use|allocated|bound|taken|occupied|being used|used|listening)\b`,
    String.raw`\baddress in use\b`,
    "only one usage of each socket address",
    String.raw`\b(?:can(?:no|’|')?t|could ?(?:not|n’t|n't)|failed to|unable to) (?:bind|listen)\b`,
    String.raw`\b(?:bind|binding|bind\(\))[^.\n]{0,40} failed\b`,
    String.raw`\b(?:os error|errno|winerror)[ :]{1,2}(?:98|48|10048)\b`,
  ].join("|"),
);

/** The same calls fail for want of a privilege, and for an address that the host doesn't have. */
const OTHER_REASON = /permission denied|\beacces\b|cannot assign requested|\beaddrnotavail\b|forbidden by its access/;
