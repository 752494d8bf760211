import type { App } from "@slack/bolt";
import { createDeferredReply, DEFER_AFTER } from "#adapters/chat/deferred-reply.ts";
import { renderOnce } from "#adapters/chat/render-once.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeralCard } from "../listener-context.ts";
import { COMMAND } from "../manifest.ts";
import { readSlackText } from "../message-text.ts";
import { renderCommandResponse } from "../render.ts";
import { questionContext, senderOf } from "../sender.ts";

/** Answers the slash command in the acknowledgement, so that no further request to Slack is needed. */
export function listenToCommand(app: App, { ask, handleEvent, users, openForm, recent, logger }: ListenerContext) {
  const render = renderOnce(renderCommandResponse);
  app.command(COMMAND, async ({ ack, command, client, context, respond }) => {
    const { user_id: user, user_name: name } = command;
    const failed = (reason: string) => (error: unknown) => logger.error({ platform: "slack", error }, reason);
    const unacknowledged = failed("A command could not be acknowledged.");
    const { send, defer } = createDeferredReply({
      deferAfter: DEFER_AFTER,
      replyNow: ack,
      // The response_url takes the answer even where the connection for the acknowledgement is lost.
      acknowledge: () => ack().catch(unacknowledged),
      followUp: respond,
      onFailure: unacknowledged,
    });
    await handleEvent({
      sender: () => senderOf({ context, body: command, user, name, client }, users),
      replyPrivately: (card) => send(ephemeralCard(card)),
      ignore: defer,
      async answer(sender) {
        const text = readSlackText(command.text);
        const question = questionContext(sender);
        const reply = await ask({ ...question, text, manner: "command" });
        if (reply.form === null) {
          await send(render(reply));
        } else {
          await defer();
          await openForm({ kind: reply.form, triggerId: command.trigger_id, context: question, client }).catch(
            (error) => {
              failed("A form could not be opened.")(error);
              // The card explains how to type what the form asks for.
              return send(render(reply));
            },
          );
        }
        recent.add(sender.person, text, reply.answer);
        void users.refresh(sender.team, [user, context.botUserId], client);
      },
    });
  });
}
