import type { RequestListener } from "node:http";
import type { Logger as BoltLogger, Receiver } from "@slack/bolt";
import type { RefusalLog } from "#adapters/chat/refusal-log.ts";

/** How Slack reaches Portcall. */
export type SlackConnection =
  | { readonly via: "http"; readonly signingSecret: string }
  | { readonly via: "socket"; readonly appToken: string };

/** The transport between Slack and Bolt. */
export interface Connection {
  readonly receiver: Receiver;
  /** HTTP request listeners by path; empty over Socket Mode. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
  /** One attempt to connect; rejects if it fails. */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
}

export interface ConnectionContext {
  readonly logger: BoltLogger;
  readonly refusals: RefusalLog;
  /** Tracks every request from its start, so that a shutdown can wait for it. */
  readonly track: (work: Promise<unknown>) => void;
  /** Whether an event is to be left to Slack, which delivers it again if it isn't acknowledged. */
  readonly mustRedeliver: (body: object) => boolean;
  /** Posts to a response_url. */
  readonly respond: (url: string, message: object) => Promise<unknown>;
}
