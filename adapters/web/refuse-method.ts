import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers any other method with 405. Returns whether it did. */
export function refuseOtherMethods(
  { method = "" }: Pick<IncomingMessage, "method">,
  response: ServerResponse,
  allowed: readonly string[],
): boolean {
  if (allowed.includes(method)) return false;
  response.writeHead(405, { allow: allowed.join(", ") }).end();
  return true;
}
