import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
  type APIBaseInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIMessageComponentInteractionData,
  type APIModalSubmission,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  InteractionType,
  type Locale,
} from "discord-api-types/v10";
import { dmChannel, member, memberPermissions, textChannel, user, world } from "./world.ts";

export interface InteractionPlace {
  userId?: string;
  /** `null` for a direct message with the bot. */
  guildId?: string | null;
  channelId?: string;
  /** The user's language. */
  locale?: `${Locale}`;
  /** The guild's language. */
  guildLocale?: `${Locale}`;
  /** What the member may do in the channel; in a guild only. */
  permissions?: string;
}

type CommandOption = APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommand>;
type AutocompleteOption = APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommandAutocomplete>;

/** `nextId` gives a new snowflake; `botMessage` makes the message a component hangs on. */
export function createInteractionPayloads(nextId: () => string, botMessage: () => APIMessage) {
  return {
    /** A slash command. */
    chatInputInteraction(
      given: { name: string; options?: CommandOption[]; attachments?: APIAttachment[] } & InteractionPlace,
    ): APIChatInputApplicationCommandInteraction {
      const { name, options = [], attachments = [] } = given;
      const byId = Object.fromEntries(attachments.map((attachment) => [attachment.id, attachment]));
      const resolved = attachments.length === 0 ? {} : { resolved: { attachments: byId } };
      const data = { id: nextId(), type: ApplicationCommandType.ChatInput as const, name, options, ...resolved };
      return { ...placed(InteractionType.ApplicationCommand, nextId(), given), data };
    },

    /** What is sent while the user types; one option has `focused: true`. */
    autocompleteInteraction(
      given: { name: string; options: AutocompleteOption[] } & InteractionPlace,
    ): APIApplicationCommandAutocompleteInteraction {
      const { name, options } = given;
      const data = { id: nextId(), type: ApplicationCommandType.ChatInput as const, name, options };
      return { ...placed(InteractionType.ApplicationCommandAutocomplete, nextId(), given), data };
    },

    /** A press or a choice on a message of the bot's; `data` is of a button or of a select menu. */
    componentInteraction(
      given: { data: APIMessageComponentInteractionData; message?: APIMessage } & InteractionPlace,
    ): APIMessageComponentInteraction {
      const { data, message = botMessage() } = given;
      return { ...placed(InteractionType.MessageComponent, nextId(), given), data, message };
    },

    /** A command from the menu of a message; `message` is one of this platform's builders'. */
    messageCommandInteraction(
      given: { name: string; message: APIMessage } & InteractionPlace,
    ): APIMessageApplicationCommandInteraction {
      const { name, message } = given;
      const resolved = { messages: { [message.id]: message } };
      const type = ApplicationCommandType.Message as const;
      const data = { id: nextId(), type, name, target_id: message.id, resolved };
      return { ...placed(InteractionType.ApplicationCommand, nextId(), given), data };
    },

    modalSubmit(
      given: { data: APIModalSubmission; message?: APIMessage } & InteractionPlace,
    ): APIModalSubmitInteraction {
      const { data, message } = given;
      return { ...placed(InteractionType.ModalSubmit, nextId(), given), data, ...(message && { message }) };
    },
  };
}

/** All that interactions have in common: who asks, where, in which language, and the token to answer with. */
function placed<Type extends InteractionType>(type: Type, id: string, place: InteractionPlace) {
  const { userId = world.userId, guildId = world.guildId, locale = "en-US", guildLocale = "en-US" } = place;
  const { channelId = guildId === null ? world.dmChannelId : world.channelId } = place;
  const common = {
    id,
    application_id: world.applicationId,
    type,
    token: `aW50ZXJhY3Rpb246${Buffer.from(id).toString("base64url")}`,
    version: 1 as const,
    channel_id: channelId,
    app_permissions: memberPermissions,
    locale: locale as Locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
  const { GuildInstall } = ApplicationIntegrationType;
  if (guildId === null) {
    return {
      ...common,
      user: user(userId),
      channel: { ...dmChannel(), id: channelId },
      authorizing_integration_owners: { [GuildInstall]: "0" },
      context: InteractionContextType.BotDM,
    } satisfies APIBaseInteraction<Type, never>;
  }
  return {
    ...common,
    guild_id: guildId,
    guild: { id: guildId, locale: guildLocale as Locale, features: [] },
    guild_locale: guildLocale as Locale,
    member: { ...member(userId), permissions: place.permissions ?? memberPermissions },
    channel: textChannel(channelId),
    authorizing_integration_owners: { [GuildInstall]: guildId },
    context: InteractionContextType.Guild,
  } satisfies APIBaseInteraction<Type, never>;
}
