import type { Ask, QuestionContext } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { Form, FormKind } from "#core/present/form.ts";
import type { Settings } from "#core/team/settings.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { withTimeout } from "#core/timeout.ts";

/** Milliseconds: a form has to be opened within three seconds of the click, so it never waits long for the store. */
const PATIENCE = 1000;

/** A form as it is opened; the settings form begins with what the person has set. */
export async function prepareForm(kind: FormKind, ask: Ask, context: QuestionContext): Promise<Form> {
  const own = kind.form === "settings" ? await ownSettings(ask, context) : NO_SETTINGS;
  return createForm(kind, own, messagesFor(context.locale));
}

async function ownSettings(ask: Ask, context: QuestionContext): Promise<Settings> {
  const asked = ask({ ...context, query: { kind: "settings" }, visibility: "private" });
  const reply = await withTimeout(asked, PATIENCE, () => null, globalThis);
  return reply?.answer.kind === "settings" ? reply.answer.own : NO_SETTINGS;
}
