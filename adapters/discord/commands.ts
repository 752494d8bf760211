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
 * Discord's locales that Portcall has words for; a new language is one more line. `en-US` is named although English is
 * the default: where another English is given and `en-US` is not, Discord shows that one instead.
 */
const LOCALES: readonly Locale[] = [Locale.EnglishUS];

const wordsFor = (locale: string): Words => messagesFor(locale).discord.commands;
const words = wordsFor("en");

export const COMMAND = words.port.name;
export const QUERY_OPTION = words.query.name;
export const SHARE_OPTION = words.share.name;
export const EXPLAIN_COMMAND = words.explain.name;

/** Servers and people can install it, and it can be used wherever either has it. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};

/** The commands Portcall registers. Everybody may use them: what only admins may do is checked by what they ask. */
export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    type: ApplicationCommandType.ChatInput,
    ...named((each) => each.port),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named((each) => each.query),
        required: false,
        autocomplete: true,
        // A claim with all that belongs to it.
        max_length: 1000,
      },
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
