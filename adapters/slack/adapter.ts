import type { RequestListener } from "node:http";
import { App, webApi } from "@slack/bolt";
import { createEventDeduplicator } from "#adapters/chat/event-deduplicator.ts";
import { createHandleEvent } from "#adapters/chat/handle-event.ts";
import { createInFlight } from "#adapters/chat/in-flight.ts";
import { renderOnce } from "#adapters/chat/render-once.ts";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Ask, ChatAdapter } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { Access, SlackAccess } from "./access.ts";
import { createTokenAccess } from "./access.ts";
import type { SlackClients } from "./clients.ts";
import { createSlackClients } from "./clients.ts";
import type { Connection, ConnectionContext, SlackConnection } from "./connection.ts";
import { createOpenForm } from "./form-view.ts";
import { createHttpReceiver } from "./http-receiver.ts";
import type { Installations } from "./installations.ts";
import { createInstallations } from "./installations.ts";
import type { ListenerContext } from "./listener-context.ts";
import { listenToCommand } from "./listeners/command.ts";
import { listenToComponentActions } from "./listeners/component-actions.ts";
import { listenToForms } from "./listeners/forms.ts";
import { listenToHome } from "./listeners/home.ts";
import { listenToMessages } from "./listeners/messages.ts";
import { listenToShortcuts } from "./listeners/shortcuts.ts";
import { answerUnauthorized } from "./listeners/unauthorized.ts";
import { listenToUninstall } from "./listeners/uninstall.ts";
import { slackLogger } from "./log.ts";
import { FILE_ORIGINS } from "./message-text.ts";
import type { OAuthAccessOptions } from "./oauth-access.ts";
import { createOAuthAccess } from "./oauth-access.ts";
import { createRecentQuestions } from "./recent-questions.ts";
import { renderReply, renderSlack } from "./render.ts";
import { createSocket } from "./socket.ts";
import { createUserDirectory } from "./user-directory.ts";

export interface SlackOptions {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly store: Store;
  readonly logger: Logger;
  /** Called when Slack has closed the connection for good. */
  readonly onLost: (error: Error) => void;
}

export interface SlackAdapter extends ChatAdapter {
  /** What it serves, by path: Slack's requests over HTTP, the install pages of OAuth. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}

/** Slack delivers an event again three times within about six minutes, then gives up; in milliseconds. */
const REDELIVERED_WITHIN = 600_000;

const LISTENERS = [
  listenToCommand,
  listenToMessages,
  listenToComponentActions,
  listenToForms,
  listenToShortcuts,
  listenToHome,
];

/** Connects Portcall to Slack, over HTTP or Socket Mode with the same listeners behind either. */
export async function connectSlack(options: SlackOptions): Promise<SlackAdapter> {
  const logger = slackLogger(options.logger);
  const inFlight = createInFlight();
  const stopping = new AbortController();
  // A shutdown waits for everything that goes on after its acknowledgement; whoever began it sees it fail.
  const context = { logger, track: (work: Promise<unknown>) => void inFlight.track(work, () => {}) };
  const clients = createSlackClients({ apiUrl: options.apiUrl, logger });
  const installations = createInstallations(options.store);
  const access = createAccess(options.access, { installations, clients, logger });
  const connection = createConnection(options, clients, context);
  const app = new App({
    authorize: access.authorize,
    receiver: connection.receiver,
    clientOptions: clients.options,
    logger,
    convoStore: false,
    deferInitialization: true,
  });
  addListeners(app, { ...options, clients, access, installations, signal: stopping.signal });
  let isStarted = false;

  return {
    name: "slack",
    mounts: new Map([...access.pages, ...connection.mounts]),
    async start() {
      await asConfigurationError(access.check(), blameFor("SLACK_BOT_TOKEN"));
      await app.init();
      await asConfigurationError(connection.connect(), blameFor("SLACK_APP_TOKEN"));
      isStarted = true;
    },
    async stop() {
      stopping.abort();
      // Over Socket Mode an acknowledgement needs the connection that its request came by.
      await inFlight.settled();
      await connection.disconnect();
      await inFlight.settled();
      isStarted = false;
    },
    ready: () => isStarted && connection.connected(),
    async post(channel, card) {
      const [team = "", id = team] = channel.split("/");
      const client = await access.clientFor(team);
      await client.chat.postMessage({ channel: id, ...renderSlack(card) });
    },
  };
}

function createAccess(access: SlackAccess, context: Omit<OAuthAccessOptions, "oauth">): Access {
  return access.via === "oauth"
    ? createOAuthAccess({ oauth: access, ...context })
    : createTokenAccess(context.clients.patient(access.botToken));
}

function createConnection(
  { connection, onLost }: SlackOptions,
  { options: clientOptions }: SlackClients,
  context: ConnectionContext,
): Connection {
  return connection.via === "socket"
    ? createSocket({ appToken: connection.appToken, clientOptions, onLost, ...context })
    : createHttpReceiver(connection.signingSecret, context);
}

interface ListenerOptions extends Pick<SlackOptions, "apiUrl" | "ask" | "store" | "logger"> {
  readonly clients: SlackClients;
  readonly access: Access;
  readonly installations: Installations;
  readonly signal: AbortSignal;
}

function addListeners(app: App, options: ListenerOptions): void {
  const { apiUrl, ask, store, logger, clients, access, installations, signal } = options;
  const users = createUserDirectory(store, clients);
  const listener: ListenerContext = {
    ask,
    logger,
    render: renderOnce(renderReply),
    handleEvent: createHandleEvent({ platform: "slack", logger }),
    users,
    isFirstDelivery: createEventDeduplicator({ platform: "slack", store, ttl: REDELIVERED_WITHIN }),
    openForm: createOpenForm(ask, clients),
    fileOrigins: [...FILE_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])],
    recent: createRecentQuestions(),
  };
  app.error(async (error) => logger.error({ platform: "slack", error }, "A Slack request failed."));
  if (access.installUrl !== null) answerUnauthorized(app, access.installUrl);
  for (const listen of LISTENERS) listen(app, listener);
  listenToUninstall(app, { installations, users, logger, signal, onUninstall: access.forgetAll });
}

/** Whom to blame for a start that failed: Slack refuses a token in its own words. */
function blameFor(variable: string): (error: unknown) => string {
  return (error) =>
    error instanceof webApi.WebAPIPlatformError ? `Slack refused ${variable}` : "Slack could not be reached";
}
