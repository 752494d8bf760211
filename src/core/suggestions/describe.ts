import type { AnswerContext } from "#core/answers/answer-context.ts";
import { overallState } from "#core/answers/state.ts";
import { claimNames, claimsIn } from "#core/book/book.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, onePort } from "#core/registry/port.ts";
import { defaultSoftware, knownUsesOf } from "#core/software/known-use.ts";

/** The data suggestions are made from. */
export interface SuggestContext {
  readonly knowledge: Knowledge;
  readonly answerContext: AnswerContext;
  readonly messages: Messages;
}

const MAX_PROGRAMS = 2;
const MAX_NAMES = 3;

/** Describes a port in one line: its claims, its service or state, and other software that uses it. */
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
    claimText(onePort(port), context),
    names.length > 0 ? names.slice(0, MAX_NAMES).join(", ") : state,
    software.length > 0 ? messages.suggestions.oftenUsedBy(software.slice(0, MAX_PROGRAMS)) : "",
  ]);
}

/** Describes a span in one line. */
export function describeSpan(span: PortSpan, context: SuggestContext): string {
  const { messages, knowledge } = context;
  const uses = knowledge.knownUses.filter((use) => isSameSpan(use.span, span));
  const services = distinct(uses.map(({ software }) => software));
  return messages.suggestions.line(messages.suggestions.numbers(span, null), [
    claimText(span, context),
    services.slice(0, MAX_PROGRAMS).join(", "),
  ]);
}

function claimText(span: PortSpan, { answerContext, messages }: SuggestContext): string {
  const names = claimNames(claimsIn(answerContext.book, span)).slice(0, MAX_NAMES);
  return names.length === 0 ? "" : messages.suggestions.claimed(names);
}
