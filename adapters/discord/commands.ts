import type { LocalizationMap, RESTPutAPIApplicationCommandsJSONBody } from "discord-api-types/v10";
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
} from "discord-api-types/v10";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";

type Words = Messages["discord"]["commands"];

/**
 * The Discord locales that Portcall is translated into. `en-US` must be listed although English is the default: without
 * it, people with en-US would see another English localization if there is one.
 * https://discord.com/developers/docs/interactions/application-commands#localization
 */
const LOCALES: readonly Locale[] = [Locale.EnglishUS];

const wordsFor = (locale: string): Words => messagesFor(locale).discord.commands;
const words = wordsFor("en");

export const COMMAND = words.port.name;
export const QUERY_OPTION = words.query.name;
export const FILE_OPTION = words.file.name;
export const SHARE_OPTION = words.share.name;
export const EXPLAIN_COMMAND = words.explain.name;

/** Installable by servers and by users, and usable in servers, direct messages and group messages. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};

/** The commands Portcall registers. Everybody can use them; admin rights are checked per query. */
export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    type: ApplicationCommandType.ChatInput,
    ...named((each) => each.port),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named((each) => each.query),
        // Discord drops what is typed behind the command name if every option is optional.
        // https://github.com/discord/discord-api-docs/issues/2626
        required: true,
        autocomplete: true,
        // Room for a claim with an owner and a note.
        max_length: 1000,
      },
      { type: ApplicationCommandOptionType.Attachment, ...named((each) => each.file), required: false },
      { type: ApplicationCommandOptionType.Boolean, ...named((each) => each.share), required: false },
    ],
    ...EVERYWHERE,
  },
  {
    type: ApplicationCommandType.Message,
    name: words.explain.name,
    name_localizations: localised((each) => each.explain.name),
    ...EVERYWHERE,
  },
];

function named(pick: (words: Words) => { readonly name: string; readonly description: string }) {
  return {
    ...pick(words),
    name_localizations: localised((each) => pick(each).name),
    description_localizations: localised((each) => pick(each).description),
  };
}

function localised(pick: (words: Words) => string): LocalizationMap {
  return Object.fromEntries(LOCALES.map((locale) => [locale, pick(wordsFor(locale))]));
}
