import { namesInUse, onTransport } from "#core/answers/assignment.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool, isRestricted, softwareOf, strictestReach } from "#core/software/known-use.ts";

/** What the name in the question adds to the card of its port. */
export interface NamedAs {
  readonly title: string;
  /** The software of that name; null to say the same as for the number. */
  readonly software: string | null;
  /** What was typed instead of the name; null where it was the name. */
  readonly typed: string | null;
  /** Other numbers of that name, or of names like it. */
  readonly relatives: readonly string[];
}

/** With more programs, none of them is the one that a number is for. */
const MAX_NAMED = 2;

/** What runs there in practice; else the service that it is assigned to; else its state. */
export function headline(answer: PortAnswer, { brief: words, states }: Messages): string {
  const { state, transport, assignments, software } = answer;
  const { names, uses } = namesInUse(onTransport(assignments, transport));
  const official = names.length > 0 ? names : uses;
  if (software.length > MAX_NAMED) return isMostlyWeb(leadingUses(answer)) ? words.manyWeb : words.manyDefaults;
  if (software.length > 0) {
    const what = productOf(leadingUses(answer)) ?? words.what(software);
    return state === "dynamic" ? words.dynamic(what) : what;
  }
  return state === "assigned" && official.length > 0 ? words.what(official) : states[state];
}

/** Nothing where the title has said it all. */
export function lead(answer: PortAnswer, messages: Messages, named: NamedAs | null): CardNode[] {
  const { brief: words } = messages;
  const uses = usesMeant(answer, named);
  const reach = strictestReach(uses);
  const history = softwareOf(onAnyOf(answer).filter(({ kind }) => kind === "history"));
  // What other software would do says nothing about the team's own.
  const warned = answer.claims.length > 0 && uses.length > 1 ? [] : exposure(answer.port, uses, messages);
  const about = purpose(answer, uses, words);
  const isCrowded = uses.length > MAX_NAMED;
  const isRoom = isCrowded || warned.length === 0 || lengthOf(warned) + lengthOf(about) <= MAX_LEAD;
  const said: Phrase[] = [
    named?.typed === undefined || named.typed === null ? [] : [words.typed(named.typed)],
    ...(reach === "internet" || isCrowded ? [about, isRoom ? warned : []] : [warned, isRoom ? about : []]),
    ...(answer.software.length > 0 ? [] : [note(answer, words), history.length === 0 ? [] : [words.history(history)]]),
  ];
  const content = joinPhrases(
    said.filter((phrase) => phrase.length > 0),
    " ",
  );
  return content.length === 0 ? [] : [{ type: "text", content }];
}

function onAnyOf({ knownUses, transport }: PortAnswer): readonly KnownUse[] {
  return transport === null ? knownUses : knownUses.filter(({ transports }) => transports.includes(transport));
}

/** IANA's own words about a number that no software is known for. */
function note({ reasons, assignments }: PortAnswer, words: Messages["brief"]): Phrase {
  const [said] = [
    ...reasons.flatMap((reason) => reason.words.slice(-1)),
    ...assignments.flatMap((assignment) => assignment.note ?? []),
  ];
  return said === undefined ? [] : [words.note(said)];
}

/** Characters, addresses included, that leave room for what it's for beside a warning, which matters more. */
const MAX_LEAD = 190;

function lengthOf(phrase: Phrase): number {
  return phrase.reduce(
    (sum, part) => sum + (typeof part === "string" ? part.length : part.text.length + part.url.length),
    0,
  );
}

/** The use of the name in the question; else those that the card leads with. */
function usesMeant(answer: PortAnswer, named: NamedAs | null): readonly KnownUse[] {
  if (named === null || named.software === null) return leadingUses(answer);
  return answer.knownUses.filter((use) => use.kind !== "history" && use.software === named.software);
}

/** One product's main port says it all, whatever else the product has on it. */
function productOf(uses: readonly KnownUse[]): string | null {
  const [first, ...others] = uses;
  const isOne = first !== undefined && others.every(({ product }) => product === first.product);
  return isOne && uses.some(({ role }) => role === null) ? first.product : null;
}

function leadingUses({ knownUses, software }: PortAnswer): readonly KnownUse[] {
  return knownUses.filter((use) => use.kind !== "history" && software.includes(use.software));
}

function isMostlyWeb(uses: readonly KnownUse[]): boolean {
  return uses.filter(({ speaksHttp }) => speaksHttp).length > uses.length * WEB_SHARE;
}

const WEB_SHARE = 0.8;

/** Who may reach it, by the strictest of the uses. */
function exposure(port: number, uses: readonly KnownUse[], { brief: words, exposure: texts }: Messages): Phrase {
  const reach = strictestReach(uses);
  const use = uses.find((each) => each.exposure?.reach === reach);
  if (use?.exposure === undefined || use.exposure === null) return [];
  if (uses.length > MAX_NAMED && isRestricted(use)) {
    return [words.warningOfSome(port, softwareOf(uses.filter(isRestricted)))];
  }
  const text = texts.text(use.exposure, uses.length === 1 ? null : use.software);
  return use.exposure.reach === "internet" ? [text] : words.warning(text, use.exposure.source);
}

function purpose(
  { port, state, software, alsoDefaultOf, purpose: described, assignments, claims, knownUses }: PortAnswer,
  uses: readonly KnownUse[],
  words: Messages["brief"],
): Phrase {
  if (port === 0) return [words.zero];
  const [use, ...others] = uses;
  if (use !== undefined) {
    if (others.length > 1) return [words.defaultOf(software)];
    // The title has both names.
    if (others.length === 1) return [uses.map((each) => words.purposeOf(each.software, each.purpose)).join(" ")];
    // Asked by name, the program may be one of the others.
    const also = alsoDefaultOf.filter((software) => software !== use.software);
    return [also.length === 0 ? use.purpose : `${use.purpose} ${words.alsoDefaultOf(also)}`];
  }
  if (described !== null) return [words.description(described)];
  if (claims.length > 0) return [];
  const pools = knownUses.filter(isPool);
  if (pools.length > 0 && state !== "dynamic") return [words.inPools(pools)];
  const isNamed = assignments.some(({ serviceName }) => serviceName !== null);
  return [state === "assigned" && isNamed ? words.nameOnly : words.nothingKnown[state]];
}
