import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { BookDifferences } from "#core/answers/explain-book.ts";
import { compareWithBook } from "#core/answers/explain-book.ts";
import type { ChangesAnswer } from "#core/answers/explain-changes.ts";
import { answerChanges } from "#core/answers/explain-changes.ts";
import type { SocketDifference } from "#core/answers/explain-differences.ts";
import { answerDifferences } from "#core/answers/explain-differences.ts";
import { isEphemeral } from "#core/answers/explain-ephemeral.ts";
import type { ListenerFacts } from "#core/answers/explain-facts.ts";
import { factsOf } from "#core/answers/explain-facts.ts";
import type { FirewallAnswer, ListenerAccess } from "#core/answers/explain-firewall.ts";
import { accessOf, answerFirewall, isOpened } from "#core/answers/explain-firewall.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import { flagsOf } from "#core/answers/explain-flags.ts";
import { NOBODY, neighboursAmong } from "#core/answers/explain-neighbours.ts";
import { reachOf } from "#core/answers/explain-reach.ts";
import type { Book } from "#core/book/book.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { PastedListener, UnreadLine } from "#core/explain/listener.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { ExplainQuery } from "#core/query/query.ts";
import type { AddressReach } from "#core/registry/address-ranges.ts";
import { onePort } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import type { Software } from "#core/software/software.ts";

/** The listeners in a paste, and which of them deserve a look. */
export interface ExplainAnswer {
  readonly kind: "explain";
  /** By priority, then by port. */
  readonly listeners: readonly ExplainedListener[];
  readonly listenersLeftOut: number;
  /** How many services the listeners were compared with. */
  readonly knownServices: number;
  readonly connections: number;
  /** What pasted firewall rules let in; null without any. */
  readonly firewall: FirewallAnswer | null;
  /** What changed between two listings; null unless the paste has two that are to be compared. */
  readonly changes: ChangesAnswer<ExplainedListener> | null;
  /** Whether it was asked what changed. */
  readonly isComparison: boolean;
  /** How it differs from the team's port book; null unless that was asked and both have something. */
  readonly book: BookDifferences<ExplainedListener> | null;
  /** Whether it was asked how it differs from the book. */
  readonly isAgainstBook: boolean;
  /** How many listings of one host's sockets were read as one state, at most; 1 if none were. */
  readonly views: number;
  /** Where these contradict one another. */
  readonly differences: readonly SocketDifference[];
  /** The first lines that no format matches; `notUnderstoodCount` counts all of them. */
  readonly notUnderstood: readonly UnreadLine[];
  readonly notUnderstoodCount: number;
  readonly isCut: boolean;
  /** Whether the paste was empty. */
  readonly isEmpty: boolean;
  readonly registry: RegistrySource;
}

/** A listening port as pasted, with what the registry and the known uses say about its number. */
export interface ExplainedListener extends PastedListener {
  readonly reach: AddressReach;
  /** What pasted firewall rules say of it, whatever its reach; null without any, and where only its own host reaches it. */
  readonly access: ListenerAccess | null;
  /** Whether its number is probably another one next time, so that cards count it only. */
  readonly isEphemeral: boolean;
  readonly state: State;
  /** IANA's service names or uses, in short. */
  readonly assigned: readonly string[];
  /** Programs that use this number by default, if the registry names none of them. */
  readonly knownUses: readonly string[];
  /** The names of the team's claims on it. */
  readonly claims: readonly string[];
  readonly flags: readonly Flag[];
}

