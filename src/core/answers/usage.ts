import type { Assignment } from "#core/answers/assignment.ts";
import { isDescriptionUseful } from "#core/answers/assignment.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Transport } from "#core/registry/port.ts";
import { portRangeOf } from "#core/registry/port.ts";
import type { KnownUse, Reach } from "#core/software/known-use.ts";
import { isCurrentUse, namedBy, softwareOf, strictestReach } from "#core/software/known-use.ts";

/** What a number is used for in practice, whatever the registry says. */
export interface Usage {
  /** The protocol and the programs that lead, the surest first: by standard, by default, or else by convention. */
  readonly software: readonly string[];
  /** Programs that use the number by default beside those in `software`, where they are too many to lead. */
  readonly alsoDefaultOf: readonly string[];
  /** What the one use that leads is for; or, where no software is known, IANA's description. */
  readonly purpose: string | null;
  /** Who may reach it, by the strictest of the uses that lead; null if none says. */
  readonly exposure: Reach | null;
}

/** What a registry's record says of a number. */
type Registered = Pick<Assignment, "serviceName" | "description">;

/** @param assignments on the transport that the uses were ranked for */
export function usageOf({ leading, others }: RankedUses, assignments: readonly Registered[]): Usage {
  const described = assignments.find(isDescriptionUseful);
  const [only, ...more] = leading;
  return {
    software: softwareOf(leading),
    alsoDefaultOf: softwareOf(others),
    purpose: only === undefined ? (described?.description ?? null) : more.length === 0 ? only.purpose : null,
    exposure: strictestReach(leading),
  };
}

export interface RankedUses {
  /** What a card leads with. */
  readonly leading: readonly KnownUse[];
  /** The defaults of other programs, where they are too many to lead. */
  readonly others: readonly KnownUse[];
  /** What the number was given to, and the programs that serve it; empty where nobody has it. */
  readonly owning: readonly KnownUse[];
}

const NO_USES: RankedUses = { leading: [], others: [], owning: [] };

/** So many well-known programs lead, if not more of them share the number, or beside what the number was given to. */
const MAX_BESIDE_OWNER = 2;
const MAX_AROUND_SIDE_PORT = 4;

/**
 * A protocol's number, one that the registry gives to a program, and one that a program is known for is first of all
 * theirs; programs that serve that protocol go without saying.
 */
export function rankUses(
  port: number,
  transport: Transport | null,
  assignments: readonly Registered[],
  knownUses: readonly KnownUse[],
): RankedUses {
  const current = knownUses.filter((use) => isCurrentUse(use, transport));
  if (current.length === 0) return NO_USES;
  const own = current.filter(({ span }) => span.first === port);
  // A span says something about its other numbers only where nothing else does; a dynamic one is anybody's.
  const isOthers = own.length > 0 || assignments.length > 0 || portRangeOf(port).name === "dynamic";
  const uses = isOthers ? own : current;
  const standards = uses.filter(({ kind }) => kind === "standard");
  const defaults = uses.filter(({ kind }) => kind === "default");
  const given = standards.length > 0 ? standards : defaults.filter(namedBy(assignments));
  const owners = given.length > 0 ? given : knownFor(uses);
  if (owners.length === 0) return { leading: defaults.length > 0 ? defaults : uses, others: [], owning: [] };
  const serving = defaults.filter(
    (use) => !owners.includes(use) && owners.some((owner) => implementsProtocol(use, owner)),
  );
  const others = defaults.filter((use) => !owners.includes(use) && !serving.includes(use));
  const beside = others.filter(({ isWellKnown, role }) => isWellKnown && role === null).slice(0, MAX_BESIDE_OWNER);
  return {
    leading: [...owners, ...beside],
    others: [
      ...(serving.some(({ isWellKnown }) => isWellKnown) ? serving : []),
      ...others.filter((use) => !beside.includes(use)),
    ],
    owning: given.length > 0 ? [...given, ...serving] : [],
  };
}

/** The one or two well-known programs that take the number by default; else those whose main number it is by custom. */
function knownFor(uses: readonly KnownUse[]): readonly KnownUse[] {
  const known = uses.filter(({ isWellKnown }) => isWellKnown);
  const isMain = ({ role }: KnownUse) => role === null;
  const defaults = known.filter(({ kind }) => kind === "default");
  if (defaults.length === 0) return known.filter(isMain);
  const main = defaults.filter(isMain);
  // Nobody thinks first of a well-known program's side port where many others have theirs.
  const isQuiet = () => softwareOf(uses).length <= MAX_AROUND_SIDE_PORT;
  const best = main.length > 0 ? main : isQuiet() ? defaults : [];
  return softwareOf(best).length > MAX_BESIDE_OWNER ? [] : best;
}

/** Whether a program serves the protocol, or does the work of the program, that its number belongs to. */
function implementsProtocol(use: KnownUse, protocol: KnownUse): boolean {
  if (protocol.kind === "standard" && use.speaksHttp && protocol.speaksHttp) return true;
  const { said } = phrasesOf(use);
  return phrasesOf(protocol).names.some((name) => said.includes(name));
}

interface Phrases {
  readonly said: string;
  readonly names: readonly string[];
}

/** What a use says and is called, in words between spaces; made once, because a number can have sixty uses. */
const phrasesOf = oncePerObject(({ software, purpose, product, names }: KnownUse): Phrases => {
  const spaced = (text: string) => ` ${wordsOf(text)} `;
  return { said: spaced(`${software} ${purpose}`), names: [product, ...names].map(spaced) };
});

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The software that surely leads on a number, without what the registry names as well. */
export function leadingUnregistered({ leading }: RankedUses, assignments: readonly Registered[]): readonly string[] {
  return unregistered(
    leading.filter(({ kind }) => kind === "standard" || kind === "default"),
    assignments,
  );
}

/** The software of the uses, without what the registry names as well. */
export function unregistered(uses: readonly KnownUse[], assignments: readonly Registered[]): readonly string[] {
  const isNamed = namedBy(assignments);
  return softwareOf(uses.filter((use) => !isNamed(use)));
}
