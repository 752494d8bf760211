import {
  type APIAttachment,
  type APIInteraction,
  type APIInteractionResponse,
  type APIMessage,
  type APIMessageComponentInteractionData,
  ApplicationCommandOptionType,
  ComponentType,
  InteractionResponseType,
} from "discord-api-types/v10";
import { onTestFinished } from "vitest";
import { createDiscordAdapter, type DiscordAdapter, type DiscordOptions } from "#adapters/discord/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import { explainingLogger } from "../explaining-logger.ts";
import { knowledge } from "../registry/committed.ts";
import { memoryStore } from "../store/memory-store.ts";
import { teamServicesIn } from "../team-services.ts";
import { discordPlatform } from "./discord-clients.ts";
import type { DiscordPlatform, DiscordPlatformOptions } from "./discord-platform.ts";
import type { InteractionPlace } from "./interaction-payloads.ts";
import { world } from "./world.ts";

export const CALLBACK = "POST /interactions/:id/:token/callback";

export interface DiscordTest {
  readonly options: DiscordOptions;
  readonly logger: ReturnType<typeof explainingLogger>;
  /** The error passed to `onLost`. */
  readonly lost: Promise<Error>;
}

/** Adapter options for a platform, with a separate store. */
export function discordOptions({ token, apiUrl }: DiscordPlatform, changes: Partial<DiscordOptions> = {}): DiscordTest {
  const store = changes.store ?? memoryStore();
  const services = teamServicesIn(store);
  const logger = explainingLogger();
  const lost = Promise.withResolvers<Error>();
  const options: DiscordOptions = {
    token,
    apiUrl,
    applicationId: world.applicationId,
    publicKey: null,
    gateway: { shards: "auto" },
    ask: createAsk(knowledge, services),
    suggest: createSuggest(knowledge, services.reader, globalThis),
    store,
    logger,
    onLost: lost.resolve,
    ...changes,
  };
  return { options, logger, lost: lost.promise };
}

export interface Connected extends DiscordTest {
  readonly platform: DiscordPlatform;
  readonly adapter: DiscordAdapter;
  /** Sends an interaction and returns the response. */
  answerTo(interaction: APIInteraction): Promise<Response>;
  /** The answer to `/port`. */
  port(query?: string, place?: InteractionPlace & { share?: boolean; file?: APIAttachment }): Promise<Response>;
  /** Uses a message component and returns the response. */
  press(message: APIMessage, customId: string, place?: InteractionPlace & { value?: string }): Promise<Response>;
  /** The message created by a response. */
  shown(response: Response): APIMessage;
}

/** A response in the shape that tests need. */
export interface Response {
  readonly type: InteractionResponseType;
  readonly data: Partial<APIMessage> & {
    readonly title?: string;
    readonly custom_id?: string;
    readonly choices?: readonly { readonly name: string; readonly value: string }[];
  };
}

/** The bot, connected through the gateway. */
export async function connectedDiscord(
  changes: Partial<DiscordOptions> = {},
  rules: Pick<DiscordPlatformOptions, "botPermissions" | "uploadLimit"> = {},
): Promise<Connected> {
  const platform = await discordPlatform(rules);
  const test = discordOptions(platform, changes);
  const adapter = await createDiscordAdapter(test.options);
  await adapter.start();
  onTestFinished(() => adapter.stop());

  const answerTo = async (interaction: APIInteraction) => {
    platform.dispatch("INTERACTION_CREATE", interaction);
    const { body } = await platform.nextRequest(`POST /interactions/${interaction.id}/${interaction.token}/callback`);
    // Boundary: the test checks what the platform received.
    return body as APIInteractionResponse as Response;
  };
  const option = (value: string) => ({ name: "query", type: ApplicationCommandOptionType.String as const, value });
  const shareOption = (value: boolean) => ({
    name: "share",
    type: ApplicationCommandOptionType.Boolean as const,
    value,
  });
  const fileOption = ({ id }: APIAttachment) => ({
    name: "file",
    type: ApplicationCommandOptionType.Attachment as const,
    value: id,
  });
  return {
    ...test,
    platform,
    adapter,
    answerTo,
    port(query, { share, file, ...place } = {}) {
      const options = [
        ...(query === undefined ? [] : [option(query)]),
        ...(share === undefined ? [] : [shareOption(share)]),
        ...(file === undefined ? [] : [fileOption(file)]),
      ];
      const attachments = file === undefined ? [] : [file];
      return answerTo(platform.chatInputInteraction({ name: "port", options, attachments, ...place }));
    },
    press(message, customId, { value, ...place } = {}) {
      const data: APIMessageComponentInteractionData =
        value === undefined
          ? { component_type: ComponentType.Button, custom_id: customId }
          : { component_type: ComponentType.StringSelect, custom_id: customId, values: [value] };
      return answerTo(platform.componentInteraction({ data, message, ...place }));
    },
    shown({ type, data }) {
      if (type !== InteractionResponseType.ChannelMessageWithSource) throw new Error(`${type} makes no new message`);
      return platform.botMessage(data);
    },
  };
}

/** The custom ids of a message's components, in their order. */
export function customIds({ components = [] }: Partial<APIMessage>): string[] {
  return components.flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? row.components.flatMap((component) => ("custom_id" in component ? [component.custom_id] : []))
      : [],
  );
}
