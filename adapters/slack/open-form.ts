import { webApi } from "@slack/bolt";
import { prepareForm } from "#adapters/chat/prepare-form.ts";
import type { Ask, QuestionContext } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { FormKind } from "#core/present/form.ts";
import { formView } from "./form-view.ts";
import type { Client } from "./user-directory.ts";

export interface FormRequest {
  readonly kind: FormKind;
  /** trigger_id; valid for three seconds. */
  readonly trigger: string;
  readonly context: QuestionContext;
  readonly client: Client;
}

/** Opens a form as a modal; rejects where Slack does not open it in time. */
export type OpenForm = (request: FormRequest) => Promise<void>;

/** In milliseconds. */
const OPENED_WITHIN = 2500;

export function createOpenForm(ask: Ask, clientOptions: webApi.WebClientOptions): OpenForm {
  return async ({ kind, trigger, context, client }) => {
    const form = await prepareForm(kind, ask, context);
    // A second try would come when the trigger is over.
    const once = { timeout: OPENED_WITHIN, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
    const impatient = new webApi.WebClient(client.token, { ...clientOptions, ...once });
    await impatient.views.open({
      trigger_id: trigger,
      view: formView(kind, form, messagesFor(context.locale)),
    });
  };
}
