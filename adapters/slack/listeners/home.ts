import type { App } from "@slack/bolt";
import { messagesFor } from "#core/messages/messages.ts";
import type { Home } from "../home-view.ts";
import { homeView } from "../home-view.ts";
import type { ListenerContext } from "../listener-context.ts";
import type { SlackSender } from "../sender.ts";
import { senderOf } from "../sender.ts";
import type { Client } from "../user-directory.ts";

/** Draws App Home for whoever opens it. */
export function listenToHome(app: App, listener: ListenerContext): void {
  const { handleEvent, users } = listener;
  app.event("app_home_opened", async ({ event, client, body, context }) => {
    const { user, tab } = event;
    if (tab !== "home") return;
    const slackEvent = { context, body, user, client };
    await handleEvent({
      sender: () => senderOf(slackEvent, users),
      replyPrivately: (card, sender) => publishHome({ client, user, sender, reply: { card, actions: [] } }, listener),
      async answer({ team }) {
        // Languages can be waited for here alone: nobody has asked anything yet.
        await users.learn(team, [user], client);
        await publishHome({ client, user, sender: senderOf(slackEvent, users), reply: null }, listener);
      },
    });
  });
}

export interface HomeOf {
  readonly client: Client;
  readonly user: string;
  /** Whose recent questions are shown, and in which language; null for nobody's, in English. */
  readonly sender: Pick<SlackSender, "person" | "locale"> | null;
  readonly reply: Home["reply"];
}

export async function publishHome(
  { client, user, sender, reply }: HomeOf,
  { recent }: Pick<ListenerContext, "recent">,
) {
  const asked = sender === null ? [] : recent.of(sender.person);
  const view = homeView({ reply, recent: asked }, messagesFor(sender?.locale ?? "en"));
  await client.views.publish({ user_id: user, view });
}
