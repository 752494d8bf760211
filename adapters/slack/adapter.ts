import type { RequestListener } from "node:http";
import type { webApi as WebApi } from "@slack/bolt";
import { webApi } from "@slack/bolt";
import { createEventDeduplicator } from "#adapters/chat/event-deduplicator.ts";
import { createHandleEvent, randomReference } from "#adapters/chat/handle-event.ts";
import { createInFlight } from "#adapters/chat/in-flight.ts";
import { createRateLimiter, DEFAULT_RATE } from "#adapters/chat/rate-limiter.ts";
import { renderOnce } from "#adapters/chat/render-once.ts";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Ask, ChatAdapter } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { SlackAccess, Workspaces } from "./access.ts";
import { createWorkspaces } from "./access.ts";
import { FILE_ORIGINS } from "./attached-files.ts";
import type { SlackConnection } from "./connection.ts";
import { createConnection } from "./connection.ts";
import { createFetch } from "./fetch.ts";
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
import { createOpenForm } from "./open-form.ts";
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from "./paths.ts";
import { createRecentQuestions } from "./recent-questions.ts";
import { renderSlack } from "./render.ts";
import { renderReply } from "./render-reply.ts";
import { createSingleWorkspaceAuth } from "./single-workspace-auth.ts";
import { TrackedApp } from "./tracked-app.ts";
import { createUserDirectory } from "./user-directory.ts";

export interface SlackOptions {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly store: Store;
  readonly logger: Logger;
  /** Called when Slack has ended the connection for good. */
  readonly onLost: (error: Error) => void;
}

export interface SlackAdapter extends ChatAdapter {
  /** What it serves, by path: Slack's requests over HTTP, the pages of an installation by OAuth. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}

const SLACK_API = "https://slack.com/api/";
/** Web API calls end after this long, in milliseconds; by default they never would. */
const CALL_TIMEOUT = 8000;
const CALL_RETRIES = { retries: 2, minTimeout: 200, maxTimeout: 2000 };
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
  const { access, connection, apiUrl, ask, store, logger, onLost } = options;
  const inFlight = createInFlight();
  const failed = (error: unknown) =>
    logger.error({ platform: "slack", error }, "Something of Slack's could not be worked on.");
  // All that goes on after its acknowledgement, too, is waited for when Portcall stops; who began it sees it fail.
  const follow = (work: Promise<unknown>) => void inFlight.follow(work, () => {});
  const boltLogger = slackLogger(logger);
  const slackApiUrl = (apiUrl ?? SLACK_API).replace(/\/*$/, "/");
  const clientOptions: WebApi.WebClientOptions = {
    timeout: CALL_TIMEOUT,
    retryConfig: CALL_RETRIES,
    fetch: createFetch({ apiUrl: slackApiUrl, timeout: CALL_TIMEOUT }),
    slackApiUrl,
  };
  const workspaces =
    access.via === "oauth" ? createWorkspaces({ oauth: access, store, clientOptions, logger: boltLogger }) : null;
  const botToken = access.via === "token" ? access.botToken : "";
  const own = createSingleWorkspaceAuth(new webApi.WebClient(botToken, { ...clientOptions, logger: boltLogger }));
  const side = createConnection(connection, { clientOptions, logger: boltLogger, onLost, follow });
  const app = new TrackedApp(
    {
      authorize: (workspaces ?? own).authorize,
      receiver: side.receiver,
      clientOptions,
      logger: boltLogger,
      convoStore: false,
      deferInitialization: true,
    },
    follow,
  );
  app.error(async (error) => failed(error));

  const users = createUserDirectory(store, clientOptions);
  const limiter = createRateLimiter({ ...DEFAULT_RATE, now: Date.now });
  const listener: ListenerContext = {
    ask,
    logger,
    render: renderOnce(renderReply),
    handleEvent: createHandleEvent({ platform: "slack", limiter, logger, newReference: randomReference }),
    users,
    isFirstDelivery: createEventDeduplicator({ platform: "slack", store, time: REDELIVERED_WITHIN }),
    openForm: createOpenForm(ask, clientOptions),
    fileOrigins: [...FILE_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])],
    recent: createRecentQuestions(),
  };
  if (workspaces !== null) answerUnauthorized(app, workspaces.installUrl);
  for (const listen of LISTENERS) listen(app, listener);
  listenToUninstall(app, {
    installations: workspaces?.installations ?? createInstallations(store),
    users,
    logger,
    onUninstall: () => workspaces?.forgetAll(),
  });
  let started = false;

  return {
    name: "slack",
    mounts: mountsOf(side.requestListener, workspaces),
    async start() {
      if (workspaces === null) await asConfigurationError(own.identify(), blameFor("SLACK_BOT_TOKEN"));
      await app.init();
      await asConfigurationError(side.connect(), blameFor("SLACK_APP_TOKEN"));
      started = true;
    },
    async stop() {
      // Over Socket Mode an acknowledgement needs the connection that its question came by.
      await inFlight.settled();
      await side.disconnect();
      await inFlight.settled();
      started = false;
    },
    ready: () => started && side.connected(),
    async post(channel, card) {
      const [team, id = team] = channel.split("/");
      await (await clientOf(team ?? "")).chat.postMessage({ channel: id ?? channel, ...renderSlack(card) });
    },
  };

  /** The client of the one workspace, or of the one that is named. */
  async function clientOf(team: string): Promise<WebApi.WebClient> {
    if (workspaces === null) return own.client;
    const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false } as const;
    const { botToken } = await workspaces.authorize(source);
    if (botToken === undefined)
      throw new Error("Portcall is not installed in that workspace; name it as TEAM/CHANNEL.");
    return new webApi.WebClient(botToken, clientOptions);
  }
}

function mountsOf(events: RequestListener | null, workspaces: Workspaces | null): SlackAdapter["mounts"] {
  const pages = workspaces === null ? [] : [INSTALL_PATH, REDIRECT_PATH];
  return new Map([
    ...(events === null ? [] : [[EVENTS_PATH, events] as const]),
    ...pages.flatMap((path) => (workspaces === null ? [] : [[path, workspaces.requestListener] as const])),
  ]);
}

/** Whom to blame for a start that failed: Slack refuses a token in its own words. */
function blameFor(variable: string): (error: unknown) => string {
  return (error) =>
    error instanceof webApi.WebAPIPlatformError ? `Slack refused ${variable}` : "Slack could not be reached";
}
