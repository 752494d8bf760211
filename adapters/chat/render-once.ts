import type { Reply } from "#core/chat-platform.ts";

/**
 * Renders each reply once: during an alert many people ask for the same few ports, and then `Ask` gives the same object
 * again. What nobody keeps any longer is forgotten.
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
