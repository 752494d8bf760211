import type { AnswerContext } from "#core/answers/answer-context.ts";
import { overallState } from "#core/answers/state.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPool, knownUsesOf } from "#core/software/known-use.ts";

/** What suggestions are worked out from. */
export interface SuggestContext {
  readonly knowledge: Knowledge;
  readonly viewpoint: AnswerContext;
  readonly messages: Messages;
}

const PROGRAMS = 2;
const NAMES = 3;

/** What a number is, in a line: who has it in the port book, its service or else its state, what uses it. */
export function describePort(port: number, transport: Transport | null, suggesting: SuggestContext): string {
  const { knowledge, messages } = suggesting;
  const { registry, knownUses } = knowledge;
  const names = distinct(
    registry
      .assignmentsAt(port)
      .filter((record) => transport === null || record.transport === transport)
      .map(({ serviceName, description }) => serviceName ?? description),
  );
  const uses = knownUsesOf(port, knownUses).filter((use) => use.kind !== "history" && !isPool(use));
  const software = distinct(uses.map((use) => use.software)).filter((name) => !names.includes(name.toLowerCase()));
  const state = messages.states[overallState(port, transport, registry)];
  return messages.suggestions.line(messages.suggestions.numbers({ first: port, last: port }, transport), [
    claimed({ first: port, last: port }, suggesting),
    names.length > 0 ? names.slice(0, NAMES).join(", ") : state,
    software.length > 0 ? messages.suggestions.inPractice(software.slice(0, PROGRAMS)) : "",
  ]);
}

/** What a span is, in a line. */
export function describeSpan(span: PortSpan, suggesting: SuggestContext): string {
  const { messages, knowledge } = suggesting;
  const services = distinct(
    knowledge.knownUses.filter((use) => use.span.first === span.first && use.span.last === span.last).map(softwareOf),
  );
  return messages.suggestions.line(messages.suggestions.numbers(span, null), [
    claimed(span, suggesting),
    services.slice(0, PROGRAMS).join(", "),
  ]);
}

function claimed(span: PortSpan, { viewpoint, messages }: SuggestContext): string {
  const names = claimNames(claimsIn(viewpoint.book, span)).slice(0, NAMES);
  return names.length === 0 ? "" : messages.suggestions.claimed(names);
}

function softwareOf({ software }: { readonly software: string }): string {
  return software;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
