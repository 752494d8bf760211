import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, unfinishedQuery } from "#core/present/create-form.ts";
import type { Form, FormKind } from "#core/present/form.ts";
import type { Settings } from "#core/team/settings.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { withTimeout } from "#core/timeout.ts";

/** Milliseconds. A form must be opened within three seconds of the click, so a slow store is not waited for. */
const TIMEOUT = 1000;

/** The form to open; the settings form shows the person's current settings. */
export async function prepareForm(kind: FormKind, ask: Ask, context: QuestionContext): Promise<Form> {
  const current = kind.form === "settings" ? await currentSettings(ask, context) : NO_SETTINGS;
  return createForm(kind, current, messagesFor(context.locale));
}

/**
 * Why a form must not be opened, asked before somebody fills it in; null if it may. A permission that takes too long to
 * look up is checked when the form is submitted.
 */
export async function refuseForm(kind: FormKind, ask: Ask, context: QuestionContext): Promise<Reply | null> {
  const query = unfinishedQuery(kind);
  if (query === null) return null;
  const reply = await withTimeout(ask({ ...context, query, visibility: "private" }), TIMEOUT, () => null, globalThis);
  return reply?.answer.kind === "refused" ? reply : null;
}

async function currentSettings(ask: Ask, context: QuestionContext): Promise<Settings> {
  const answering = ask({ ...context, query: { kind: "settings" }, visibility: "private" });
  const reply = await withTimeout(answering, TIMEOUT, () => null, globalThis);
  return reply?.answer.kind === "settings" ? reply.answer.own : NO_SETTINGS;
}
