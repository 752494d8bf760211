import type { RequestListener } from "node:http";

/** How far ahead of this machine's clock a request's timestamp may be, in seconds. */
const AHEAD_LIMIT = 300;

/**
 * Refuses requests that carry a timestamp in the future. Bolt refuses only old ones and those without, so that a request
 * dated ahead could be sent again until its date has passed.
 * @param now milliseconds
 */
export function refuseFuture(listener: RequestListener, now: () => number = Date.now): RequestListener {
  return (request, response) => {
    const ahead = Number(request.headers["x-slack-request-timestamp"]) - now() / 1000;
    // Without a timestamp this is no number, and Bolt decides: Slack's ssl_check comes unsigned.
    if (!(ahead > AHEAD_LIMIT)) return listener(request, response);
    request.resume();
    response.writeHead(401).end();
  };
}
