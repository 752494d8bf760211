import type { App, types } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, submitForm } from "#core/present/create-form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { withTimeout } from "#core/timeout.ts";
import { cardErrors, formErrors } from "../form-errors.ts";
import { parseMetadata } from "../form-metadata.ts";
import { FORM_ID, readFormValues, resultView } from "../form-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { questionContext, senderOf } from "../sender.ts";
import { isDeferred } from "../timely-ack.ts";

/** Answers a submitted form by replacing its view, or with errors beside its fields, which keep what was typed. */
export function listenToForms(app: App, { ask, render, handleEvent, users, logger }: ListenerContext): void {
  app.view(FORM_ID, async ({ ack, body, view, client, context }) => {
    const { id: user, name } = body.user;
    const metadata = parseMetadata(view.private_metadata);
    if (metadata === null) {
      logger.debug({ platform: "slack" }, "Ignored an unknown form.");
      return ack();
    }
    const { kind, thread } = metadata;
    const show = async (result: types.ModalView): Promise<void> => {
      if (isDeferred(context)) await client.views.update({ view_id: view.id, view: result });
      else await ack({ response_action: "update", view: result });
    };
    await handleEvent({
      sender: () => senderOf({ context, body, user, name, client }, users),
      // Without a reply the form would close.
      mustReply: true,
      replyPrivately(card, sender) {
        const messages = messagesFor(sender?.locale ?? "en");
        if (isDeferred(context)) return show(resultView(view.title.text, { card }, messages));
        return ack({ response_action: "errors", errors: cardErrors(kind, card, messages) });
      },
      ignore: () => ack(),
      async answer(sender) {
        const messages = messagesFor(sender.locale);
        const text = submitForm(kind, readFormValues(view.state.values));
        const reply = await ask({ ...questionContext(sender), text, manner: "command", visibility: "private" });
        const errors = isDeferred(context) ? null : formErrors(kind, reply, messages);
        if (errors !== null) return ack({ response_action: "errors", errors });
        // Feedback is thanked for where its card is.
        if (reply.answer.kind === "feedback" && thread !== null) {
          const { text: words, blocks } = render(reply);
          const thanks = client.chat.postEphemeral({ ...thread, user, text: words, blocks });
          if ((await succeeds(thanks)) && !isDeferred(context)) return ack();
        }
        const { title } = createForm(kind, NO_SETTINGS, messages);
        return show(resultView(title, reply, messages));
      },
    });
  });
}

/** Milliseconds. A form must be acknowledged within three seconds. */
const TIMEOUT = 1500;

function succeeds(work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => false,
  );
  return withTimeout(done, TIMEOUT, () => false, globalThis);
}
