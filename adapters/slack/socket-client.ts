import type { App, Logger, Receiver } from "@slack/bolt";
import type { SocketModeOptions } from "@slack/socket-mode";
import { SocketModeClient } from "@slack/socket-mode";
import { isRecord } from "#adapters/chat/record.ts";
import { parseJson } from "#core/parse-json.ts";
import type { ConnectionContext } from "./connection.ts";
import { textIn } from "./payload.ts";
import { createTimelyAck } from "./timely-ack.ts";

/**
 * Slack's Socket Mode client, which on a malformed frame has an unhandled rejection that ends the process. Here such a
 * frame is logged, acknowledged so that Slack does not retry it, and dropped.
 */
export class SocketClient extends SocketModeClient {
  readonly #logger: Logger;

  constructor(options: SocketModeOptions & { readonly logger: Logger }) {
    super(options);
    this.#logger = options.logger;
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const frame = typeof data === "string" ? parseJson(data) : undefined;
    if (isWellFormed(frame)) return super.onWebSocketMessage(data, isBinary);
    this.#logger.warn(`Dropped a malformed Socket Mode frame (type ${textIn(frame, "type") ?? "unknown"}).`);
    const envelope_id = textIn(frame, "envelope_id");
    if (envelope_id === undefined) return;
    this.websocket?.send(JSON.stringify({ envelope_id }), (error) => {
      if (error !== undefined) this.#logger.warn("A Socket Mode frame could not be acknowledged:", error);
    });
  }
}

/** Passes Socket Mode requests to Bolt. Bolt's own receiver has an unhandled rejection when its App rejects. */
export function createSocketReceiver(client: SocketModeClient, context: ConnectionContext): Receiver {
  const { logger, track, mustRedeliver, respond } = context;
  let app: App | null = null;

  async function dispatch(envelope: Envelope): Promise<void> {
    const { body } = envelope;
    const onFailure = (error: unknown) => logger.error("A Socket Mode request could not be acknowledged:", error);
    const { ack, context: customProperties } = createTimelyAck({
      body,
      ack: async (content) => (mustRedeliver(body) ? undefined : envelope.ack(content)),
      respond,
      onFailure,
    });
    try {
      await app?.processEvent({ body, ack, customProperties });
    } catch (error) {
      logger.error("A Socket Mode request failed:", error);
      await ack();
    }
  }

  client.on("slack_event", (envelope: Envelope) => {
    track(
      dispatch(envelope).catch((error: unknown) =>
        logger.error("A Socket Mode request could not be acknowledged:", error),
      ),
    );
  });
  return {
    init(initialised) {
      app = initialised;
    },
    start: () => client.start(),
    stop: () => client.disconnect(),
  };
}

interface Envelope {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: unknown) => Promise<void>;
}

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
function isWellFormed(frame: unknown): boolean {
  if (!isRecord(frame)) return false;
  switch (frame.type) {
    case "hello":
    case "disconnect":
      return true;
    case "events_api":
      return isRecord(frame.payload) && textIn(frame.payload.event, "type") !== undefined;
    default:
      return typeof frame.type === "string" && isRecord(frame.payload);
  }
}
