import type { Reply } from "#core/chat-platform.ts";
import { oncePerObject } from "./once-per-object.ts";

/**
 * Renders each reply object once. During an incident many people ask about the same few ports, and `Ask` then returns
 * the same cached object.
 */
export function renderOnce<Payload>(render: (reply: Reply) => Payload): (reply: Reply) => Payload {
  return oncePerObject(render);
}
