import type { App } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, submitForm } from "#core/present/create-form.ts";
import { parseFormKind } from "#core/present/form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { cardErrors, formErrors } from "../form-errors.ts";
import { FORM_ID, readFormValues, resultView } from "../form-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { questionContext, senderOf } from "../sender.ts";

/** Answers a submitted form by replacing its view, or with errors beside its fields, which keep what was typed. */
export function listenToForms(app: App, { ask, handleEvent, users, logger }: ListenerContext): void {
  app.view(FORM_ID, async ({ ack, body, view, client, context }) => {
    const { id: user, name } = body.user;
    const kind = parseFormKind(view.private_metadata);
    if (kind === null) {
      logger.debug({ platform: "slack" }, "Ignored an unknown form.");
      return ack();
    }
    await handleEvent({
      sender: () => senderOf({ context, body, user, name, client }, users),
      // Without a reply the form would close.
      mustReply: true,
      replyPrivately: (card, sender) =>
        ack({ response_action: "errors", errors: cardErrors(kind, card, messagesFor(sender?.locale ?? "en")) }),
      ignore: () => ack(),
      async answer(sender) {
        const messages = messagesFor(sender.locale);
        const text = submitForm(kind, readFormValues(view.state.values));
        const reply = await ask({ ...questionContext(sender), text, manner: "command", visibility: "private" });
        const errors = formErrors(kind, reply, messages);
        if (errors !== null) return ack({ response_action: "errors", errors });
        const { title } = createForm(kind, NO_SETTINGS, messages);
        return ack({ response_action: "update", view: resultView(title, reply, messages) });
      },
    });
  });
}
