import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { App, Logger, Receiver } from "@slack/bolt";
import { HTTPModuleFunctions } from "@slack/bolt";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";
import { createHttpAck } from "./http-ack.ts";
import { isRecord } from "./read.ts";

export interface HttpReceiver extends Receiver {
  /** Takes what Slack sends; never throws, and answers every request: with 503, for Slack to try again, while closed. */
  readonly requestListener: RequestListener;
  open(): void;
  close(): void;
}

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly logger: Logger;
  readonly follow: (work: Promise<unknown>) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** How far ahead of this machine's clock a request's timestamp may be, in seconds. */
const AHEAD_LIMIT = 300;
/** For this long a request is refused when it comes again, in milliseconds: as long as its timestamp may pass. */
const REMEMBERED_FOR = 600_000;

/**
 * Bolt's way of receiving requests, with what Bolt's own receiver leaves open closed: a timestamp in the future and a
 * request sent again are refused, and a body that is no object is, too, instead of ending the process.
 */
export function createHttpReceiver({
  signingSecret,
  logger,
  follow,
  now = Date.now,
}: HttpReceiverOptions): HttpReceiver {
  const recent = createReplayGuard({ time: REMEMBERED_FOR, now });
  let app: App | null = null;
  let isOpen = false;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, reason: string) => {
      logger.warn(`A request was refused with ${status}: ${reason}.`);
      // Unread, the rest of the body would keep the connection from its next request.
      request.resume();
      HTTPModuleFunctions.buildNoBodyResponse(response, status);
    };
    if (!isOpen) return refuse(503, "Portcall is not there yet, or no longer");
    if (request.method !== "POST") return refuse(405, "Slack only posts");
    // Without a timestamp this is no number, and Bolt decides: Slack's certificate check comes unsigned.
    const ahead = Number(request.headers["x-slack-request-timestamp"]) - now() / 1000;
    if (ahead > AHEAD_LIMIT) return refuse(401, "it is dated in the future");
    const verified = await verify(request);
    if (!verified.done) return refuse(verified.status, verified.reason);
    const body = parse(verified.request);
    if (body === null) return refuse(400, "its body cannot be read");
    if (body.ssl_check === "1") return HTTPModuleFunctions.buildSSLCheckResponse(response);
    if (cameBefore(request.headers["x-slack-signature"])) {
      // Should Slack itself repeat a request to the letter, it has its acknowledgement.
      if (request.headers["x-slack-retry-num"] === undefined) return refuse(401, "it was sent before");
      return HTTPModuleFunctions.buildNoBodyResponse(response, 200);
    }
    if (body.type === "url_verification") return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    await handOn(verified.request, body, response);
  }

  /** @param signature `v0=` and the digits of an HMAC */
  function cameBefore(signature: string | string[] | undefined): boolean {
    return typeof signature === "string" && recent.isReplay(signature.slice("v0=".length));
  }

  async function verify(request: IncomingMessage) {
    try {
      return { done: true, request: await HTTPModuleFunctions.parseAndVerifyHTTPRequest(LIMITED, request) } as const;
    } catch (error) {
      const status = HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 401;
      return { done: false, status, reason: error instanceof Error ? error.message : String(error) } as const;
    }
  }
  const LIMITED = { signingSecret, bodyLimit: HTTPModuleFunctions.defaultBodyLimit };

  async function handOn(request: IncomingMessage, body: Record<string, unknown>, response: ServerResponse) {
    const ack = createHttpAck(response, () => logger.error("A request was not acknowledged by anybody."));
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
    try {
      await app?.processEvent({
        body,
        ack,
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      logger.error("A request could not be worked on:", error);
      if (response.headersSent) return;
      response.statusCode = 400;
      response.end();
    }
  }

  return {
    requestListener: (request, response) =>
      follow(
        receive(request, response).catch((error: unknown) => {
          logger.error("A request could not be received:", error);
          if (!response.headersSent) HTTPModuleFunctions.buildNoBodyResponse(response, 500);
        }),
      ),
    open() {
      isOpen = true;
    },
    close() {
      isOpen = false;
    },
    init(initialised) {
      app = initialised;
    },
    // The server is Portcall's own.
    start: async () => {},
    stop: async () => {},
  };
}

/** The body as Slack means it; null for what is no object. */
function parse(
  request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0],
): Record<string, unknown> | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return isRecord(body) ? body : null;
  } catch {
    return null;
  }
}
