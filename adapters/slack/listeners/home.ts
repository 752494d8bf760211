import type { App } from "@slack/bolt";
import type { Asker, Reply } from "#core/contracts.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Answering } from "../answering.ts";
import { localesFor } from "../answering.ts";
import { slackAsker } from "../asker.ts";
import { homeView } from "../home-view.ts";
import type { Client } from "../people.ts";

/** Draws App Home for whoever opens it. */
export function listenToHome(app: App, answering: Answering): void {
  const { attend, people } = answering;
  app.event("app_home_opened", async ({ event, client, body, context }) => {
    if (event.tab !== "home") return;
    const { user } = event;
    const team = body.team_id;
    const asker = slackAsker({ team, user }, people, client);
    // The one thing here that can be waited for: nobody has asked anything yet.
    await people.learn(team, [user], client);
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    await attend({
      person: asker.person,
      locale,
      tell: async () => {},
      hush: async () => {},
      work: () => publishHome({ client, asker, locale, reply: null }, answering),
    });
  });
}

export interface HomeOf {
  readonly client: Client;
  readonly asker: Asker;
  readonly locale: string;
  readonly reply: Reply | null;
}

export async function publishHome({ client, asker, locale, reply }: HomeOf, { recent }: Pick<Answering, "recent">) {
  const view = homeView({ reply, recent: recent.of(asker.person) }, messagesFor(locale));
  await client.views.publish({ user_id: asker.person.slice(asker.team.length + 1), view });
}
