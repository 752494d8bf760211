import {
  type APIInteraction,
  type APIMessage,
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
} from "discord-api-types/v10";
import type { Reply } from "../loopback/replies.ts";
import { isRecord } from "../loopback/request-body.ts";
import type { ChannelRules } from "./channel-rules.ts";
import { isTooLarge } from "./channel-rules.ts";
import type { MessageStore } from "./message-store.ts";
import {
  alreadyAnswered,
  discordError,
  tooLarge,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from "./rest-errors.ts";
import type { Routes } from "./rest-routes.ts";
import { world } from "./world.ts";

interface Pending {
  interaction: APIInteraction;
  answered: boolean;
  original: APIMessage | undefined;
}

/** The message shown after a response, if there is one. */
type ResponseResult = { message: APIMessage | undefined } | { refusal: Reply };

export interface Interactions {
  /** An interaction can be answered once it has been dispatched. */
  dispatched(interaction: APIInteraction): void;
  routes: Routes;
}

/** What an interaction token allows: one response, edits of it, and follow-ups. */
export function createInteractions(store: MessageStore, rules: ChannelRules): Interactions {
  const pending = new Map<string, Pending>();

  /** A message says which interaction it answers. */
  const metadataOf = ({ id, type, user, member, authorizing_integration_owners }: APIInteraction) => {
    const asker = member?.user ?? user;
    const metadata = { id, type, user: asker, authorizing_integration_owners };
    // The boundary: Discord's type tells the metadata of each kind of interaction apart.
    return { interaction_metadata: metadata } as Partial<APIMessage>;
  };

  const channelOf = ({ interaction }: Pending) => interaction.channel?.id ?? world.channelId;

  function callback({ id = "", token = "" }: Record<string, string>, body: unknown, withResponse: boolean): Reply {
    const asked = pending.get(token);
    if (asked === undefined || asked.interaction.id !== id) return unknownInteraction;
    if (asked.answered) return alreadyAnswered;
    const { type, data = {} } = isRecord(body) ? body : {};
    const outcome = respondTo(asked, Number(type), data);
    if ("refusal" in outcome) return outcome.refusal;
    asked.answered = true;
    asked.original = outcome.message;
    if (!withResponse) return { status: 204 };
    const interaction = { id, type: asked.interaction.type, response_message_id: asked.original?.id };
    return { body: { interaction, resource: { type, ...(asked.original && { message: asked.original }) } } };
  }

  function respondTo(asked: Pending, type: InteractionResponseType, data: unknown): ResponseResult {
    const { message } = asked.interaction;
    switch (type) {
      case InteractionResponseType.ChannelMessageWithSource:
        return store.create(data, channelOf(asked), metadataOf(asked.interaction));
      case InteractionResponseType.DeferredChannelMessageWithSource: {
        const flags = isRecord(data) ? Number(data.flags ?? 0) : 0;
        return { message: store.createLoading(channelOf(asked), flags, metadataOf(asked.interaction)) };
      }
      case InteractionResponseType.UpdateMessage:
        return { message: message && store.edit(message, data) };
      case InteractionResponseType.DeferredMessageUpdate:
        return { message };
      case InteractionResponseType.ApplicationCommandAutocompleteResult:
      case InteractionResponseType.Modal:
        return { message: undefined };
      default:
        return { refusal: discordError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, "Invalid Form Body") };
    }
  }

  function withOriginal(token: string | undefined, use: (asked: Pending, original: APIMessage) => Reply): Reply {
    const asked = pending.get(token ?? "");
    if (asked === undefined || !asked.answered) return unknownWebhook;
    return asked.original === undefined ? unknownMessage : use(asked, asked.original);
  }

  function edit({ token }: Record<string, string>, body: unknown): Reply {
    return withOriginal(token, (asked, original) => {
      const { flags = 0 } = original;
      const loaded = flags & ~MessageFlags.Loading;
      const added = isRecord(body) ? Number(body.flags ?? 0) : 0;
      asked.original = store.add({ ...store.edit(original, body), flags: loaded | added });
      return { body: asked.original };
    });
  }

  return {
    dispatched: (interaction) =>
      void pending.set(interaction.token, { interaction, answered: false, original: undefined }),
    routes: {
      "POST /interactions/:id/:token/callback": ({ params, body, query }) =>
        callback(params, body, query.with_response === "true"),
      "GET /webhooks/:application/:token/messages/@original": ({ params }) =>
        withOriginal(params.token, (_asked, original) => ({ body: original })),
      "PATCH /webhooks/:application/:token/messages/@original": ({ params, body, files }) =>
        isTooLarge(files, rules) ? tooLarge : edit(params, body),
      "DELETE /webhooks/:application/:token/messages/@original": ({ params }) =>
        withOriginal(params.token, (asked, original) => {
          store.remove(original.id);
          asked.original = undefined;
          return { status: 204 };
        }),
      "POST /webhooks/:application/:token": ({ params, body, files }) => {
        if (isTooLarge(files, rules)) return tooLarge;
        const asked = pending.get(params.token ?? "");
        if (asked === undefined || !asked.answered) return unknownWebhook;
        const created = store.create(body, channelOf(asked));
        return "refusal" in created ? created.refusal : { body: created.message };
      },
    },
  };
}
