import type { Advice } from "#core/answers/advice.ts";
import type { Assignment, NamedAssignment } from "#core/answers/assignment.ts";
import { isDescriptionUseful } from "#core/answers/assignment.ts";
import type { CheckCommand } from "#core/answers/commands.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import type { SpanAnswer } from "#core/answers/span.ts";
import type { Claim } from "#core/book/claim.ts";
import type { CardNode, Phrase, Status } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import { rfcNumber, rfcUrl } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isRestricted, softwareOf } from "#core/software/known-use.ts";

/** The most claims on a card; an export has them all. */
const MAX_CLAIMS = 40;

/** The team's claims with a heading; nothing if there are none. */
export function claimNodes(claims: readonly Claim[], messages: Messages): CardNode[] {
  if (claims.length === 0) return [];
  return [{ type: "heading", text: messages.team.book.heading }, claimList(claims, messages)];
}

/** The same, with a heading for what follows. */
export function claimsBefore(claims: readonly Claim[], next: string, messages: Messages): CardNode[] {
  return claims.length === 0 ? [] : [...claimNodes(claims, messages), { type: "heading", text: next }];
}

/** One line per claim, then how many more there are. */
export function claimList(claims: readonly Claim[], { team: { book: words } }: Messages): CardNode {
  const items = claims
    .slice(0, MAX_CLAIMS)
    .map((claim): Phrase => [`${words.numbers(claim)} ${words.claim(claim)} · ${words.entered(claim)}`]);
  const left = claims.length - items.length;
  return { type: "list", items: left > 0 ? [...items, [words.more(left)]] : items };
}

/** Decorative: the text next to it says the same. */
export const ADVICE_MARKS: Record<Advice["level"], string> = { no: "✗", caution: "!", ok: "✓" };

/** What speaks for a number is only that nothing speaks against it. */
export function adviceNodes({ advice: all }: PortAnswer, { port: { advice: words } }: Messages): CardNode[] {
  const against = all.filter(({ level }) => level !== "ok");
  const advice = against.length > 0 ? against : all;
  return [
    { type: "heading", text: words.heading },
    {
      type: "fields",
      fields: advice.map((given) => ({ label: ADVICE_MARKS[given.level], value: words.text(given) })),
    },
  ];
}

/** One phrase per assignment; rows that only differ in transport share one. */
export function assignmentPhrases(assignments: readonly Assignment[], words: Messages["port"]): Phrase[] {
  const groups = Map.groupBy(assignments, (each) => JSON.stringify({ ...each, transport: null }));
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const transports = rows.map((row) => row.transport ?? words.transportNotStated).join(", ");
    const about = isDescriptionUseful(first) ? ` — ${first.description}` : "";
    const details = detailPhrases(first, words);
    const separator = details.length === 0 ? [] : [SEPARATOR];
    return [[`${nameOf(first)} (${transports})${about}`, ...separator, ...joinPhrases(details, SEPARATOR)]];
  });
}

const SEPARATOR = " · ";

function nameOf({ serviceName, description }: NamedAssignment): string {
  return serviceName ?? description;
}

function detailPhrases(row: Assignment, words: Messages["port"]): Phrase[] {
  const facts = [
    row.span.first === row.span.last ? null : words.spanAssigned(row.span),
    row.isUnassignedUse ? words.unassignedUse : null,
    // An alias has its service's, and an unassigned use was given to nobody.
    row.assignees.length === 0 || row.aliasOf !== null || row.isUnassignedUse ? null : words.assignees(row.assignees),
    row.aliasOf === null ? null : words.aliasOf(row.aliasOf),
    row.replaces === null ? null : words.replaces(row.replaces),
    row.registered === null ? null : words.registered(row.registered),
    row.modified === null ? null : words.modified(row.modified),
    row.serviceCode === null ? null : words.serviceCode(row.serviceCode),
    row.note === null ? null : words.note([row.note]),
  ].filter((fact) => fact !== null);
  return [...row.references.map(referencePhrase), ...facts.map((fact) => [fact])];
}

/** One text for each reason that IANA gives: its own words, then documents and dates. */
export function reasonNodes({ reasons }: PortAnswer, { port: words, states }: Messages): CardNode[] {
  return reasons.map(({ state, transports, words: said, references, registered, modified }) => {
    const dates = [
      registered === null ? [] : [words.registered(registered)],
      modified === null ? [] : [words.modified(modified)],
    ];
    const what = said.length > 0 ? words.note(said) : words.entry(states[state]);
    const details: Phrase[] = [[words.onTransports(what, transports)], ...references.map(referencePhrase), ...dates];
    return {
      type: "text",
      content: joinPhrases(
        details.filter((detail) => detail.length > 0),
        SEPARATOR,
      ),
    };
  });
}

function referencePhrase(reference: string): Phrase {
  const rfc = rfcNumber(reference);
  return rfc === null ? [reference] : [{ text: reference.replace(/^RFC/, "RFC "), url: rfcUrl(rfc) }];
}

/** How much of a number's uses a card shows. */
export interface ShownUses {
  /** How many are described; the others are only named. */
  readonly described: number;
  /** Only this program's uses; the others are counted. Null for all. */
  readonly software: string | null;
}

