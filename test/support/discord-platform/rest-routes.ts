import type { APIMessage } from "discord-api-types/v10";
import type { Reply } from "../loopback/replies.ts";
import type { RequestBody } from "../loopback/request-body.ts";
import { isRecord } from "../loopback/request-body.ts";
import type { ChannelRules } from "./channel-rules.ts";
import { refusePost } from "./channel-rules.ts";
import type { MessageStore } from "./message-store.ts";
import { unknownChannel, unknownMessage } from "./rest-errors.ts";
import { application, channel, dmChannel, guild, user, world } from "./world.ts";

interface RouteRequest {
  params: Record<string, string>;
  query: Readonly<Record<string, string>>;
  body: unknown;
  files: RequestBody["files"];
}

/** How Discord answers, by "METHOD /path/with/:names". */
export type Routes = Readonly<Record<string, (request: RouteRequest) => Reply>>;

export interface RouteSource {
  gatewayUrl: () => string;
  nextId: () => string;
  store: MessageStore;
  rules: ChannelRules;
}

export function createRoutes({ gatewayUrl, nextId, store, rules }: RouteSource): Routes {
  const commands = createCommands(nextId);
  const withMessage = (id: string | undefined, use: (message: APIMessage) => Reply): Reply => {
    const message = store.get(id ?? "");
    return message === undefined ? unknownMessage : use(message);
  };

  return {
    "GET /gateway": () => ({ body: { url: gatewayUrl() } }),
    "GET /gateway/bot": () => {
      const session_start_limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
      return { body: { url: gatewayUrl(), shards: 1, session_start_limit } };
    },
    "GET /users/@me": () => ({ body: user(world.botUserId) }),
    "GET /users/:user": ({ params }) => ({ body: user(params.user) }),
    "POST /users/@me/channels": () => ({ body: dmChannel() }),
    "GET /applications/@me": () => ({ body: application() }),
    "GET /guilds/:guild": () => ({ body: guild() }),

    "GET /applications/:application/commands": ({ params }) => commands.list(params),
    "PUT /applications/:application/commands": ({ params, body }) => commands.replace(params, body),
    "GET /applications/:application/guilds/:guild/commands": ({ params }) => commands.list(params),
    "PUT /applications/:application/guilds/:guild/commands": ({ params, body }) => commands.replace(params, body),

    // Discord keeps attachments on another host, which needs no token.
    "GET /attachments/:channel/:message/:name": () => ({ status: 404, body: "" }),

    "GET /channels/:channel": ({ params }) => {
      const found = channel(params.channel ?? "");
      return found === undefined ? unknownChannel : { body: found };
    },
    "POST /channels/:channel/typing": () => ({ status: 204 }),
    "POST /channels/:channel/messages": ({ params, body, files }) => {
      const isKnown = (message: string) => store.get(message) !== undefined;
      const refusal = refusePost({ channel: params.channel ?? "", body, files, isKnown }, rules);
      if (refusal !== undefined) return refusal;
      const created = store.create(body, params.channel ?? "");
      return "refusal" in created ? created.refusal : { body: created.message };
    },
    "GET /channels/:channel/messages/:message": ({ params }) => withMessage(params.message, (body) => ({ body })),
    "PATCH /channels/:channel/messages/:message": ({ params, body }) =>
      withMessage(params.message, (message) => ({ body: store.edit(message, body) })),
    "DELETE /channels/:channel/messages/:message": ({ params }) =>
      withMessage(params.message, ({ id }) => {
        store.remove(id);
        return { status: 204 };
      }),
  };
}

/** The registered commands, of the application everywhere and of each guild. A replacement keeps the id of a name it had. */
function createCommands(nextId: () => string) {
  const registered = new Map<string, Record<string, unknown>[]>();
  const of = ({ guild: id = "everywhere" }: Record<string, string>) => registered.get(id) ?? [];

  return {
    list: (params: Record<string, string>): Reply => ({ body: of(params) }),
    replace(params: Record<string, string>, body: unknown): Reply {
      const { application: application_id, guild: guild_id } = params;
      const commands = (Array.isArray(body) ? body : []).filter(isRecord).map((command) => {
        const before = of(params).find(({ name, type }) => name === command.name && type === (command.type ?? 1));
        const id = before?.id ?? nextId();
        return {
          type: 1,
          default_member_permissions: null,
          ...command,
          id,
          version: nextId(),
          application_id,
          ...(guild_id && { guild_id }),
        };
      });
      registered.set(guild_id ?? "everywhere", commands);
      return { body: commands };
    },
  };
}