/** Explains a pasted listing. Pure: the text is not stored anywhere. */
export function answerExplain(
  { text, paste, comparison }: ExplainQuery,
  knowledge: Knowledge,
  { book }: AnswerContext,
): ExplainAnswer {
  const { registry, software } = knowledge;
  const facts = new Map<string, ListenerFacts>();
  const factsFor = (listener: PastedListener) => {
    const key = portKey(listener);
    const known = facts.get(key) ?? factsOf(listener, knowledge);
    facts.set(key, known);
    return known;
  };
  const neighbours = new Map(
    Array.from(
      Map.groupBy(paste.listeners, snapshotKey),
      ([key, own]) => [key, neighboursAmong(own, software)] as const,
    ),
  );
  const firewall = paste.ruleSets.length === 0 ? null : answerFirewall(paste, knowledge, book);
  const explained = paste.listeners.map((listener): ExplainedListener => {
    const known = factsFor(listener);
    const claims = claimNames(claimsIn(book, onePort(listener.port), listener.transport));
    const isClaimed = claims.length > 0;
    const flags = flagsOf(listener, known, neighbours.get(snapshotKey(listener)) ?? NOBODY, isClaimed, software);
    return {
      ...listener,
      state: known.state,
      assigned: known.assigned,
      knownUses: known.software,
      claims,
      flags,
      reach: reachOf(listener),
      access: accessOf(listener, paste.ruleSets),
      isEphemeral:
        !isClaimed &&
        !deservesLook({ flags }) &&
        !(firewall !== null && isOpened(listener, firewall)) &&
        isEphemeral(listener, known, software),
    };
  });
  const listeners = sortByPriority(explained, software);
  return {
    kind: "explain",
    listeners,
    listenersLeftOut: paste.listenersLeftOut,
    knownServices: software.productCount(),
    connections: paste.connections,
    firewall,
    changes: paste.isCompared ? answerChanges(listeners, paste) : null,
    isComparison: comparison === "listings",
    book: comparison === "book" ? differencesFrom(book, listeners, paste.incomplete, software) : null,
    isAgainstBook: comparison === "book",
    views: paste.views,
    differences: answerDifferences(paste.differences, (each) => isEphemeral(each, factsFor(each), software)),
    notUnderstood: paste.notUnderstood,
    notUnderstoodCount: paste.notUnderstoodCount,
    isCut: paste.isCut,
    isEmpty: text === "",
    registry: registry.source,
  };
}

/** Nothing is said of a listing that couldn't be read, or of an empty book. */
function differencesFrom(
  book: Book,
  listeners: readonly ExplainedListener[],
  incomplete: ReadonlySet<number>,
  software: Software,
) {
  const isEmpty = book.claims.length === 0 || listeners.length === 0;
  return isEmpty ? null : compareWithBook(listeners, book, incomplete, software);
}

/** Whether any of the listener's flags calls for a look. */
export function deservesLook({ flags }: Pick<ExplainedListener, "flags">): boolean {
  return flags.some(({ weight }) => weight === "look");
}

function portKey({ port, transport }: PastedListener): string {
  return `${transport} ${port}`;
}

/** What listens at one time. */
function snapshotKey(listener: PastedListener): string {
  return `${listener.snapshot} ${portKey(listener)}`;
}

function sortByPriority(listeners: readonly ExplainedListener[], software: Software): readonly ExplainedListener[] {
  const rated = listeners.map((listener) => ({ listener, priority: priorityOf(listener, software) }));
  return rated
    .sort((one, other) => other.priority - one.priority || one.listener.port - other.listener.port)
    .map(({ listener }) => listener);
}

/** Highest first: one that needs attention, by its gravest flag if others reach it; then by how many notes it has. */
function priorityOf({ flags, reach }: ExplainedListener, software: Software): number {
  const [first] = flags;
  if (first?.weight !== "look") return flags.length;
  return LOOKS * (reach === "host" ? 1 : gravityOf(first, software)) + flags.length;
}

/** More than the flags of any listener. */
const LOOKS = 10;

/** A shell, what is open and surely so, what is open by its number; of these, what most people run first. */
function gravityOf(flag: Flag, software: Software): number {
  if (flag.kind === "shell") return 7;
  if (flag.kind !== "every-address") return 2;
  const { product, port } = flag.row;
  const isWellKnown = software.usesOf(port).some((use) => use.product === product && use.isWellKnown);
  return (flag.by === "number" ? 3 : 5) + (isWellKnown ? 1 : 0);
}
