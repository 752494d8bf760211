import type { RequestListener } from "node:http";
import type { Logger as BoltLogger, Receiver, webApi } from "@slack/bolt";
import { createHttpReceiver } from "./http-receiver.ts";
import { createSocket } from "./socket.ts";

/** How Slack reaches Portcall. */
export type SlackConnection =
  | { readonly via: "http"; readonly signingSecret: string }
  | { readonly via: "socket"; readonly appToken: string };

/** What differs between the two. */
export interface Connection {
  readonly receiver: Receiver;
  /** Null over Socket Mode, where Slack sends no requests. */
  readonly requestListener: RequestListener | null;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  connected(): boolean;
}

export interface ConnectionOptions {
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: BoltLogger;
  readonly onLost: (error: Error) => void;
  /** Told of each request from its first byte. */
  readonly follow: (work: Promise<unknown>) => void;
}

export function createConnection(
  connection: SlackConnection,
  { clientOptions, logger, onLost, follow }: ConnectionOptions,
): Connection {
  if (connection.via === "socket") {
    return { ...createSocket({ appToken: connection.appToken, clientOptions, logger, onLost }), requestListener: null };
  }
  const receiver = createHttpReceiver({ signingSecret: connection.signingSecret, logger, follow });
  const { requestListener } = receiver;
  return {
    receiver,
    requestListener,
    connect: async () => receiver.open(),
    disconnect: async () => receiver.close(),
    connected: () => true,
  };
}
