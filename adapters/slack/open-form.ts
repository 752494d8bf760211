import { prepareForm } from "#adapters/chat/prepare-form.ts";
import type { Ask, QuestionContext } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { FormKind } from "#core/present/form.ts";
import type { SlackClients } from "./clients.ts";
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

export function createOpenForm(ask: Ask, clients: Pick<SlackClients, "once">): OpenForm {
  return async ({ kind, trigger, context, client }) => {
    const form = await prepareForm(kind, ask, context);
    const view = formView(kind, form, messagesFor(context.locale));
    await clients.once(client.token).views.open({ trigger_id: trigger, view });
  };
}