/** What runs there, and who may reach it. */
export function knownUseNodes(answer: PortAnswer, { described, software }: ShownUses, messages: Messages): CardNode[] {
  const all = mostImportantFirst(answer);
  const own = all.filter((use) => use.software === software);
  const shown = own.length > 0 ? own : all;
  if (shown.length === 0) return [];
  const { heading, others } = messages.port.knownUses;
  const left = all.length - shown.length;
  const rest: CardNode[] = left === 0 ? [] : [{ type: "text", content: [others(left, answer.port)] }];
  return [{ type: "heading", text: heading }, usesList(shown, described, messages), ...rest];
}

/** What happened there. */
export function historyNodes({ knownUses }: PortAnswer, { described }: ShownUses, messages: Messages): CardNode[] {
  const { history: words } = messages.port;
  const events = knownUses.filter(({ kind }) => kind === "history");
  if (events.length === 0) return [];
  return [
    { type: "heading", text: words.heading },
    usesList(events, described, messages),
    { type: "text", content: [words.caution] },
  ];
}

/** What the brief card leads with, what it warns of, and the rest. */
function mostImportantFirst({ knownUses, software }: PortAnswer): readonly KnownUse[] {
  const rank = (use: KnownUse) => Number(!software.includes(use.software)) * 2 + Number(!isRestricted(use));
  return knownUses.filter(({ kind }) => kind !== "history").toSorted((a, b) => rank(a) - rank(b));
}

function usesList(uses: readonly KnownUse[], described: number, messages: Messages): CardNode {
  const words = messages.port.knownUses;
  const items = uses.slice(0, described).map((use) => useItem(use, messages));
  // Where none can be described, so many share the number that only the products are named.
  const namesOf = (some: readonly KnownUse[]) =>
    described > 0 ? softwareOf(some) : distinct(some.map(({ product }) => product));
  const left = uses.slice(described);
  const restricted = namesOf(left.filter(isRestricted));
  const others = namesOf(left.filter((use) => !isRestricted(use))).filter((name) => !restricted.includes(name));
  const named = [
    restricted.length === 0 ? [] : [words.restricted(restricted)],
    others.length === 0 ? [] : [words.more(others)],
  ];
  return { type: "list", items: [...items, ...named.filter((phrase) => phrase.length > 0)] };
}

/** `Redis (tcp): Redis, an in-memory database. Keep it off the internet: … Bind it to … source` */
function useItem(use: KnownUse, { port: { knownUses: words }, exposure: texts }: Messages): Phrase {
  const { source, exposure } = use;
  const what = words.described(use);
  if (exposure === null) return [`${what} `, { text: words.source, url: source }];
  // Whoever may reach it needs no way through the firewall.
  const steps = exposure.reach === "internet" ? exposure.steps.filter((step) => step !== "firewall") : exposure.steps;
  const who = [texts.text(exposure, null), texts.todo(steps)].filter((text) => text !== "").join(" ");
  if (exposure.source === source) return [`${what} ${who} `, { text: words.source, url: source }];
  return [`${what} `, { text: words.source, url: source }, ` ${who} `, { text: words.source, url: exposure.source }];
}

/** Each system's first command gets a block; the others share one, labelled by tool. */
export function commandNodes({ commands }: PortAnswer, { port: { listening: words } }: Messages): CardNode[] {
  if (commands.length === 0) return [];
  const main = commands.filter(
    (each, at) => LOCAL.includes(each.system) && commands.findIndex(({ system }) => system === each.system) === at,
  );
  // lsof is the same on Linux and macOS, so show it once.
  const more = commands.filter(({ command }) => main.every((shown) => shown.command !== command));
  const named = (each: CheckCommand) => words.system(each.system, each.label);
  return [
    { type: "heading", text: words.heading },
    ...main.map(
      (each): CardNode => ({ type: "code", label: named(each), language: each.language, code: each.command }),
    ),
    ...(more.length === 0
      ? []
      : [
          {
            type: "code",
            label: words.more,
            language: "text",
            code: more.map((each) => `# ${named(each)}\n${each.command}`).join("\n"),
          } satisfies CardNode,
        ]),
    { type: "text", content: [words.conclusion] },
  ];
}

/** Systems on which the command runs on the machine itself. */
const LOCAL: readonly CheckCommand["system"][] = ["linux", "macos", "windows"];

/** One mark per number; the map's label explains them. */
export const STATE_MARKS: Readonly<Record<State, string>> = {
  assigned: "■",
  unassigned: "□",
  reserved: "▨",
  withdrawn: "▨",
  unlisted: "▨",
  dynamic: "·",
};

export const HERE_MARK = "▣";

/** One mark for the assigned share of several numbers. */
export function shareMark(assigned: number, size: number): string {
  if (assigned === 0) return "░";
  if (assigned === size) return "█";
  return assigned * 2 < size ? "▒" : "▓";
}

/** The colour of a span's card. */
export function spanStatus({ counts, size }: SpanAnswer): Status {
  if (counts.assigned > 0) return "assigned";
  return counts.dynamic === size ? "dynamic" : "unassigned";
}

/** The colour of a state. */
export const STATUS: Record<State, Status> = {
  assigned: "assigned",
  unassigned: "unassigned",
  reserved: "reserved",
  withdrawn: "reserved",
  unlisted: "reserved",
  dynamic: "dynamic",
};
