import type { AckFn } from "@slack/bolt";
import { createDeferredReply, DEFER_AFTER } from "#adapters/chat/deferred-reply.ts";
import { isRecord } from "#adapters/chat/record.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { waitingView } from "./form-view.ts";
import { textIn } from "./payload.ts";

export interface TimelyAckOptions {
  /** The request's payload. */
  readonly body: object;
  /** Sends the acknowledgement itself. */
  readonly ack: (content?: unknown) => Promise<unknown>;
  /** Posts to a response_url. */
  readonly respond: (url: string, message: object) => Promise<unknown>;
  readonly onFailure: (error: unknown) => void;
}

/** An acknowledgement that Slack has in time. */
export interface TimelyAck {
  /**
   * Acknowledges the request; with content, that is the answer. Once the request is acknowledged, an answer goes to its
   * response_url if it has one.
   */
  readonly ack: AckFn<unknown>;
  /** For Bolt's context: see {@link isDeferred}. */
  readonly context: object;
}

/**
 * Acknowledges by itself after two seconds, which begin with this call: as soon as the request is received, so that
 * looking up its token is part of them. A form is not closed but shows that its result takes longer.
 */
export function createTimelyAck({ body, ack, respond, onFailure }: TimelyAckOptions): TimelyAck {
  const url = textIn(body, "response_url");
  const followUp = async (content: unknown) => {
    if (url !== undefined && isRecord(content)) await respond(url, content);
  };
  const reply = createDeferredReply<unknown>({
    deferAfter: DEFER_AFTER,
    // The response_url takes the answer even where the connection for the acknowledgement was lost.
    replyNow: (content) =>
      ack(content).catch(async (error) => {
        onFailure(error);
        await followUp(content);
      }),
    acknowledge: () => ack(deferralOf(body)).catch(onFailure),
    followUp,
    onFailure,
  });
  return {
    ack: async (content) => void (await reply.send(content)),
    context: { isDeferred: reply.isDeferred },
  };
}

/** Whether Slack's time is over, so that the acknowledgement can't carry an answer any more. */
export function isDeferred(context: object): boolean {
  return "isDeferred" in context && typeof context.isDeferred === "function" && context.isDeferred() === true;
}

function deferralOf(body: object): object | undefined {
  if (!("view" in body) || !isRecord(body.view) || textIn(body, "type") !== "view_submission") return undefined;
  const title = textIn(body.view.title, "text") ?? "";
  return { response_action: "update", view: waitingView(title, messagesFor("en")) };
}
