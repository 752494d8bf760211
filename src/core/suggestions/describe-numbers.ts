import type { AnswerContext } from "#core/answers/answer-context.ts";
import { overallState } from "#core/answers/state.ts";
import { leadingUnregistered, rankUses } from "#core/answers/usage.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import { distinct, lowerBound } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, onePort } from "#core/registry/port.ts";
import type { State } from "#core/registry/registry.ts";
import { rememberByNumber } from "#core/remember.ts";
import { softwareOf } from "#core/software/known-use.ts";

/** The data suggestions are made from. */
export interface SuggestContext {
  readonly knowledge: Knowledge;
  readonly answerContext: AnswerContext;
  readonly messages: Messages;
}

/** So many are named in a line. */
const MAX_PROGRAMS = 2;
const MAX_NAMES = 3;

const REMEMBERED_PORTS = 4096;

/** Describes a port in one line: its claims, its service or state, and other software that uses it. */
export function describePort(port: number, transport: Transport | null, context: SuggestContext): string {
  const { knowledge, messages } = context;
  const { names, state, programs } =
    transport === null ? factsOfPorts(knowledge)(port) : findPortFacts(port, transport, knowledge);
  return messages.suggestions.line(messages.suggestions.numbers(onePort(port), transport), [
    claimText(onePort(port), context),
    names === "" ? messages.states[state] : names,
    programs.length > 0 ? messages.suggestions.oftenUsedBy(programs) : "",
  ]);
}

/** Describes a span in one line. */
export function describeSpan(span: PortSpan, context: SuggestContext): string {
  const { messages, knowledge } = context;
  const { uses: all } = knowledge.software;
  const from = lowerBound(all, span.first, (use) => use.span.first);
  const to = lowerBound(all, span.first + 1, (use) => use.span.first);
  const uses = all.slice(from, to).filter((use) => isSameSpan(use.span, span));
  const services = softwareOf(uses);
  return messages.suggestions.line(messages.suggestions.numbers(span, null), [
    claimText(span, context),
    services.slice(0, MAX_PROGRAMS).join(", "),
  ]);
}

/** What is shown of a number beside its claims. */
interface PortFacts {
  readonly names: string;
  readonly state: State;
  readonly programs: readonly string[];
}

function findPortFacts(port: number, transport: Transport | null, { registry, software }: Knowledge): PortFacts {
  const assignments = registry.assignmentsAt(port);
  const names = distinct(
    assignments
      .filter((record) => transport === null || record.transport === transport)
      .map(({ serviceName, description }) => serviceName ?? description),
  );
  const ranked = rankUses(port, transport, assignments, software.usesOf(port));
  return {
    names: names.slice(0, MAX_NAMES).join(", "),
    state: overallState(port, transport, registry),
    programs: leadingUnregistered(ranked, assignments).slice(0, MAX_PROGRAMS),
  };
}

/** Most letters that are typed show numbers that were just shown. */
const factsOfPorts = oncePerObject((knowledge: Knowledge) =>
  rememberByNumber(REMEMBERED_PORTS, (port) => findPortFacts(port, null, knowledge)),
);

function claimText(span: PortSpan, { answerContext, messages }: SuggestContext): string {
  const names = claimNames(claimsIn(answerContext.book, span)).slice(0, MAX_NAMES);
  return names.length === 0 ? "" : messages.suggestions.claimed(names);
}
