import {
  type APIMessage,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type GatewayMessageCreateDispatchData,
} from "discord-api-types/v10";
import { world } from "./world.ts";

/** Every event the gateway can send, by name, with its data. */
export type DispatchData = {
  [Payload in GatewayDispatchPayload as `${Payload["t"]}`]: Payload["d"];
};

/**
 * The data as seen by a client with these intents; `undefined` if it doesn't get the event. Only messages are filtered,
 * because that is what a wrong intent breaks in this bot.
 */
export function asSeenWith(intents: number, event: keyof DispatchData, data: unknown): unknown {
  return event === GatewayDispatchEvents.MessageCreate
    ? messageSeenWith(intents, data as GatewayMessageCreateDispatchData)
    : data;
}

/** https://discord.com/developers/docs/events/gateway#message-content-intent */
function messageSeenWith(intents: number, message: GatewayMessageCreateDispatchData) {
  const direct = message.guild_id === undefined;
  const needed = direct ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
  if (!(intents & needed)) return undefined;
  if (direct || intents & GatewayIntentBits.MessageContent) return message;
  const { referenced_message: referenced } = message;
  return { ...shownOf(message), ...(referenced ? { referenced_message: shownOf(referenced) } : {}) };
}

/** Without the intent for content, the bot's own messages and those that mention it keep theirs. */
function shownOf<Message extends APIMessage | GatewayMessageCreateDispatchData>(message: Message): Message {
  const own = message.author.id === world.botUserId;
  const mentionsBot = message.mentions.some(({ id }) => id === world.botUserId);
  return own || mentionsBot ? message : { ...message, content: "", embeds: [], attachments: [], components: [] };
}
