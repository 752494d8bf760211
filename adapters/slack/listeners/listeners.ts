import type { App } from "@slack/bolt";
import { createEventDeduplicator } from "#adapters/chat/event-deduplicator.ts";
import { createHandleEvent } from "#adapters/chat/handle-event.ts";
import { createRateLimiter, RATE_WINDOW } from "#adapters/chat/rate-limiter.ts";
import { createSharedCount } from "#adapters/chat/shared-count.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Telemetry } from "#core/telemetry.ts";
import type { Access } from "../access.ts";
import type { SlackClients } from "../clients.ts";
import { isPermissionError } from "../clients.ts";
import { createOpenForm } from "../form-view.ts";
import type { Installations } from "../installations.ts";
import type { ListenerContext } from "../listener-context.ts";
import { FILE_ORIGINS } from "../message-text.ts";
import { createRecentQuestions } from "../recent-questions.ts";
import { renderReply } from "../render.ts";
import { directoryIdOf } from "../sender.ts";
import type { UserDirectory } from "../user-directory.ts";
import { createUserDirectory } from "../user-directory.ts";
import { listenToCommand } from "./command.ts";
import { listenToComponentActions } from "./component-actions.ts";
import { listenToForms } from "./forms.ts";
import { listenToHome } from "./home.ts";
import { listenToMessages } from "./messages.ts";
import { listenToShortcuts } from "./shortcuts.ts";
import { answerUnauthorized } from "./unauthorized.ts";
import { listenToUninstall } from "./uninstall.ts";

export interface ListenerOptions {
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly store: Store;
  readonly logger: Logger;
  readonly clients: SlackClients;
  readonly access: Access;
  readonly installations: Installations;
  readonly signal: AbortSignal;
  readonly telemetry: Telemetry;
}

/** Listens to everything that Slack sends, whichever connection it comes by. */
export function addListeners(app: App, options: ListenerOptions): void {
  const { apiUrl, store, logger, clients, access, installations, signal, telemetry } = options;
  const users = createUserDirectory(store, clients);
  const ask = forgetUsers(options.ask, users);
  const limiter = createRateLimiter({ addToShared: createSharedCount({ store, window: RATE_WINDOW }) });
  const listener: ListenerContext = {
    ask,
    logger,
    render: oncePerObject(renderReply),
    handleEvent: createHandleEvent({ platform: "slack", logger, limiter, isPermissionError, telemetry }),
    users,
    isFirstDelivery: createEventDeduplicator({ platform: "slack", store, ttl: REDELIVERY_TTL }),
    openForm: createOpenForm(ask, clients),
    fileOrigins: [...FILE_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])],
    recent: createRecentQuestions(),
  };
  app.error(async (error) => logger.error({ platform: "slack", error }, "A Slack request failed."));
  if (access.installUrl !== null) answerUnauthorized(app, access.installUrl);
  for (const listen of LISTENERS) listen(app, listener);
  listenToUninstall(app, { installations, users, logger, signal, onUninstall: access.clearTokens });
}

/** Whoever has Portcall forget them is also removed from the directory. */
function forgetUsers(ask: Ask, users: UserDirectory): Ask {
  return async (question) => {
    const reply = await ask(question);
    if (reply.answer.kind === "forgotten" && question.asker !== null)
      users.forgetUser(directoryIdOf(question.asker.person));
    return reply;
  };
}

/** Milliseconds. Slack retries an event three times within about six minutes: https://docs.slack.dev/apis/events-api#retries */
const REDELIVERY_TTL = 600_000;

const LISTENERS = [
  listenToCommand,
  listenToMessages,
  listenToComponentActions,
  listenToForms,
  listenToShortcuts,
  listenToHome,
];
