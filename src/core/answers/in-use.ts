import { isSafeToPick } from "#core/answers/advice.ts";
import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { Book } from "#core/book/book.ts";
import { claimsIn } from "#core/book/book.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { InUseQuery } from "#core/query/query.ts";
import type { Transport } from "#core/registry/port.ts";
import { isPort, onePort } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** Who may hold a port that a program can't listen on, how to find out, and what to take instead. */
export interface InUseAnswer {
  readonly kind: "in-use";
  readonly port: number;
  readonly transport: Transport | null;
  /** What is known of the port, with a command to run on the host itself. */
  readonly of: PortAnswer;
  /** The next number above that is safe to pick and that the team hasn't claimed; null if none is near. */
  readonly free: number | null;
  readonly registry: RegistrySource;
}

export function answerInUse(
  { port, transport }: InUseQuery,
  knowledge: Knowledge,
  context: AnswerContext,
): InUseAnswer {
  // Only the host itself tells which process it is.
  const system = context.system === "remote" ? null : context.system;
  const known = answerPort({ kind: "port", port, transport }, knowledge, { ...context, system });
  const of = { ...known, check: known.check === null ? null : onHost(known.check, known) };
  const free = nextFree(port, knowledge, context.book);
  return { kind: "in-use", port, transport, of, free, registry: knowledge.registry.source };
}

/** The command that shows the process and no other: lsof's short one lists those that are connected to the number as well. */
function onHost(check: NonNullable<PortAnswer["check"]>, { commands }: PortAnswer): NonNullable<PortAnswer["check"]> {
  const { system } = check.command;
  const complete = system === "macos" ? commands.find((each) => each.system === system) : undefined;
  return { command: complete ?? check.command, systems: check.systems.filter((each) => each !== "remote") };
}

/** How far to look for another number. */
const NEAR = 200;

function nextFree(port: number, knowledge: Knowledge, book: Book): number | null {
  for (let next = port + 1; next <= port + NEAR && isPort(next); next++) {
    const isUnassigned = knowledge.registry.blockAround(next) !== null;
    if (isUnassigned && isSafeToPick(next, knowledge) && claimsIn(book, onePort(next)).length === 0) return next;
  }
  return null;
}
