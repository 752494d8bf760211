import type { App, BlockAction, RespondArguments, RespondFn } from "@slack/bolt";
import { assertNever } from "#core/card/card.ts";
import type { QuestionContext, Reply, TextQuestion } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Visitor } from "../asker.ts";
import { visitorOf } from "../asker.ts";
import type { ComponentAction } from "../component-action.ts";
import { readComponentAction } from "../component-action.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeral, ephemeralCard, localesFor } from "../listener-context.ts";
import { textIn } from "../read.ts";
import type { SlackMessage } from "../render.ts";
import { isAlone, renderAlone, renderForAll, renderShared } from "../render-reply.ts";
import type { Client } from "../user-directory.ts";
import { publishHome } from "./home.ts";

/**
 * Where the clicked card is: shown to the clicker alone, in their direct messages, where everybody sees it, or in App
 * Home.
 */
type Place = "own" | "direct" | "public" | "home";

/** Answers the buttons and menus of the cards, and the field in App Home. A card that others see stays as it is. */
export function listenToClicks(app: App, answering: ListenerContext): void {
  const { attend, people, logger } = answering;
  app.action<BlockAction>({ type: "block_actions" }, async ({ ack, action, body, client, context, respond }) => {
    const click = readComponentAction(action);
    const user = body.user.id;
    const visitor = visitorOf({ context, body, user, name: body.user.username }, people, client);
    await ack();
    if (click === null || visitor === null) {
      logger.debug({ platform: "slack" }, "A click that is none of Portcall's was ignored.");
      return;
    }
    const { team, person } = visitor;
    const locales = localesFor(people, { team, user, bot: context.botUserId });
    const { locale } = locales;
    const place = placeOf(body, action.block_id);
    const clicked = { visitor, ...locales, place, client, respond, trigger: body.trigger_id, thread: threadOf(body) };
    await attend({
      person,
      locale,
      tell: (card) =>
        place === "home"
          ? publishHome({ client, visitor, locale, reply: { card, actions: [] } }, answering)
          : respond(ephemeralCard(card)),
      hush: async () => {},
      work: () => follow(click, clicked, answering),
    });
  });
}

interface Clicked {
  readonly visitor: Visitor;
  readonly locale: string;
  readonly publicLocale: string;
  readonly place: Place;
  readonly client: Client;
  readonly respond: RespondFn;
  readonly trigger: string;
  readonly thread: Pick<RespondArguments, "thread_ts">;
}

async function follow(click: ComponentAction, clicked: Clicked, answering: ListenerContext): Promise<unknown> {
  const { visitor, locale, publicLocale, place, client, respond, trigger, thread } = clicked;
  const { asker, person, name } = visitor;
  const put = (more: Pick<TextQuestion, "text"> & Partial<QuestionContext>) =>
    answering.ask({ manner: "command", locale, publicLocale, asker, visibility: "private", ...more });
  switch (click.type) {
    case "ask":
    case "system": {
      const system = click.type === "system" ? { system: click.system } : {};
      const reply = await put({ text: click.query, ...system });
      answering.recent.note(person, click.query, reply.answer);
      return show(reply, clicked, answering);
    }
    case "mood": {
      const reply = await put({ text: click.query });
      return place === "home" ? show(reply, clicked, answering) : respond(ephemeral(answering.render(reply)));
    }
    case "share": {
      const [forAll, own] = [await put({ text: click.query, visibility: "public" }), await put({ text: click.query })];
      // What was found when the button was made may be gone: that is no news to a channel.
      if (forAll.isPrivate) return respond(ephemeral(answering.render(forAll)));
      const { text, blocks } = renderForAll(forAll, messagesFor(publicLocale).actions.sharedBy(name));
      await respond({ response_type: "in_channel", replace_original: false, text, blocks, ...thread });
      return respond(replacing(renderShared(own)));
    }
    case "form":
      return answering.openForm({ kind: click.form, trigger, asker, locale, client });
    case "dismiss":
      return respond({ delete_original: true });
    default:
      return assertNever(click);
  }
}

function show(reply: Reply, { place, respond, client, visitor, locale, thread }: Clicked, answering: ListenerContext) {
  switch (place) {
    case "own":
      return respond(replacing(answering.render(reply)));
    case "direct":
      return respond(replacing(renderAlone(reply)));
    case "public":
      return respond({ ...ephemeral(answering.render(reply)), ...thread });
    case "home":
      return publishHome({ client, visitor, locale, reply }, answering);
    default:
      return assertNever(place);
  }
}

function replacing({ text, blocks }: SlackMessage): RespondArguments {
  return { replace_original: true, text, blocks };
}

function placeOf({ container, view }: BlockAction, row: string): Place {
  if (view !== undefined) return "home";
  if (container.is_ephemeral === true) return "own";
  return isAlone(row) ? "direct" : "public";
}

function threadOf({ container }: BlockAction): Pick<RespondArguments, "thread_ts"> {
  const thread_ts = textIn(container, "thread_ts");
  return thread_ts === undefined ? {} : { thread_ts };
}
