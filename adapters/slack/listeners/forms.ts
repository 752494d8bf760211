import type { App } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, submitForm } from "#core/present/create-form.ts";
import { parseFormKind } from "#core/present/form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { visitorOf } from "../asker.ts";
import { FORM_ID, readFormValues, resultView } from "../form-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { localesFor } from "../listener-context.ts";

/** Takes what somebody filled in, asks it, and shows the answer in the form's place. */
export function listenToForms(app: App, { ask, attend, people, logger }: ListenerContext): void {
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
