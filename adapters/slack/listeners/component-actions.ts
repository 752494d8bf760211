import type { App, BlockAction, RespondArguments, RespondFn, ViewOutput } from "@slack/bolt";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { refuseForm } from "#adapters/chat/prepare-form.ts";
import { shareReply } from "#adapters/chat/share.ts";
import { assertNever } from "#core/card/card.ts";
import type { Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { commandFor } from "#core/present/create-form.ts";
import { readComponentAction } from "../action-blocks.ts";
import type { Thread } from "../form-metadata.ts";
import { resultView } from "../form-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeral, ephemeralCard } from "../listener-context.ts";
import { textIn } from "../payload.ts";
import type { SlackMessage } from "../render.ts";
import { isInOwnSpace, renderInOwnSpace, renderPublic, renderWithoutShare } from "../render.ts";
import type { SlackSender } from "../sender.ts";
import { questionContext, senderOf } from "../sender.ts";
import type { Client } from "../user-directory.ts";
import type { PublishHomeOptions } from "./home.ts";
import { HOME_ID, publishHome } from "./home.ts";

/** Where a card's message is: ephemeral, in a direct message, or public in a channel. */
type Place = "ephemeral" | "direct" | "public";

/** Answers the buttons and menus of cards, and the input in App Home. A public card is never changed. */
export function listenToComponentActions(app: App, listener: ListenerContext): void {
  const { handleEvent, users, logger } = listener;
  app.action<BlockAction>({ type: "block_actions" }, async ({ ack, action, body, client, context, respond }) => {
    await ack();
    const { id: user, username: name } = body.user;
    const component = readComponentAction(action);
    if (component === null) return logger.debug({ platform: "slack" }, "Ignored an unknown block action.");
    await handleEvent({
      sender: () => senderOf({ context, body, user, name, client }, users),
      replyPrivately(card, sender) {
        if (body.view === undefined) return respond({ ...ephemeralCard(card), ...inThread(threadOf(body)) });
        return showInView({ client, user, sender, view: body.view, reply: { card, actions: [] } }, listener);
      },
      answer: (sender) => {
        const place = placeOf(body, action.block_id);
        const { view, trigger_id: triggerId } = body;
        const event = { sender, place, view, client, respond, triggerId, thread: threadOf(body) } as const;
        return answerAction(component, event, listener);
      },
    });
  });
}

interface ActionEvent {
  readonly sender: SlackSender;
  readonly place: Place;
  /** The view that the card is in, if it is not in a message. */
  readonly view: ViewOutput | undefined;
  readonly client: Client;
  readonly respond: RespondFn;
  readonly triggerId: string;
  /** Null if the card is in no thread. */
  readonly thread: Thread | null;
}

async function answerAction(action: ComponentAction, event: ActionEvent, listener: ListenerContext): Promise<unknown> {
  const { sender, view, client, respond, triggerId, thread } = event;
  const { ask, render, recent, openForm, logger } = listener;
  const context = questionContext(sender);
  const privately = { ...context, manner: "command", visibility: "private" } as const;
  switch (action.type) {
    case "ask":
    case "system": {
      const system = action.type === "system" ? { system: action.system } : {};
      const reply = await ask({ ...privately, text: action.query, ...system });
      recent.add(sender.person, action.query, reply.answer);
      return show(reply, event, listener);
    }
    case "mood": {
      const reply = await ask({ ...privately, text: action.query });
      if (view !== undefined) return show(reply, event, listener);
      return respond({ ...ephemeral(render(reply)), ...inThread(thread) });
    }
    case "share": {
      const shared = await shareReply(ask, action.query, { context, name: sender.name });
      if (!shared.isShared) return respond({ ...ephemeral(render(shared.privateReply)), ...inThread(thread) });
      const { text, blocks } = renderPublic(shared.publicReply);
      await respond({ response_type: "in_channel", replace_original: false, text, blocks, ...inThread(thread) });
      return respond(replaceOriginal(renderWithoutShare(shared.privateReply)));
    }
    case "form": {
      const refusal = await refuseForm(action.form, ask, context);
      if (refusal !== null) return show(refusal, event, listener);
      return openForm({ kind: action.form, triggerId, thread, context, client }).catch(async (error) => {
        logger.error({ platform: "slack", error }, "A form could not be opened.");
        const reply = await ask({ ...privately, text: commandFor(action.form) });
        if (view !== undefined) return show(reply, event, listener);
        return respond({ ...ephemeral(render(reply)), ...inThread(thread) });
      });
    }
    case "dismiss":
      return respond({ delete_original: true });
    default:
      return assertNever(action);
  }
}

function show(reply: Reply, { place, view, respond, client, sender, thread }: ActionEvent, listener: ListenerContext) {
  if (view !== undefined) return showInView({ client, user: sender.user, sender, view, reply }, listener);
  switch (place) {
    case "ephemeral":
      return respond(replaceOriginal(listener.render(reply)));
    case "direct":
      return respond(replaceOriginal(renderInOwnSpace(reply)));
    case "public":
      return respond({ ...ephemeral(listener.render(reply)), ...inThread(thread) });
    default:
      return assertNever(place);
  }
}

interface CardInView extends PublishHomeOptions {
  readonly view: ViewOutput;
  readonly reply: NonNullable<PublishHomeOptions["reply"]>;
}

/** Replaces the card in App Home, or in the view of a form. */
function showInView({ view, ...card }: CardInView, listener: ListenerContext): Promise<unknown> {
  if (view.callback_id === HOME_ID) return publishHome(card, listener);
  const { client, sender, reply } = card;
  const updated = resultView(view.title.text, reply, messagesFor(sender?.locale ?? "en"));
  return client.views.update({ view_id: view.id, hash: view.hash, view: updated });
}

function replaceOriginal({ text, blocks }: SlackMessage): RespondArguments {
  return { replace_original: true, text, blocks };
}

/** @param blockId Slack always sends it, but its type does not say so */
function placeOf({ container }: BlockAction, blockId: string | undefined): Place {
  if (container.is_ephemeral === true) return "ephemeral";
  return isInOwnSpace(blockId ?? "") ? "direct" : "public";
}

function threadOf({ container, channel }: BlockAction): Thread | null {
  const thread_ts = textIn(container, "thread_ts");
  return thread_ts === undefined || channel === undefined ? null : { channel: channel.id, thread_ts };
}

function inThread(thread: Thread | null): Pick<RespondArguments, "thread_ts"> {
  return thread === null ? {} : { thread_ts: thread.thread_ts };
}
