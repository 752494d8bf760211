import type { AwaitedAnswer } from "./deliveries.ts";
import type { Stage } from "./stage.ts";
import type { Operation } from "./traffic.ts";

/** What came back on a request. */
export interface Response {
  readonly status: number;
  /** The answer's JSON; "" where there is none yet. */
  readonly answer: string;
  /** Set where the platform is to show the answer later. */
  readonly awaited: AwaitedAnswer | null;
}

/** Sends a request as a platform does; rejects with the connection's error. */
export type Send = (operation: Operation) => Promise<Response>;

export interface SenderOptions {
  readonly stage: Stage;
  /** Where Portcall or its load balancer listens. */
  readonly origin: string;
  /** Whether mentions on Discord come through the gateway; without it they are commands. */
  readonly gateway: boolean;
  /** Milliseconds to wait for an answer. */
  readonly patience: number;
}
