import type { RequestListener } from "node:http";
import type { Receiver } from "@slack/bolt";
import { App, HTTPReceiver, SocketModeReceiver, webApi } from "@slack/bolt";
import type { Ask, ChatAdapter, Logger, Store } from "#core/contracts.ts";
import { ConfigurationError } from "#core/contracts.ts";
import { createInFlight } from "#core/in-flight.ts";
import { renderOnce } from "#core/render-once.ts";
import { listenToCommand } from "./listeners/command.ts";
import { listenToMentions } from "./listeners/mention.ts";
import { slackLogger } from "./log.ts";
import { createRecentEvents } from "./recent-events.ts";
import { renderSlack } from "./render.ts";
import { refuseFuture } from "./timestamp.ts";

export interface SlackOptions {
  readonly botToken: string;
  readonly connection:
    | { readonly via: "http"; readonly signingSecret: string }
    | { readonly via: "socket"; readonly appToken: string };
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly store: Store;
  readonly logger: Logger;
}

export interface SlackAdapter extends ChatAdapter {
  /** Takes the requests Slack sends to {@link EVENTS_PATH}; null over Socket Mode, where it sends none. */
  readonly requestListener: RequestListener | null;
}

/** Web API calls end after this long, in milliseconds; by default they never would. */
const CALL_TIMEOUT = 8000;
const CALL_RETRIES = { retries: 2, minTimeout: 200, maxTimeout: 2000 };
/** Slack's routine refresh of a socket costs this long, in milliseconds: the client waits for it before it reconnects. */
const SOCKET_PING_TIMEOUT = 1000;

/** Connects Portcall to one Slack workspace, over HTTP or Socket Mode with the same listeners behind either. */
export async function connectSlack({ botToken, connection, apiUrl, ask, logger }: SlackOptions): Promise<SlackAdapter> {
  const inFlight = createInFlight();
  const onFailure = (error: unknown) => logger.error({ platform: "slack", error }, "A reply could not be sent.");
  const clientOptions = {
    timeout: CALL_TIMEOUT,
    retryConfig: CALL_RETRIES,
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/` }),
  };
  const boltLogger = slackLogger(logger);
  const { receiver, ...side } =
    connection.via === "http" ? overHttp(connection.signingSecret) : overSocket(connection.appToken);

  const app = new App({
    token: botToken,
    receiver,
    clientOptions,
    logger: boltLogger,
    convoStore: false,
    deferInitialization: true,
  });
  const render = renderOnce(({ card }) => renderSlack(card));
  listenToCommand(app, { ask, render });
  listenToMentions(app, { ask, render, recentEvents: createRecentEvents(), inFlight, onFailure });
  app.error(async (error) => onFailure(error));
  let started = false;

  return {
    name: "slack",
    requestListener: side.requestListener,
    async start() {
      await refusingIn("SLACK_BOT_TOKEN", app.init());
      await refusingIn("SLACK_APP_TOKEN", side.connect());
      started = true;
    },
    async stop() {
      await side.disconnect();
      await inFlight.settled();
      started = false;
    },
    ready: () => started && side.connected(),
    async post(channel, card) {
      await app.client.chat.postMessage({ channel, ...renderSlack(card) });
    },
  };

  function overHttp(signingSecret: string): Side {
    const receiver = new HTTPReceiver({ signingSecret, logger: boltLogger });
    return {
      receiver,
      requestListener: refuseFuture(receiver.requestListener),
      connect: async () => {},
      disconnect: async () => {},
      connected: () => true,
    };
  }

  function overSocket(appToken: string): Side {
    const receiver = new SocketModeReceiver({
      appToken,
      logger: boltLogger,
      clientPingTimeout: SOCKET_PING_TIMEOUT,
      installerOptions: { clientOptions },
    });
    return {
      receiver,
      requestListener: null,
      connect: () => receiver.start(),
      disconnect: () => receiver.stop(),
      connected: () => receiver.client.websocket?.isActive() ?? false,
    };
  }
}

/** What differs between the two ways Slack reaches an app. */
interface Side {
  readonly receiver: Receiver;
  readonly requestListener: RequestListener | null;
  connect(): Promise<unknown>;
  disconnect(): Promise<void>;
  connected(): boolean;
}

async function refusingIn(variable: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      error instanceof webApi.WebAPIPlatformError
        ? `Slack refused ${variable}: ${reason}.`
        : `Slack could not be reached: ${reason}.`,
      { cause: error },
    );
  }
}
