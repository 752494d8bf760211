import type { App } from "@slack/bolt";
import { createForm, submitForm } from "#core/forms/create-form.ts";
import { parseFormKind } from "#core/forms/form.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { NO_SETTINGS } from "#core/settings/settings.ts";
import type { Answering } from "../answering.ts";
import { localesFor } from "../answering.ts";
import { visitorOf } from "../asker.ts";
import { FORM_ID, readFormValues, resultView } from "../form-view.ts";

/** Takes what somebody filled in, asks it, and shows the answer in the form's place. */
export function listenToForms(app: App, { ask, attend, people, logger }: Answering): void {
  app.view(FORM_ID, async ({ ack, body, view, client, context }) => {
    const kind = parseFormKind(view.private_metadata);
    const user = body.user.id;
    const visitor = visitorOf({ context, body, user, name: body.user.name }, people, client);
    if (kind === null || visitor === null) {
      logger.debug({ platform: "slack" }, "A form that is none of Portcall's was ignored.");
      return ack();
    }
    const { team, person, asker } = visitor;
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    const messages = messagesFor(locale);
    const { title } = createForm(kind, NO_SETTINGS, messages);
    await attend({
      person,
      locale,
      tell: (card) => ack({ response_action: "update", view: resultView(title, { card, attachment: null }, messages) }),
      hush: () => ack(),
      async work() {
        const text = submitForm(kind, readFormValues(view.state.values));
        const reply = await ask({ text, manner: "command", locale, asker, visibility: "private" });
        await ack({ response_action: "update", view: resultView(title, reply, messages) });
      },
    });
  });
}
