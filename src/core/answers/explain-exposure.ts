import type { Flag, PortFacts } from "#core/answers/explain-flag.ts";
import type { RankedUses } from "#core/answers/usage.ts";
import { rankUses } from "#core/answers/usage.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { spanContains } from "#core/registry/port.ts";
import type { ExposureStep, KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse, isRestricted } from "#core/software/known-use.ts";
import type { Program, Software } from "#core/software/software.ts";

/** The flag of a listener on every address whose software isn't for everybody to reach. */
export function everyAddress(
  listener: PastedListener,
  program: Program | null,
  { ranked }: PortFacts,
  software: Software,
): Flag | null {
  const { scope, port, target, transport } = listener;
  if (scope !== "every") return null;
  const here = probablyRestricted(ranked);
  const inside = target === null ? null : probablyRestricted(rankUses(target, transport, [], software.usesOf(target)));
  // A process known to be another program isn't flagged just for its number.
  const use = program === null ? (inside ?? here) : programUse(program, listener);
  if (use === null || use.exposure === null || isMulticast(listener)) return null;
  const flag = {
    kind: "every-address",
    software: use.software,
    by: program === null ? "number" : "process",
    inside: spanContains(use.span, port) ? null : target,
    exposure: use.exposure,
  } as const;
  // Others need to reach it, so being open is normal as long as a firewall limits it.
  // What listens on its own host by default has been opened by somebody.
  return use.bind !== "loopback" && STEPS_OF_OPEN_SERVICES.has(use.exposure.steps[0])
    ? { ...flag, weight: "note", check: "firewall" }
    : { ...flag, weight: "look", check: "bind-address" };
}

/** Comes first for a service that other hosts have to reach, as the table's README says. */
const STEPS_OF_OPEN_SERVICES: ReadonlySet<ExposureStep | undefined> = new Set(["firewall", "login", "tls", "update"]);

/** More programs than this on a number say nothing about a single one. */
export const MAX_LEADING = 3;

/** The best known of the programs on a number, if it isn't for everybody to reach. */
function probablyRestricted({ leading, others }: RankedUses): KnownUse | null {
  const [best] = leading.length + others.length > MAX_LEADING ? [] : leading;
  return best !== undefined && isRestricted(best) ? best : null;
}

/**
 * The program's use of the number. On a number of its own choice, its main one, if none of its uses is for everybody to
 * reach; a web application may well be open on a web port.
 */
function programUse({ uses }: Program, { port, target, transport }: PastedListener): KnownUse | null {
  const current = uses.filter((use) => isCurrentUse(use, transport));
  const own = [port, target].flatMap((number) =>
    number === null ? [] : current.filter(({ span }) => spanContains(span, number)),
  );
  if (own.length > 0) return own.find(isRestricted) ?? null;
  const main = current.filter(({ role }) => role === null);
  const closed = main.filter(isRestricted);
  return closed.length < main.length || main.some(({ speaksHttp }) => speaksHttp) ? null : (closed[0] ?? null);
}

/** Every program that joins a multicast group receives it (RFC 6762, section 15.1; SSDP and LLMNR do the same). */
const MULTICAST_PORTS: ReadonlySet<string> = new Set(["udp 5353", "udp 1900", "udp 5355", "udp 3702"]);

export function isMulticast({ transport, port }: PastedListener): boolean {
  return MULTICAST_PORTS.has(`${transport} ${port}`);
}
