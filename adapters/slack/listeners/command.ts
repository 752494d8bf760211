import type { App } from "@slack/bolt";
import { renderOnce } from "#adapters/chat/render-once.ts";
import { visitorOf } from "../asker.ts";
import { answerInTime } from "../in-time.ts";
import { readSlackText } from "../inbound.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeralCard, localesFor } from "../listener-context.ts";
import type { SlackMessage } from "../render.ts";

/** The slash command, as the app's manifest names it. */
export const COMMAND = "/port";

/** Answers the slash command in the acknowledgement itself: no further request to Slack is needed. */
export function listenToCommand(app: App, answering: ListenerContext): void {
  const { ask, render, attend, people, openForm, recent, logger } = answering;
  const acknowledgement = renderOnce((reply) => said(render(reply), reply.isPrivate));
  app.command(COMMAND, async ({ ack, command, client, context, respond }) => {
    const { user_id: user, user_name: name } = command;
    const visitor = visitorOf({ context, body: command, user, name }, people, client);
    if (visitor === null) return ack();
    const { team, person, asker } = visitor;
    const locales = localesFor(people, { team, user, bot: context.botUserId });
    const failed = (reason: string) => (error: unknown) => logger.error({ platform: "slack", error }, reason);
    const { say, acknowledge } = answerInTime(ack, respond, failed("A command could not be acknowledged."));
    return attend({
      person,
      locale: locales.locale,
      tell: (card) => say(ephemeralCard(card)),
      hush: acknowledge,
      async work() {
        const text = readSlackText(command.text);
        const reply = await ask({ text, manner: "command", ...locales, asker });
        if (reply.form === null) {
          await say(acknowledgement(reply));
        } else {
          await acknowledge();
          const wanted = { kind: reply.form, trigger: command.trigger_id, asker, locale: locales.locale, client };
          // The card says in words what the form would have asked.
          await openForm(wanted).catch((error: unknown) => {
            failed("A form could not be opened.")(error);
            return say(said(render(reply), true));
          });
        }
        recent.note(person, text, reply.answer);
        void people.learn(team, [user, context.botUserId], client);
      },
    });
  });
}

function said({ text, blocks }: SlackMessage, isPrivate: boolean) {
  return { response_type: isPrivate ? "ephemeral" : "in_channel", text, blocks } as const;
}
