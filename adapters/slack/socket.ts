import { setTimeout as wait } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { createBackOff } from "#adapters/chat/retry.ts";
import type { Connection, ConnectionContext } from "./connection.ts";
import { createSocketReceiver, SocketClient } from "./socket-client.ts";

export interface SocketOptions extends ConnectionContext {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  /** Called when Slack refuses to let this app connect again. */
  readonly onLost: (error: Error) => void;
}

/** A connection on which Slack does not say hello within this time is closed, in milliseconds. */
const HELLO_TIMEOUT = 10_000;
/** Milliseconds between tries to reconnect. */
const PAUSES = { initial: 250, max: 30_000, random: Math.random };

/** Errors for which a retry cannot help: https://docs.slack.dev/reference/methods/apps.connections.open */
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
 * Socket Mode, reconnected from here: Bolt's client itself waits seconds before it follows Slack's routine refresh,
 * ends the process when a reconnection is refused, and connects again after it was stopped.
 */
export function createSocket({ appToken, clientOptions, logger, track, onLost }: SocketOptions): Connection {
  const client = new SocketClient({ appToken, logger, autoReconnectEnabled: false, clientOptions });
  const stopping = new AbortController();
  let isConnecting = false;

  async function connecting(work: () => Promise<void>): Promise<void> {
    isConnecting = true;
    try {
      await work();
    } finally {
      isConnecting = false;
    }
  }

  async function open(): Promise<void> {
    const limit = setTimeout(() => client.websocket?.disconnect(), HELLO_TIMEOUT);
    try {
      await client.start();
    } finally {
      clearTimeout(limit);
    }
  }

  async function reconnect(): Promise<void> {
    const backOff = createBackOff(PAUSES);
    for (;;) {
      try {
        await wait(backOff.nextDelay(), undefined, { signal: stopping.signal });
        await open();
        if (stopping.signal.aborted) await client.disconnect();
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : "";
        if (FINAL.has(code))
          return onLost(new Error(`Slack closed the connection for good: ${code} for SLACK_APP_TOKEN.`));
        logger.warn("Disconnected from Slack and could not reconnect; retrying:", error);
      }
    }
  }

  return {
    receiver: createSocketReceiver(client, { logger, track }),
    mounts: new Map(),
    async connect() {
      await connecting(open);
      client.on("disconnected", () => {
        if (!isConnecting && !stopping.signal.aborted) void connecting(reconnect);
      });
    },
    async disconnect() {
      stopping.abort();
      if (client.websocket !== undefined) await client.disconnect();
    },
    connected: () => client.websocket?.isActive() ?? false,
  };
}
