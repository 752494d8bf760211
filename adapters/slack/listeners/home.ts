import type { App } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import type { Visitor } from "../asker.ts";
import { visitorOf } from "../asker.ts";
import type { Home } from "../home-view.ts";
import { homeView } from "../home-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import { localesFor } from "../listener-context.ts";
import type { Client } from "../user-directory.ts";

/** Draws App Home for whoever opens it. */
export function listenToHome(app: App, answering: ListenerContext): void {
  const { attend, people } = answering;
  app.event("app_home_opened", async ({ event, client, body, context }) => {
    if (event.tab !== "home") return;
    const { user } = event;
    const visitor = visitorOf({ context, body, user }, people, client);
    if (visitor === null) return;
    const { team, person } = visitor;
    // The one thing here that can be waited for: nobody has asked anything yet.
    await people.learn(team, [user], client);
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    await attend({
      person,
      locale,
      tell: (card) => publishHome({ client, visitor, locale, reply: { card, actions: [] } }, answering),
      hush: async () => {},
      work: () => publishHome({ client, visitor, locale, reply: null }, answering),
    });
  });
}

export interface HomeOf {
  readonly client: Client;
  readonly visitor: Pick<Visitor, "person" | "user">;
  readonly locale: string;
  readonly reply: Home["reply"];
}

export async function publishHome(
  { client, visitor, locale, reply }: HomeOf,
  { recent }: Pick<ListenerContext, "recent">,
) {
  const view = homeView({ reply, recent: recent.of(visitor.person) }, messagesFor(locale));
  await client.views.publish({ user_id: visitor.user, view });
}
