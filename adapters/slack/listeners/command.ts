import type { App } from "@slack/bolt";
import { oncePerObject } from "#core/once-per-object.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeralCard } from "../listener-context.ts";
import { COMMAND } from "../manifest.ts";
import { readSlackText } from "../message-text.ts";
import { renderCommandResponse } from "../render.ts";
import { questionContext, senderOf } from "../sender.ts";

/**
 * Answers the slash command in the acknowledgement, so that no further request to Slack is needed. What comes after an
 * acknowledgement goes to the response_url: see `createTimelyAck`.
 */
export function listenToCommand(app: App, { ask, handleEvent, users, openForm, recent, logger }: ListenerContext) {
  const render = oncePerObject(renderCommandResponse);
  // Bolt tries one listener after the other, which costs more than the answer.
  app.use(async (args) => {
    if (!("command" in args) || args.command.command !== COMMAND) return args.next();
    const { ack, command, client, context } = args;
    const { user_id: user, user_name: name } = command;
    await handleEvent({
      sender: () => senderOf({ context, body: command, user, name, client }, users),
      replyPrivately: (card) => ack(ephemeralCard(card)),
      ignore: () => ack(),
      async answer(sender) {
        const text = readSlackText(command.text);
        const question = questionContext(sender);
        const reply = await ask({ ...question, text, manner: "command" });
        if (reply.form === null) {
          await ack(render(reply));
          if (reply.beside !== null) await ack(render(reply.beside));
        } else {
          await ack();
          await openForm({ kind: reply.form, triggerId: command.trigger_id, context: question, client }).catch(
            (error) => {
              logger.error({ platform: "slack", error }, "A form could not be opened.");
              // The card explains how to type what the form asks for.
              return ack(render(reply));
            },
          );
        }
        recent.add(sender.person, text, reply.answer);
        void users.refresh(sender.team, [user, context.botUserId], client);
      },
    });
  });
}
