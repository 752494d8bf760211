import {
  type APIApplication,
  type APIChannel,
  type APIDMChannel,
  type APIGuildMember,
  type APIRole,
  type APITextChannel,
  type APIUser,
  ApplicationFlags,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { snowflake, snowflakeTime } from "./snowflake.ts";

/** The one guild, its people and its channel. A test names these instead of writing its own ids. */
export const world = {
  /** A bot's user id is its application's id. */
  applicationId: snowflake(1),
  botUserId: snowflake(1),
  guildId: snowflake(2),
  channelId: snowflake(3),
  /** The direct message channel between the user and the bot. */
  dmChannelId: snowflake(4),
  userId: snowflake(5),
  userName: "ann",
  /** The role Discord makes for the bot; its mention looks like the bot's to a person. */
  botRoleId: snowflake(6),
  /** A role people have. */
  roleId: snowflake(7),
} as const;

/** What a member may do: see and use the channel. */
export const memberPermissions = String(
  PermissionFlagsBits.ViewChannel |
    PermissionFlagsBits.SendMessages |
    PermissionFlagsBits.EmbedLinks |
    PermissionFlagsBits.ReadMessageHistory |
    PermissionFlagsBits.UseApplicationCommands |
    PermissionFlagsBits.UseExternalEmojis |
    PermissionFlagsBits.SendMessagesInThreads,
);

/** Flags with none set; Discord's enums have no name for that. */
const none: number = 0;

const founded = snowflakeTime(snowflake(0));

export function user(id: string = world.userId): APIUser {
  const bot = id === world.botUserId;
  const username = bot ? "portcall" : id === world.userId ? world.userName : `user-${id}`;
  return { id, username, discriminator: bot ? "0001" : "0", global_name: null, avatar: null, ...(bot && { bot }) };
}

export function member(id: string = world.userId): APIGuildMember {
  const roles = [id === world.botUserId ? world.botRoleId : world.roleId];
  return { user: user(id), roles, joined_at: founded, deaf: false, mute: false, flags: none };
}

export function application(): APIApplication {
  return {
    id: world.applicationId,
    name: "Portcall",
    icon: null,
    description: "",
    bot_public: true,
    bot_require_code_grant: false,
    bot: user(world.botUserId),
    summary: "",
    verify_key: "0".repeat(64),
    team: null,
    flags: ApplicationFlags.ApplicationCommandBadge,
    flags_new: "0",
  };
}

export function textChannel(id: string = world.channelId): APITextChannel {
  return {
    id,
    type: ChannelType.GuildText,
    name: "ops",
    guild_id: world.guildId,
    position: 0,
    permission_overwrites: [],
  };
}

export function dmChannel(): APIDMChannel {
  return { id: world.dmChannelId, type: ChannelType.DM, name: null, recipients: [user()] };
}

export function channel(id: string): APIChannel | undefined {
  if (id === world.channelId) return textChannel();
  if (id === world.dmChannelId) return dmChannel();
  return undefined;
}

function role(id: string, name: string, position: number): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position,
    permissions: memberPermissions,
    managed: id === world.botRoleId,
    mentionable: true,
    flags: none,
    ...(id === world.botRoleId && { tags: { bot_id: world.botUserId } }),
  };
}

export function guild(): GatewayGuildCreateDispatchData {
  return {
    id: world.guildId,
    name: "Loopback",
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: world.userId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    // The role every member has carries the guild's own id.
    roles: [role(world.guildId, "@everyone", 0), role(world.roleId, "ops", 1), role(world.botRoleId, "Portcall", 2)],
    emojis: [],
    features: [],
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: none,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: GuildPremiumTier.None,
    preferred_locale: Locale.EnglishUS,
    public_updates_channel_id: null,
    nsfw_level: GuildNSFWLevel.Default,
    premium_progress_bar_enabled: false,
    hub_type: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
    joined_at: founded,
    large: false,
    member_count: 2,
    voice_states: [],
    members: [member(), member(world.botUserId)],
    channels: [textChannel()],
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
