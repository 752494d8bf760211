import type { ServerResponse } from "node:http";
import type { AckFn } from "@slack/bolt";
import { HTTPModuleFunctions, ReceiverMultipleAckError } from "@slack/bolt";

/** Slack waits three seconds for an acknowledgement; what nobody answered by then, nobody will, in milliseconds. */
const WAITED = 3001;

/**
 * Acknowledges a request in its response, once. Unlike Bolt's own it writes the same object only once as JSON: what many
 * people ask is rendered once, and so is its text.
 * @param onUnanswered told when nobody acknowledged it in time; the response is ended then
 */
export function createHttpAck(response: ServerResponse, onUnanswered: () => void): AckFn<unknown> {
  let isAcknowledged = false;
  const timer = setTimeout(() => {
    if (isAcknowledged || response.headersSent) return;
    isAcknowledged = true;
    onUnanswered();
    HTTPModuleFunctions.buildNoBodyResponse(response, 404);
  }, WAITED);
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
const written = new WeakMap<object, string>();

function jsonOf(content: object): string {
  const known = written.get(content);
  if (known !== undefined) return known;
  const json = JSON.stringify(content);
  written.set(content, json);
  return json;
}
