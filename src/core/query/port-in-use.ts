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
  if (!IN_USE.test(plain) || OTHER_REASON.test(plain)) return null;
  const ports = items.filter((item) => item.kind === "port" && item.port > 0);
  const named = Number(NAMED.exec(plain)?.[1]);
  // Some say which one they take instead.
  const port =
    ports.find((item) => item.kind === "port" && item.port === named) ?? (items.length === 1 ? ports[0] : null);
  return port?.kind === "port" ? { ...port, kind: "in-use" } : null;
}

/** The port is named with what is said of it. */
const NAMED = /\bport[ -:]{1,2}(\d{1,5}) (?:is |was )?(?:already )?(?:in use|taken|occupied|busy)\b/;

/** What operating systems, runtimes and servers say of it: EADDRINUSE is 98 on Linux, 48 on macOS, 10048 on Windows. */
const IN_USE = new RegExp(
  [
    NAMED.source,
    String.raw`\b(?:wsa)?eaddrinuse\b`,
    String.raw`\balready (?:in use|allocated|bound|taken|occupied|being used|used|listening|running on port)\b`,
    String.raw`\b(?:address|connection) in use\b`,
    "only one usage of each socket address",
    String.raw`\b(?:can(?:no|’|')?t|could ?(?:not|n’t|n't)|failed to|unable to) (?:bind|listen)\b`,
    String.raw`\bfailed to start\b[^\n]{0,40}\bin use\b`,
    String.raw`\b(?:bind|binding|bind\(\))[^.\n]{0,40} failed\b`,
    String.raw`\b(?:os error|errno|winerror)[ :]{1,2}(?:98|48|10048)\b`,
  ].join("|"),
);

/** Only asked or denied; the same calls fail for want of a privilege, and for an address that the host doesn't have. */
const OTHER_REASON =
  /permission denied|\beacces\b|cannot assign requested|\beaddrnotavail\b|forbidden by its access|\b(?:not|isn['’]t|never) already\b|^(?:is|are) [^.]*\?\s*$/;
