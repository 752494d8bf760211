import type { RequestListener } from "node:http";
import { ApplicationWebhookEventType, ApplicationWebhookType } from "discord-api-types/v10";
import { isRecord } from "#adapters/chat/record.ts";
import type { SignedListenerOptions } from "./signed-requests.ts";
import { createSignedListener, end } from "./signed-requests.ts";

/** The Webhook Events URL's path: https://discord.com/developers/docs/events/webhook-events#configuring-a-webhook-events-url */
export const EVENTS_PATH = "/discord/events";

export interface EventListenerOptions extends SignedListenerOptions {
  /** Somebody has removed Portcall from their account. */
  userRemoved(user: string): void;
}

/** Takes the events that Discord sends over HTTP. All of them are acknowledged, or Discord would repeat them. */
export function createEventListener(options: EventListenerOptions): RequestListener {
  return createSignedListener(options, (body, response, refuse) => {
    if (!isRecord(body) || !TYPES.has(body.type)) return refuse(400, "not an event");
    const user = deauthorizedUser(body);
    if (user !== null) options.userRemoved(user);
    end(response, 204, { "content-type": "application/json" });
  });
}

const TYPES: ReadonlySet<unknown> = new Set([ApplicationWebhookType.Ping, ApplicationWebhookType.Event]);

function deauthorizedUser({ type, event }: Readonly<Record<string, unknown>>): string | null {
  if (type !== ApplicationWebhookType.Event || !isRecord(event)) return null;
  const { type: name, data } = event;
  if (name !== ApplicationWebhookEventType.ApplicationDeauthorized || !isRecord(data)) return null;
  const { user } = data;
  return isRecord(user) && typeof user.id === "string" && /^\d{1,20}$/.test(user.id) ? user.id : null;
}
