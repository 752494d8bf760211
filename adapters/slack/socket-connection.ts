import { setTimeout as wait } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { createBackOff } from "#adapters/chat/retry.ts";
import type { Connection, ConnectionContext } from "./connection.ts";
import { createSocketReceiver, SocketClient } from "./socket-client.ts";

export interface SocketOptions extends ConnectionContext {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  /** Called when Slack refuses a reconnection permanently. */
  readonly onLost: (error: Error) => void;
}

/** Milliseconds. A connection without Slack's hello within this time is closed. */
const HELLO_TIMEOUT = 10_000;
/** Milliseconds between attempts to reconnect. */
const DELAYS = { initial: 250, max: 30_000, random: Math.random };

/** Errors that a retry cannot fix: https://docs.slack.dev/reference/methods/apps.connections.open */
const FATAL_ERRORS: ReadonlySet<string> = new Set([
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
 * Socket Mode with its own reconnection. Bolt's client waits seconds before it follows Slack's routine refresh, ends the
 * process when a reconnection is refused, and may reconnect after it was stopped.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocketConnection({ appToken, clientOptions, logger, track, onLost }: SocketOptions): Connection {
  const client = new SocketClient({ appToken, logger, autoReconnectEnabled: false, clientOptions });
  const shutdown = new AbortController();
  let isConnecting = false;

  /** Ignores the "disconnected" events of a connection attempt. */
  async function attempt(connect: () => Promise<void>): Promise<void> {
    isConnecting = true;
    try {
      await connect();
    } finally {
      isConnecting = false;
    }
  }

  async function open(): Promise<void> {
    const timer = setTimeout(() => client.websocket?.disconnect(), HELLO_TIMEOUT);
    try {
      await client.start();
    } finally {
      clearTimeout(timer);
    }
  }

  async function reconnect(): Promise<void> {
    const backOff = createBackOff(DELAYS);
    for (;;) {
      try {
        await wait(backOff.nextDelay(), undefined, { signal: shutdown.signal });
        await open();
        if (shutdown.signal.aborted) await client.disconnect();
        return;
      } catch (error) {
        if (shutdown.signal.aborted) return;
        const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : "";
        if (FATAL_ERRORS.has(code))
          return onLost(new Error(`Slack closed the connection for good: ${code} for SLACK_APP_TOKEN.`));
        logger.warn("Disconnected from Slack; retrying:", error);
      }
    }
  }

  return {
    receiver: createSocketReceiver(client, { logger, track }),
    mounts: new Map(),
    async connect() {
      await attempt(open);
      client.on("disconnected", () => {
        if (!isConnecting && !shutdown.signal.aborted) void attempt(reconnect);
      });
    },
    async disconnect() {
      shutdown.abort();
      if (client.websocket !== undefined) await client.disconnect();
    },
    isConnected: () => client.websocket?.isActive() ?? false,
  };
}
