import type { AnswerContext } from "#core/answers/answer-context.ts";
import { overallState } from "#core/answers/state.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, onePort } from "#core/registry/port.ts";
import { defaultSoftware, knownUsesOf } from "#core/software/known-use.ts";

/** What suggestions are derived from. */
export interface SuggestContext {
  readonly knowledge: Knowledge;
  readonly answerContext: AnswerContext;
  readonly messages: Messages;
}

const PROGRAMS = 2;
const NAMES = 3;

/** What a number is, in a line: its claims in the port book, its service or else its state, and other software on it. */
export function describePort(port: number, transport: Transport | null, context: SuggestContext): string {
  const { knowledge, messages } = context;
  const { registry, knownUses } = knowledge;
  const assignments = registry.assignmentsAt(port);
  const names = distinct(
    assignments
      .filter((record) => transport === null || record.transport === transport)
      .map(({ serviceName, description }) => serviceName ?? description),
  );
  const software = defaultSoftware(knownUsesOf(port, knownUses), assignments, transport);
  const state = messages.states[overallState(port, transport, registry)];
  return messages.suggestions.line(messages.suggestions.numbers(onePort(port), transport), [
    claimed(onePort(port), context),
    names.length > 0 ? names.slice(0, NAMES).join(", ") : state,
    software.length > 0 ? messages.suggestions.oftenUsedBy(software.slice(0, PROGRAMS)) : "",
  ]);
}

/** What a span is, in a line. */
export function describeSpan(span: PortSpan, context: SuggestContext): string {
  const { messages, knowledge } = context;
  const uses = knowledge.knownUses.filter((use) => isSameSpan(use.span, span));
  const services = distinct(uses.map(({ software }) => software));
  return messages.suggestions.line(messages.suggestions.numbers(span, null), [
    claimed(span, context),
    services.slice(0, PROGRAMS).join(", "),
  ]);
}

function claimed(span: PortSpan, { answerContext, messages }: SuggestContext): string {
  const names = claimNames(claimsIn(answerContext.book, span)).slice(0, NAMES);
  return names.length === 0 ? "" : messages.suggestions.claimed(names);
}
