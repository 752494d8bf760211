import { traitsOf } from "#core/answers/kinds.ts";
import type { Card } from "#core/card/card.ts";
import { fitText } from "#core/card/fit.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import type { InvalidInput, Problem } from "#core/query/query.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import type { ImportedAnswer } from "#core/team/team-answer.ts";
import { plainLine } from "./escape.ts";
import { FIELD_ERROR } from "./limits.ts";

/** Error texts by block_id, which Slack shows beside the fields of the form, with everything typed still in them. */
export type FormErrors = Readonly<Record<string, string>>;

/** The errors of a submitted form; null if it changed or answered something. */
export function formErrors(kind: FormKind, { answer, card }: Reply, messages: Messages): FormErrors | null {
  if (answer.kind === "invalid") {
    return errorAt(fieldOf(answer.reason, kind, messages), invalidText(answer, messages));
  }
  if (answer.kind === "imported" && answer.wrong.length > 0 && (answer.dryRun || answer.added.length === 0)) {
    return errorAt(firstField(kind, messages), wrongLines(answer, messages));
  }
  const isEmptyImport = answer.kind === "imported" && answer.format === null;
  return isEmptyImport || traitsOf(answer).isFailure ? cardErrors(kind, card, messages) : null;
}

/** A card in words, beside the first field. */
export function cardErrors(kind: FormKind, card: Card, messages: Messages): FormErrors {
  const lines = renderPlainText({ ...card, footnote: "" })
    .split(/\n+/)
    .map((line) => line.replace(/^• /, ""));
  return errorAt(firstField(kind, messages), lines.map((line) => (/[.!?:]$/.test(line) ? line : `${line}.`)).join(" "));
}

/** The problems of fields that are not the first one of their form. */
const FIELDS: Readonly<Partial<Record<Problem, string>>> = { "claim-name": "name", "claim-too-long": "description" };

function fieldOf(reason: Problem, kind: FormKind, messages: Messages): string {
  const { fields } = createForm(kind, NO_SETTINGS, messages);
  return fields.find(({ id }) => id === FIELDS[reason])?.id ?? firstField(kind, messages);
}

function firstField(kind: FormKind, messages: Messages): string {
  return createForm(kind, NO_SETTINGS, messages).fields[0]?.id ?? "";
}

function invalidText({ reason, input }: InvalidInput, { invalid, slack }: Messages): string {
  // The sentence about commands would not help: what the form has no number for is its first field.
  return reason === "claim-not-understood" ? slack.wrongNumbers : invalid.reasons[reason](input);
}

const MAX_LINES = 3;

function wrongLines({ wrong }: ImportedAnswer, { team: { imported: words, book } }: Messages): string {
  const lines = wrong.slice(0, MAX_LINES).map(({ line, text }) => words.wrongLine(line, fitText(text, 60, lengthOf)));
  const more = wrong.length > MAX_LINES ? [book.more(wrong.length - MAX_LINES)] : [];
  return `${words.wrong}: ${[...lines, ...more].join(" · ")}`;
}

function errorAt(field: string, text: string): FormErrors {
  return { [field]: plainLine(fitText(text, FIELD_ERROR, lengthOf)) };
}

function lengthOf(text: string): number {
  return plainLine(text).length;
}
