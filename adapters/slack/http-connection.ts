import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { App } from "@slack/bolt";
import { HTTPModuleFunctions } from "@slack/bolt";
import { isRecord } from "#adapters/chat/record.ts";
import { assertNever } from "#core/card/card.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Connection, ConnectionContext } from "./connection.ts";
import { EVENTS_PATH } from "./manifest.ts";
import type { SlackRequest } from "./read-request.ts";
import { createRequestReader } from "./read-request.ts";
import { createTimelyAck } from "./timely-ack.ts";

const { buildNoBodyResponse, buildSSLCheckResponse, buildUrlVerificationResponse } = HTTPModuleFunctions;

/** Receives Slack's requests over HTTP. While it is not connected it answers 503, so that Slack retries. */
export function createHttpConnection(signingSecret: string, context: ConnectionContext): Connection {
  const { logger, refusals, track, mustRedeliver, respond } = context;
  const read = createRequestReader(signingSecret);
  let app: App | null = null;
  let isOpen = false;

  const requestListener: RequestListener = (request, response) => {
    const failed = (error: unknown) => {
      logger.error("A request failed:", error);
      if (!response.headersSent) buildNoBodyResponse(response, 500);
    };
    track(receive(request, response).catch(failed));
  };

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = isOpen ? await read(request) : CLOSED;
    if (received.type === "event") return dispatch(received, response);
    if (received.type === "refused") {
      const { status, reason } = received;
      refusals.refused(`${status} ${STATUS_CODES[status]}: ${reason}`);
    }
    end(received, response);
  }

  async function dispatch({ body, forget }: EventRequest, response: ServerResponse): Promise<void> {
    const { ack, context: customProperties } = createTimelyAck({
      body,
      ack: async (content) => {
        if (!mustRedeliver(body)) return acknowledge(response, content);
        forget();
        buildNoBodyResponse(response, 503);
      },
      respond,
      onFailure: (error) => logger.error("A request could not be acknowledged:", error),
    });
    try {
      await app?.processEvent({ body, ack, customProperties });
    } catch (error) {
      logger.error("A request failed:", error);
      if (!response.headersSent) buildNoBodyResponse(response, 400);
    }
  }

  return {
    mounts: new Map([[EVENTS_PATH, requestListener]]),
    receiver: {
      init(initialised) {
        app = initialised;
      },
      // Portcall runs its own HTTP server.
      start: async () => {},
      stop: async () => {},
    },
    async connect() {
      isOpen = true;
    },
    async disconnect() {
      isOpen = false;
    },
    isConnected: () => isOpen,
  };
}

type EventRequest = Extract<SlackRequest, { readonly type: "event" }>;

function end(received: Exclude<SlackRequest, EventRequest>, response: ServerResponse) {
  switch (received.type) {
    case "refused":
      return buildNoBodyResponse(response, received.status);
    case "ssl-check":
      return buildSSLCheckResponse(response);
    case "repeated":
      return buildNoBodyResponse(response, 200);
    case "url-verification":
      return buildUrlVerificationResponse(response, received.body);
    default:
      return assertNever(received);
  }
}

const CLOSED = { type: "refused", status: 503, reason: "Portcall is starting or stopping" } as const;

/**
 * Acknowledges a request in its response. Unlike Bolt's HTTPResponseAck it encodes each reply object only once: a card of
 * 10 KB costs 30 µs to serialise and as much again to write as a string, and many people ask about the same few ports.
 */
function acknowledge(response: ServerResponse, content: unknown): void {
  if (response.headersSent) return;
  if (response.destroyed) throw new Error("Slack closed the connection before it was acknowledged.");
  if (isRecord(content)) {
    const json = encode(content);
    response.writeHead(200, { "content-type": "application/json", "content-length": json.length }).end(json);
  } else HTTPModuleFunctions.buildContentResponse(response, content);
}

const encode = oncePerObject((content: object) => Buffer.from(JSON.stringify(content)));
