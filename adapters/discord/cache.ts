import type { CacheFactory } from "discord.js";
import { Options } from "discord.js";

/**
 * What discord.js remembers. It drops next to nothing by itself, and a message is answered from what came with it, so
 * only guilds, channels and roles are kept whole; the bot's own user and members stay, others by the dozen.
 */
export const makeCache: CacheFactory = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  AutoModerationRuleManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: { maxSize: 50, keepOverLimit: ({ id, client }) => id === client.user.id },
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: { maxSize: 100, keepOverLimit: ({ id, client }) => id === client.user?.id },
  VoiceStateManager: 0,
});
