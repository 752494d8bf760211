import type { Reply } from "#core/chat-platform.ts";

/**
 * Renders each reply object once. During an incident many people ask about the same few ports, and `Ask` then returns
 * the same cached object.
 */
export function renderOnce<Payload>(render: (reply: Reply) => Payload): (reply: Reply) => Payload {
  const rendered = new WeakMap<Reply, Payload>();
  return (reply) => {
    const known = rendered.get(reply);
    if (known !== undefined) return known;
    const payload = render(reply);
    rendered.set(reply, payload);
    return payload;
  };
}
