import type { App } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, submitForm } from "#core/present/create-form.ts";
import { parseFormKind } from "#core/present/form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { FORM_ID, readFormValues, resultView } from "../form-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { questionContext, senderOf } from "../sender.ts";

/** Answers a submitted form by replacing its view. */
export function listenToForms(app: App, { ask, handleEvent, users, logger }: ListenerContext): void {
  app.view(FORM_ID, async ({ ack, body, view, client, context }) => {
    const { id: user, name } = body.user;
    const kind = parseFormKind(view.private_metadata);
    if (kind === null) {
      logger.debug({ platform: "slack" }, "Ignored an unknown form.");
      return ack();
    }
    const show = (result: Parameters<typeof resultView>[1], locale: string) => {
      const messages = messagesFor(locale);
      const { title } = createForm(kind, NO_SETTINGS, messages);
      return ack({ response_action: "update", view: resultView(title, result, messages) });
    };
    await handleEvent({
      sender: () => senderOf({ context, body, user, name, client }, users),
      replyPrivately: (card, sender) => show({ card, attachment: null }, sender?.locale ?? "en"),
      ignore: () => ack(),
      async answer(sender) {
        const text = submitForm(kind, readFormValues(view.state.values));
        const question = questionContext(sender);
        await show(await ask({ ...question, text, manner: "command", visibility: "private" }), sender.locale);
      },
    });
  });
}
