import type { Agent } from "node:http";
import { request } from "node:http";
import type { APIInteraction, APIModalSubmission } from "discord-api-types/v10";
import { ComponentType, InteractionResponseType, PermissionFlagsBits } from "discord-api-types/v10";
import { createSigningKeys } from "../support/discord-platform/signed-interaction.ts";
import { snowflake } from "../support/discord-platform/snowflake.ts";
import { memberPermissions, world } from "../support/discord-platform/world.ts";
import { isRecord, readBody } from "../support/loopback/request-body.ts";
import type { Response, Send, SenderOptions } from "./sender.ts";
import { discordServer } from "./stage.ts";
import type { Operation } from "./traffic.ts";

/** Everybody manages their server, so that whoever may claim there, they may. */
const permissions = String(BigInt(memberPermissions) | PermissionFlagsBits.ManageGuild);
const DEFERRED: readonly number[] = [
  InteractionResponseType.DeferredChannelMessageWithSource,
  InteractionResponseType.DeferredMessageUpdate,
];

/** Discord, which sends interactions over HTTP and mentions through the gateway. */
export function createDiscordSender({ stage, origin, gateway, patience }: SenderOptions, agent: Agent): Send {
  const { discord, keys, deliveries } = stage;
  const url = `${origin}/discord/interactions`;
  const others = createSigningKeys();
  const place = ({ team, person }: Operation) => ({
    guildId: discordServer(team),
    userId: snowflake(1_000_000 + person),
    permissions,
  });

  async function interact(interaction: APIInteraction): Promise<Response> {
    const awaited = deliveries.await([interaction.token], patience);
    const body = JSON.stringify(interaction);
    const { status, text } = await post(url, body, keys.headersFor(body), agent);
    return { status, answer: status === 200 && isDeferred(text) ? "" : text, awaited };
  }

  const command = (operation: Operation) => {
    const option = { name: "query", type: 3 as const, value: operation.text };
    return discord.chatInputInteraction({ name: "port", options: [option], ...place(operation) });
  };

  async function mention(operation: Operation): Promise<Response> {
    if (!gateway) return interact(command(operation));
    const { userId } = place(operation);
    const message = discord.mentionMessage({ content: operation.text, userId, guildId: world.guildId });
    const awaited = deliveries.await([message.id], patience);
    discord.dispatch("MESSAGE_CREATE", message);
    return { status: 200, answer: "", awaited };
  }

  function button(operation: Operation): Promise<Response> {
    const data = { component_type: ComponentType.Button as const, custom_id: `ask:${operation.text}` };
    return interact(discord.componentInteraction({ data, ...place(operation) }));
  }

  function form(operation: Operation): Promise<Response> {
    const numbers = String(operation.change?.number);
    const typed = { numbers, name: "soak", description: "", owner: "" };
    const components: APIModalSubmission["components"] = Object.entries(typed).map(([custom_id, value], at) => ({
      type: ComponentType.Label,
      id: 2 * at + 1,
      component: { type: ComponentType.TextInput, id: 2 * at + 2, custom_id, value },
    }));
    const data = { custom_id: `form:claim ${numbers}`, components };
    return interact(discord.modalSubmit({ data, message: discord.botMessage(), ...place(operation) }));
  }

  async function attack(body: string, headers: Readonly<Record<string, string>>, to = url): Promise<Response> {
    const { status, text } = await post(to, body, headers, agent);
    return { status, answer: text, awaited: null };
  }

  return (operation) => {
    const body = JSON.stringify(command(operation));
    switch (operation.way) {
      case "command":
        return interact(command(operation));
      case "mention":
      // Discord delivers nothing twice.
      case "repeated mention":
        return mention(operation);
      case "button":
        return button(operation);
      case "form":
        return form(operation);
      case "unsigned":
        return attack(body, { "content-type": "application/json" });
      case "forged":
        return attack(body, others.headersFor(body));
      case "stale":
        return attack(body, keys.headersFor(body, Date.now() - 3_600_000));
      case "malformed":
        return attack(`{"n":${operation.at},`, keys.headersFor(`{"n":${operation.at},`));
      case "unknown path":
        return attack(body, keys.headersFor(body), `${origin}/discord/../admin`);
    }
  };
}

function isDeferred(text: string): boolean {
  const response: unknown = JSON.parse(text);
  return isRecord(response) && DEFERRED.includes(Number(response.type));
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>>, agent: Agent) {
  const length = { "content-length": Buffer.byteLength(body) };
  const outgoing = request(url, { method: "POST", agent, headers: { ...headers, ...length } });
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  outgoing.on("error", reject);
  outgoing.on("response", (response) => {
    const status = response.statusCode ?? 0;
    readBody(response).then((read) => resolve({ status, text: read.toString() }), reject);
  });
  outgoing.end(body);
  return promise;
}
