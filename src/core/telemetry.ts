import type { Answer } from "#core/answers/answer.ts";

/** What a process tells operators about its work: names from closed lists, and times; never what people wrote. */
export type Observation =
  /** A question was answered. `unanswered`: nothing was found, or the answer says how to ask. */
  | {
      readonly type: "question";
      readonly platform: string;
      readonly kind: Answer["kind"];
      readonly outcome: "answered" | "unanswered" | "failed";
    }
  /** An event of a platform was dealt with, up to the hand-over of the reply. */
  | {
      readonly type: "event";
      readonly platform: string;
      readonly outcome: EventOutcome;
      readonly seconds: number;
    }
  /** A platform told Portcall to slow down. */
  | { readonly type: "rate-limited"; readonly platform: string }
  /** A call to a platform was repeated. */
  | { readonly type: "retry"; readonly platform: string }
  | {
      readonly type: "store-call";
      readonly call: "get" | "list" | "commit";
      readonly outcome: "succeeded" | "failed";
      readonly seconds: number;
    }
  /** An HTTP request was answered. `route` is a path that Portcall serves, or `other`. */
  | { readonly type: "http-request"; readonly route: string; readonly status: number };

/** `rate-limited`: the sender has asked too much. `ignored`: the event was from a bot, or dropped. */
export type EventOutcome = "answered" | "failed" | "rate-limited" | "ignored";

/** Returns at once and never throws. */
export type Observe = (observation: Observation) => void;

/** How the process sees its own work. */
export interface Telemetry {
  readonly observe: Observe;
  /**
   * Does the work of one event. Everything logged meanwhile carries its reference, which is made from the platform's id of
   * the event, so that two deliveries of one event have the same.
   */
  inEvent<Result>(eventId: string | undefined, work: () => Result): Result;
  /** The reference of the current event; null outside of one. */
  reference(): string | null;
}

export const NO_TELEMETRY: Telemetry = { observe: () => {}, inEvent: (_id, work) => work(), reference: () => null };
