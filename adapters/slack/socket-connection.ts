import type { webApi } from "@slack/bolt";
import type { Connection, ConnectionContext } from "./connection.ts";
import { createSocketReceiver, SocketClient } from "./socket-client.ts";

export interface SocketOptions extends ConnectionContext {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  /** Called when an established connection has ended, for it to be made again. */
  readonly onDisconnected: () => void;
}

/** Milliseconds. A connection without Slack's hello within this time is closed. */
const HELLO_TIMEOUT = 10_000;

/**
 * Socket Mode without the reconnection of Bolt's client, which waits seconds before it follows Slack's routine refresh,
 * ends the process when a reconnection is refused, and may reconnect after it was stopped.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocketConnection(options: SocketOptions): Connection {
  const { appToken, clientOptions, logger, onDisconnected } = options;
  const client = new SocketClient({ appToken, logger, autoReconnectEnabled: false, clientOptions });
  let isConnecting = false;
  let isStopped = false;
  // A failed attempt is a "disconnected" event, too.
  client.on("disconnected", () => {
    if (!isConnecting && !isStopped) onDisconnected();
  });

  async function open(): Promise<void> {
    const timer = setTimeout(() => client.websocket?.disconnect(), HELLO_TIMEOUT);
    try {
      await client.start();
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    receiver: createSocketReceiver(client, options),
    mounts: new Map(),
    async connect() {
      isConnecting = true;
      try {
        await open();
      } finally {
        isConnecting = false;
      }
      if (isStopped) await client.disconnect();
    },
    async disconnect() {
      isStopped = true;
      if (client.websocket !== undefined) await client.disconnect();
    },
    isConnected: () => client.websocket?.isActive() ?? false,
  };
}
