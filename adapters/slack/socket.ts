import type { Logger as BoltLogger, Receiver } from "@slack/bolt";
import { SocketModeReceiver, webApi } from "@slack/bolt";

export interface SocketOptions {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: BoltLogger;
  /** Called when Slack will not let this app connect any more. */
  readonly onLost: (error: Error) => void;
}

export interface Socket {
  readonly receiver: Receiver;
  /** Rejects where the first connection cannot be made. */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  connected(): boolean;
}

/** A connection that does not begin with Slack's hello within this time is given up, in milliseconds. */
const HELLO_LIMIT = 10_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;

/** What Slack answers where trying again cannot help: https://docs.slack.dev/reference/methods/apps.connections.open */
const FINAL: ReadonlySet<string> = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "user_removed_from_team",
  "team_disabled",
  "not_allowed_token_type",
]);

/**
 * Socket Mode, kept connected from here: Bolt's client itself waits seconds before it follows Slack's routine refresh,
 * ends the process when a reconnection is refused, and connects again after it was stopped.
 */
export function createSocket({ appToken, clientOptions, logger, onLost }: SocketOptions): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  });
  const { client } = receiver;
  const stopping = new AbortController();
  let isConnecting = false;

  async function open(): Promise<void> {
    const limit = setTimeout(() => client.websocket?.disconnect(), HELLO_LIMIT);
    try {
      await client.start();
    } finally {
      clearTimeout(limit);
    }
  }

  async function reconnect(): Promise<void> {
    isConnecting = true;
    try {
      for (let pause = FIRST_PAUSE; !stopping.signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        try {
          await open();
          if (stopping.signal.aborted) await client.disconnect();
          return;
        } catch (error) {
          const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : "";
          if (FINAL.has(code))
            return onLost(new Error(`Slack closed the connection for good: ${code} for SLACK_APP_TOKEN.`));
          logger.warn(`Slack cannot be reached; the next try is in ${pause} ms.`);
          await paused(pause, stopping.signal);
        }
      }
    } finally {
      isConnecting = false;
    }
  }

  return {
    receiver,
    async connect() {
      isConnecting = true;
      try {
        await open();
      } finally {
        isConnecting = false;
      }
      client.on("disconnected", () => {
        if (!isConnecting && !stopping.signal.aborted) void reconnect();
      });
    },
    async disconnect() {
      stopping.abort();
      if (client.websocket !== undefined) await client.disconnect();
    },
    connected: () => client.websocket?.isActive() ?? false,
  };
}

/** Ends early when the signal is given. */
function paused(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
