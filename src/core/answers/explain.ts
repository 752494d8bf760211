import type { AnswerContext } from "#core/answers/answer-context.ts";
import { labelsOf, onTransport } from "#core/answers/assignment.ts";
import type { Flag, PortFacts } from "#core/answers/explain-flags.ts";
import { flagsOf } from "#core/answers/explain-flags.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { PastedListener, UnreadLine } from "#core/explain/listener.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { ExplainQuery } from "#core/query/query.ts";
import { onePort } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import { defaultSoftware, knownUsesOf } from "#core/software/known-use.ts";

/** What a paste lists, and what of it deserves a look. */
export interface ExplainAnswer {
  readonly kind: "explain";
  /** What deserves attention first, then by port. */
  readonly listeners: readonly ExplainedListener[];
  readonly listenersLeftOut: number;
  readonly connections: number;
  /** The first lines that no format explains; `notUnderstoodCount` counts all. */
  readonly notUnderstood: readonly UnreadLine[];
  readonly notUnderstoodCount: number;
  readonly isCut: boolean;
  /** Whether there was anything to read. */
  readonly isEmpty: boolean;
  readonly registry: RegistrySource;
}

/** A listening port as pasted, with what the registry and the known uses say about its number. */
export interface ExplainedListener extends PastedListener {
  readonly state: State;
  /** What IANA assigns there, in a word or a few. */
  readonly assigned: readonly string[];
  /** Programs with this number as their default, where the registry names none of them. */
  readonly knownUses: readonly string[];
  /** The names under which the asker's team has claimed it. */
  readonly claims: readonly string[];
  readonly flags: readonly Flag[];
}

/** Explains a pasted listing. Pure; nothing of the text is kept beyond the answer. */
export function answerExplain(
  { text, paste }: ExplainQuery,
  knowledge: Knowledge,
  { book }: AnswerContext,
): ExplainAnswer {
  const { registry } = knowledge;
  const onPort = Map.groupBy(paste.listeners, portKey);
  const facts = new Map<string, Facts>();
  const explained = paste.listeners.map((listener): ExplainedListener => {
    const key = portKey(listener);
    const known = facts.get(key) ?? factsOf(listener, knowledge);
    facts.set(key, known);
    const { state, assigned, software } = known;
    const claims = claimsIn(book, onePort(listener.port), listener.transport);
    const names = claimNames(claims);
    const flags = flagsOf(listener, known, onPort.get(key) ?? [], names.length > 0);
    return { ...listener, state, assigned, knownUses: software, claims: names, flags };
  });
  return {
    kind: "explain",
    listeners: byAttention(explained),
    listenersLeftOut: paste.listenersLeftOut,
    connections: paste.connections,
    notUnderstood: paste.notUnderstood,
    notUnderstoodCount: paste.notUnderstoodCount,
    isCut: paste.isCut,
    isEmpty: text === "",
    registry: registry.source,
  };
}

/** Whether a listener has a flag that calls for a look, and not only one to know of. */
export function deservesLook({ flags }: Pick<ExplainedListener, "flags">): boolean {
  return flags.some(({ weight }) => weight === "look");
}

function portKey({ port, transport }: PastedListener): string {
  return `${transport} ${port}`;
}

interface Facts extends PortFacts {
  readonly state: State;
  readonly assigned: readonly string[];
  readonly software: readonly string[];
}

function factsOf({ port, transport }: PastedListener, { registry, knownUses: uses }: Knowledge): Facts {
  const all = registry.assignmentsAt(port);
  const here = onTransport(all, transport);
  const knownUses = knownUsesOf(port, uses);
  return {
    state: registry.stateOf(port, transport ?? "tcp"),
    assigned: labelsOf(here),
    software: defaultSoftware(knownUses, here, transport),
    services: here.flatMap(({ serviceName }) => serviceName ?? []),
    isAssigned: all.length > 0,
    knownUses,
  };
}

function byAttention(listeners: readonly ExplainedListener[]): readonly ExplainedListener[] {
  const weighed = listeners.map((listener) => ({ listener, weight: attention(listener) }));
  return weighed
    .sort((one, other) => other.weight - one.weight || one.listener.port - other.listener.port)
    .map(({ listener }) => listener);
}

const WEIGHT = { look: 10, note: 1 } as const;

function attention({ flags }: ExplainedListener): number {
  return flags.reduce((sum, { weight }) => sum + WEIGHT[weight], 0);
}
