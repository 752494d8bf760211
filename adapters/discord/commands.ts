import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from "discord-api-types/v10";
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord-api-types/v10";
import { messagesFor } from "#core/messages/messages.ts";

const { command: words } = messagesFor("en");

export const COMMAND = "port";
export const QUERY_OPTION = "query";

/** The commands Portcall registers: usable in servers, in direct messages, and by people who installed it for themselves. */
export const COMMANDS: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND,
    description: words.description,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: QUERY_OPTION,
        description:
          "867, 867/udp, postgres, 6000-6063, 22 80 443, free 3 udp, search time protocol; nothing for help.",
        required: false,
        max_length: 200,
      },
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  },
];
