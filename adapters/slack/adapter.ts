import type { RequestListener } from "node:http";
import { createConnector } from "#adapters/chat/connector.ts";
import { createInFlight } from "#adapters/chat/in-flight.ts";
import { createRefusalLog } from "#adapters/chat/refusal-log.ts";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Ask, ChatAdapter } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Telemetry } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import type { Access, SlackAccess } from "./access.ts";
import { createTokenAccess } from "./access.ts";
import type { SlackClients } from "./clients.ts";
import { createSlackClients } from "./clients.ts";
import type { Connection, ConnectionContext, SlackConnection } from "./connection.ts";
import { EventApp } from "./event-app.ts";
import { createHttpConnection } from "./http-connection.ts";
import type { Installations } from "./installations.ts";
import { createInstallations } from "./installations.ts";
import { addListeners } from "./listeners/listeners.ts";
import { slackLogger } from "./log.ts";
import type { OAuthAccessOptions } from "./oauth-access.ts";
import { createOAuthAccess } from "./oauth-access.ts";
import { postCard } from "./post.ts";
import { describeRefusal } from "./refusal.ts";
import { createSocketConnection } from "./socket-connection.ts";
import { createTokenCipher } from "./token-cipher.ts";
import type { TokenWatch } from "./token-watch.ts";
import { watchToken } from "./token-watch.ts";

export interface SlackOptions {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly store: Store;
  /** The keys for tokens in the store: the first one encrypts, all of them decrypt. */
  readonly storeKeys: readonly Uint8Array[];
  readonly logger: Logger;
  readonly telemetry?: Telemetry;
  /** Called when Slack refuses the connection after the start. */
  readonly onLost: (error: Error) => void;
}

export interface SlackAdapter extends ChatAdapter {
  /** HTTP request listeners by path: Slack's requests and the install pages. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}

/**
 * Connects Portcall to Slack, over HTTP or Socket Mode, with the same listeners. Rejects with a `ConfigurationError` if
 * the tokens in the store are encrypted with another key.
 */
export async function connectSlack(options: SlackOptions): Promise<SlackAdapter> {
  const { telemetry = NO_TELEMETRY } = options;
  const logger = slackLogger(options.logger);
  const inFlight = createInFlight();
  const shutdown = new AbortController();
  const clients = createSlackClients({ apiUrl: options.apiUrl, logger, observe: telemetry.observe });
  // A shutdown waits for tracked work. Failures are handled where the work starts.
  const track = (work: Promise<unknown>) => void inFlight.track(work, () => {});
  const refusals = createRefusalLog("slack", options.logger);
  const installations = createInstallations(options.store, createTokenCipher(options.storeKeys));
  if (options.access.via === "oauth") await checkKey(installations);
  const access = createAccess(options.access, { installations, clients, logger: options.logger });
  const { mustRedeliver } = access;
  const context = { logger, refusals, track, mustRedeliver, respond: clients.respond };
  const connector = createConnector({ platform: "slack", ...options });
  const onDisconnected = () =>
    void connector.keepTrying(connect).catch((error: Error) => {
      if (!shutdown.signal.aborted) options.onLost(error);
    });
  const connection = createConnection(options.connection, { clients, context, onDisconnected });
  const app = new EventApp(telemetry, {
    authorize: access.authorize,
    receiver: connection.receiver,
    clientOptions: clients.options,
    logger,
    convoStore: false,
    deferInitialization: true,
  });
  addListeners(app, { ...options, telemetry, clients, access, installations, signal: shutdown.signal });
  let isStarted = false;
  let token: TokenWatch | null = null;
  const isRefused = () => token?.isRefused() ?? false;

  async function connect(): Promise<void> {
    const { verifyToken: verify } = access;
    if (verify !== null) {
      await asConfigurationError(verify(), describeRefusal("SLACK_BOT_TOKEN"));
      token ??= watchToken({ verify, logger: options.logger, signal: shutdown.signal });
    }
    await asConfigurationError(connection.connect(), describeRefusal("SLACK_APP_TOKEN"));
    isStarted = true;
  }

  return {
    name: "slack",
    mounts: new Map([...access.pages, ...connection.mounts]),
    async start() {
      await app.init();
      await connector.start(() => connector.keepTrying(connect));
    },
    async stop() {
      shutdown.abort();
      connector.stop();
      // Over Socket Mode, acknowledgements use the connection, so it is closed after them.
      await inFlight.settled();
      await connection.disconnect();
      await inFlight.settled();
      isStarted = false;
    },
    ready: () => isStarted && connection.isConnected() && !isRefused(),
    isRefused,
    async post(channel, card) {
      const [team = "", id = team] = channel.split("/");
      const client = await access.clientFor(team);
      await postCard(client, id, card);
    },
  };
}

/** While the store is unavailable, a wrong key shows when a token is looked up. */
async function checkKey(installations: Installations): Promise<void> {
  try {
    await installations.checkKey();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

function createAccess(access: SlackAccess, context: Omit<OAuthAccessOptions, "oauth">): Access {
  return access.via === "oauth"
    ? createOAuthAccess({ oauth: access, ...context })
    : createTokenAccess(context.clients.withRetries(access.botToken));
}

interface ConnectionParts {
  readonly clients: SlackClients;
  readonly context: ConnectionContext;
  readonly onDisconnected: () => void;
}

function createConnection(
  connection: SlackConnection,
  { clients, context, onDisconnected }: ConnectionParts,
): Connection {
  return connection.via === "socket"
    ? createSocketConnection({
        appToken: connection.appToken,
        clientOptions: clients.options,
        onDisconnected,
        ...context,
      })
    : createHttpConnection(connection.signingSecret, context);
}
