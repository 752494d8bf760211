import {
  type APIMessage,
  ChannelType,
  type GatewayMessageCreateDispatchData,
  MessageReferenceType,
  MessageType,
} from "discord-api-types/v10";
import { snowflakeTime } from "./snowflake.ts";
import { member, user, world } from "./world.ts";

/** As the gateway sends it and, without what only the gateway adds, as REST does. */
export type SentMessage = GatewayMessageCreateDispatchData & APIMessage;

export interface MessageFields {
  content: string;
  userId?: string;
  /** `null` for a direct message to the bot. */
  guildId?: string | null;
  channelId?: string;
  /** The message this one replies to. */
  referenced?: APIMessage;
}

export function createMessagePayloads(nextId: () => string) {
  function someonesMessage(fields: MessageFields, changes: Partial<SentMessage> = {}): SentMessage {
    const { content, userId = world.userId, guildId = world.guildId, referenced } = fields;
    const { channelId = guildId === null ? world.dmChannelId : world.channelId } = fields;
    const { user: _user, ...memberOnly } = { ...member(userId), joined_at: snowflakeTime(world.guildId) };
    return {
      ...bareMessage(nextId(), channelId),
      author: user(userId),
      content,
      ...(guildId === null ? { channel_type: ChannelType.DM } : { guild_id: guildId, member: memberOnly }),
      ...(referenced && reference(referenced, guildId)),
      ...changes,
    };
  }

  return {
    /** A message that mentions nobody. */
    plainMessage: (fields: MessageFields) => someonesMessage(fields),

    /** A message that mentions the bot: `<@id>` stands before the content unless it already has one. */
    mentionMessage(fields: MessageFields): SentMessage {
      const mention = `<@${world.botUserId}>`;
      const content = /<@!?\d+>/.test(fields.content) ? fields.content : `${mention} ${fields.content}`;
      return someonesMessage({ ...fields, content }, { mentions: [user(world.botUserId)] });
    },

    /** A message that mentions the bot's role, which Discord does not count as mentioning the bot. */
    roleMentionMessage(fields: MessageFields): SentMessage {
      const content = `<@&${world.botRoleId}> ${fields.content}`;
      return someonesMessage({ ...fields, content }, { mention_roles: [world.botRoleId] });
    },

    /** A message of the bot's own. */
    botMessage(changes: Partial<APIMessage> = {}): APIMessage {
      const { channel_id: channelId = world.channelId } = changes;
      return { ...bareMessage(nextId(), channelId), author: user(world.botUserId), content: "", ...changes };
    },
  };
}

function bareMessage(id: string, channelId: string) {
  return {
    id,
    type: MessageType.Default as MessageType,
    channel_id: channelId,
    timestamp: snowflakeTime(id),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
  };
}

function reference(referenced: APIMessage, guildId: string | null) {
  return {
    type: MessageType.Reply,
    referenced_message: referenced,
    message_reference: {
      type: MessageReferenceType.Default,
      message_id: referenced.id,
      channel_id: referenced.channel_id,
      ...(guildId !== null && { guild_id: guildId }),
    },
  };
}
