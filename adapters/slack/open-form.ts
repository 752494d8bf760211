import { webApi } from "@slack/bolt";
import type { Ask } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Settings } from "#core/team/settings.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { formView } from "./form-view.ts";
import type { Client } from "./user-directory.ts";

export interface FormWanted {
  readonly kind: FormKind;
  /** Slack's leave to open a modal, which lives for three seconds. */
  readonly trigger: string;
  readonly asker: Asker | null;
  readonly locale: string;
  readonly client: Client;
}

/** Opens a form as a modal; rejects where Slack does not open it in time. */
export type OpenForm = (wanted: FormWanted) => Promise<void>;

/** In milliseconds. */
const OPENED_WITHIN = 2500;

export function createOpenForm(ask: Ask, clientOptions: webApi.WebClientOptions): OpenForm {
  return async ({ kind, trigger, asker, locale, client }) => {
    const messages = messagesFor(locale);
    const own = kind.form === "settings" ? await ownSettings(ask, asker, locale) : NO_SETTINGS;
    // A second try would come when the trigger is over.
    const once = { timeout: OPENED_WITHIN, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
    const impatient = new webApi.WebClient(client.token, { ...clientOptions, ...once });
    await impatient.views.open({
      trigger_id: trigger,
      view: formView(kind, createForm(kind, own, messages), messages),
    });
  };
}

async function ownSettings(ask: Ask, asker: Asker | null, locale: string): Promise<Settings> {
  const { answer } = await ask({ text: "settings", manner: "command", locale, asker });
  return answer.kind === "settings" ? answer.own : NO_SETTINGS;
}
