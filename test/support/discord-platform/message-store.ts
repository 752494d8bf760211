import { type APIMessage, MessageFlags, RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Reply } from "../loopback/replies.ts";
import { isRecord } from "../loopback/request-body.ts";
import { discordError } from "./rest-errors.ts";
import { user, world } from "./world.ts";

/** Every message a client can ask for again. */
export interface MessageStore {
  get(id: string): APIMessage | undefined;
  add(message: APIMessage): APIMessage;
  /** A message of the bot's with what the body says. */
  create(body: unknown, channelId: string, more?: Partial<APIMessage>): CreateResult;
  /** A deferred response. */
  createLoading(channelId: string, flags: number, more?: Partial<APIMessage>): APIMessage;
  edit(message: APIMessage, body: unknown): APIMessage;
  remove(id: string): boolean;
}

type CreateResult = { message: APIMessage } | { refusal: Reply };

export function createMessageStore(botMessage: (changes: Partial<APIMessage>) => APIMessage): MessageStore {
  const messages = new Map<string, APIMessage>();

  const add = (message: APIMessage) => {
    messages.set(message.id, message);
    return message;
  };

  return {
    add,
    get: (id) => messages.get(id),
    create(body, channelId, more = {}) {
      const written = isRecord(body) ? body : {};
      const refusal = refuse(written);
      if (refusal !== undefined) return { refusal };
      return { message: add(botMessage({ channel_id: channelId, ...shown(written, messages), ...more })) };
    },
    createLoading: (channelId, flags, more = {}) =>
      add(botMessage({ channel_id: channelId, flags: flags | MessageFlags.Loading, ...more })),
    edit(message, body) {
      const edited = { ...message, ...(isRecord(body) ? shown(body, messages) : {}) };
      return add({ ...edited, edited_timestamp: message.timestamp });
    },
    remove: (id) => messages.delete(id),
  };
}

/** The fields of a sent body that the message then shows. */
function shown(body: Record<string, unknown>, messages: ReadonlyMap<string, APIMessage>): Partial<APIMessage> {
  const { content, embeds, components, flags, message_reference: reference, nonce } = body;
  const message = {
    ...(content !== undefined && { content: content ?? "" }),
    ...(embeds !== undefined && { embeds }),
    ...(components !== undefined && { components: withIds(components) }),
    ...(flags !== undefined && { flags }),
    ...(nonce !== undefined && { nonce }),
    ...(reference !== undefined && { message_reference: { channel_id: world.channelId, ...(reference as object) } }),
    ...(isRecord(reference) && { referenced_message: messages.get(String(reference.message_id)) ?? null }),
    ...(typeof content === "string" && { mentions: mentionsOf(content) }),
  };
  // Boundary: Discord echoes what the client sent, which is what the test checks.
  return message as Partial<APIMessage>;
}

function mentionsOf(content: string) {
  return [...content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => user(id));
}

/** Discord numbers, from 1 and depth first, every component that came without an id. */
function withIds(components: unknown): unknown {
  let last = 0;
  const number = (component: unknown): unknown => {
    if (Array.isArray(component)) return component.map(number);
    if (!isRecord(component)) return component;
    last += 1;
    const numbered: Record<string, unknown> = { id: last, ...component };
    for (const part of ["components", "accessory"]) if (part in numbered) numbered[part] = number(numbered[part]);
    return numbered;
  };
  return number(components);
}

function refuse(body: Record<string, unknown>): Reply | undefined {
  const { content, embeds, components, flags = 0 } = body;
  const modern = (Number(flags) & MessageFlags.IsComponentsV2) !== 0;
  const text = typeof content === "string" ? content : "";
  if (text.length > 2000 || (modern && (text !== "" || (Array.isArray(embeds) && embeds.length > 0)))) {
    return discordError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, "Invalid Form Body");
  }
  const empty = ![embeds, components].some((list) => Array.isArray(list) && list.length > 0) && text === "";
  return empty
    ? discordError(400, RESTJSONErrorCodes.CannotSendAnEmptyMessage, "Cannot send an empty message")
    : undefined;
}
