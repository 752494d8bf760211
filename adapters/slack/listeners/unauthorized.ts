import type { App } from "@slack/bolt";
import type { Card } from "#core/card/card.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { AuthorizationProblem } from "../access.ts";
import { authorizationProblemOf } from "../access.ts";
import { resultView } from "../form-view.ts";
import { ephemeralCard } from "../listener-context.ts";

/**
 * Answers a workspace without a token with the link to install Portcall, where Bolt would only acknowledge. Events are
 * dropped, because nothing can be posted without a token; if that is the store's fault, Slack delivers them again.
 */
export function answerUnauthorized(app: App, installUrl: string): void {
  const { slack } = messagesFor("en");
  const cards: Readonly<Record<AuthorizationProblem, Card>> = {
    "not-installed": {
      title: slack.notInstalled.title,
      status: "problem",
      body: [{ type: "text", content: [slack.notInstalled.text, { text: slack.notInstalled.link, url: installUrl }] }],
      footnote: "",
    },
    "store-unavailable": {
      title: slack.storeUnavailable.title,
      status: "problem",
      body: [{ type: "text", content: [slack.storeUnavailable.text] }],
      footnote: "",
    },
  };
  app.use(async (args) => {
    const problem = authorizationProblemOf(args.context);
    if (problem === null) return args.next();
    const message = ephemeralCard(cards[problem]);
    if ("command" in args) return args.ack(message);
    if ("view" in args && args.body.type === "view_submission") {
      const view = resultView(args.view.title.text, { card: cards[problem] }, messagesFor("en"));
      return args.ack({ response_action: "update", view });
    }
    if ("ack" in args && args.ack !== undefined) await args.ack();
    if ("respond" in args && args.respond !== undefined) await args.respond(message);
  });
}
