import type { ServerResponse } from "node:http";
import type { AckFn } from "@slack/bolt";
import { HTTPModuleFunctions, ReceiverMultipleAckError } from "@slack/bolt";

/** Slack waits three seconds for an acknowledgement; in milliseconds. */
const TIMEOUT = 3001;

/**
 * Acknowledges a request in its response, once. Bolt's HTTPResponseAck would serialise a reply each time it is sent: a
 * card of 10 KB costs 30 µs, a tenth of an empty Bolt handler, and many people ask for the same few ports.
 * @param onTimeout called when nobody acknowledged it in time; the response is ended with 404 then
 */
export function createHttpAck(response: ServerResponse, onTimeout: () => void): AckFn<unknown> {
  let isAcknowledged = false;
  const timer = setTimeout(() => {
    if (isAcknowledged || response.headersSent) return;
    isAcknowledged = true;
    onTimeout();
    HTTPModuleFunctions.buildNoBodyResponse(response, 404);
  }, TIMEOUT);
  return async (content) => {
    if (isAcknowledged) throw new ReceiverMultipleAckError();
    isAcknowledged = true;
    clearTimeout(timer);
    if (typeof content !== "object" || content === null) {
      HTTPModuleFunctions.buildContentResponse(response, content);
    } else {
      response.writeHead(200, JSON_TYPE).end(jsonOf(content));
    }
  };
}

const JSON_TYPE = { "content-type": "application/json" };
const serialised = new WeakMap<object, string>();

function jsonOf(content: object): string {
  const known = serialised.get(content);
  if (known !== undefined) return known;
  const json = JSON.stringify(content);
  serialised.set(content, json);
  return json;
}
