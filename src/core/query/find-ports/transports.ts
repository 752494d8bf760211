import type { FoundNumber } from "#core/query/find-ports/port-patterns.ts";
import type { PortQuery } from "#core/query/query.ts";
import { isTransport, TRANSPORTS } from "#core/registry/port.ts";

const NAMES = TRANSPORTS.join("|");
/** `tcp/443`, `tcp:443`, `tcp 443`, `tcp port 443`, `tcp dport 443`, at the end of the text before the number. */
const BEFORE = new RegExp(`\\b(?<name>${NAMES})(?:[/:]|[ -](?:(?:[sd]|destination |dest |src |source )?ports? )?:?)$`);
/** `443/tcp`, `443 tcp`, `443 (tcp)`, `443 tcp and udp`, at the beginning of the text after the number. */
const AFTER = new RegExp(
  `^ {0,2}[/(]? ?(?<name>${NAMES})\\b(?![/:]\\d)(?: ?(?:[/&+,|]|and|und|et|y) ?(?<also>${NAMES})\\b(?![/: ]{1,2}(?:port )?\\d))?`,
);
const LONGEST_BEFORE = 32;
const LONGEST_AFTER = 32;

/** The ports, each with the transport right before or after it; a transport belongs to one number only. */
export function attachTransports(text: string, numbers: readonly FoundNumber[]): readonly PortQuery[] {
  let taken = 0;
  return numbers.flatMap(({ digits, start }) => {
    const end = start + digits.length;
    const before = BEFORE.exec(text.slice(Math.max(taken, start - LONGEST_BEFORE), start))?.groups?.name;
    const after = before === undefined ? AFTER.exec(text.slice(end, end + LONGEST_AFTER)) : null;
    taken = end + (after?.[0].length ?? 0);
    const names = [before ?? after?.groups?.name, after?.groups?.also].filter((name) => name !== undefined);
    const transports = names.length > 0 ? names.filter(isTransport) : [null];
    return transports.map((transport): PortQuery => ({ kind: "port", port: Number(digits), transport }));
  });
}
