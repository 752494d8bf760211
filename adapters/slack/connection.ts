import type { RequestListener } from "node:http";
import type { Logger as BoltLogger, Receiver } from "@slack/bolt";

/** How Slack reaches Portcall. */
export type SlackConnection =
  | { readonly via: "http"; readonly signingSecret: string }
  | { readonly via: "socket"; readonly appToken: string };

/** What differs between the two. */
export interface Connection {
  readonly receiver: Receiver;
  /** What Slack sends its requests to, by path; empty over Socket Mode. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
  /** Rejects if the first connection cannot be made. */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  connected(): boolean;
}

export interface ConnectionContext {
  readonly logger: BoltLogger;
  /** Told of each request from its first byte, so that a shutdown can wait for it. */
  readonly track: (work: Promise<unknown>) => void;
}
