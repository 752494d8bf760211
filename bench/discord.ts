import type { APIChatInputApplicationCommandInteraction } from "discord-api-types/v10";
import type { DiscordPlatform } from "../test/support/discord-platform/discord-platform.ts";
import { createDiscordPlatform } from "../test/support/discord-platform/discord-platform.ts";
import { createSigningKeys } from "../test/support/discord-platform/signed-interaction.ts";
import { world } from "../test/support/discord-platform/world.ts";
import type { Child } from "./child.ts";
import { originOf, PORTCALL, startChild } from "./child.ts";
import { createDiscordRequests } from "./discord-requests.ts";
import type { PreparedRequest } from "./http-connection.ts";
import { createTyping } from "./keystrokes.ts";
import { applyLoad, askOnce, timeInLanes } from "./lanes.ts";
import type { Row, Target } from "./row.ts";
import { comparisonAtMost, ratioTo, valueAtMost } from "./row.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";
import { latencyRows, measureTurn, takeTurns } from "./turns.ts";

const ROUNDS = 7;
/** Requests in one turn of a server. */
const REQUESTS = 800;
const KEYSTROKES = 300;
const WARM_UP = 3000;
const CONNECTIONS = 16;

const BARE_HTTP = { program: new URL("children/bare-discord.ts", import.meta.url), ready: /up at/ };
const BARE_GATEWAY = { program: new URL("children/bare-discord-js.ts", import.meta.url), ready: /connected/ };
const PROTOCOL = "node:http + Ed25519, same bytes";

/** `/port 867` and keystrokes, over HTTP and through the gateway, compared with minimal bots. They take turns. */
export async function benchDiscord(): Promise<Row[]> {
  using folder = createTemporaryFolder();
  const keys = createSigningKeys();
  const { answer, rows } = await benchHttp(folder.file("http.sqlite"), keys);
  return [...rows, ...(await benchGateway(folder.file("gateway.sqlite"), keys, answer))];
}

type Keys = ReturnType<typeof createSigningKeys>;

/** @returns the answer to a command too, which the bare bots send */
async function benchHttp(file: string, keys: Keys): Promise<{ readonly rows: Row[]; readonly answer: string }> {
  await using discord = await createDiscordPlatform();
  const requests = createDiscordRequests(discord, keys);
  const environment = { ...environmentFor(discord, file), DISCORD_PUBLIC_KEY: keys.publicKey, DISCORD_GATEWAY: "off" };
  await using portcall = await startChild({ ...PORTCALL, environment });
  const url = urlOf(portcall);
  const [command = Buffer.alloc(0)] = requests.signedCommands(url, "867", 1);
  const answer = (await askOnce(url, command, "867")).text();
  const [keystroke = Buffer.alloc(0)] = requests.signedKeystrokes(url, ["post"]);
  const choices = (await askOnce(url, keystroke, '"choices":[{')).text();
  await using bare = await startChild({ ...BARE_HTTP, environment: { ...environment, ACK: answer } });
  await using choosing = await startChild({ ...BARE_HTTP, environment: { ...environment, ACK: choices } });
  const type = await createTyping();
  return {
    answer,
    rows: [
      ...(await compareHttp("/port 867 on Discord over HTTP", comparisonAtMost(1.15), {
        portcall,
        bare,
        prepare: (at, count) => requests.signedCommands(at, "867", count),
      })),
      ...(await compareHttp("a keystroke of autocomplete on Discord", valueAtMost(300), {
        portcall,
        bare: choosing,
        prepare: (at, count) => requests.signedKeystrokes(at, type(Math.min(count, KEYSTROKES))),
      })),
    ],
  };
}

function environmentFor({ token, apiUrl }: DiscordPlatform, file: string) {
  return {
    PORT: "0",
    PORTCALL_STORE: `sqlite:${file}`,
    DISCORD_TOKEN: token,
    DISCORD_APPLICATION_ID: world.applicationId,
    DISCORD_API_URL: apiUrl,
  };
}

function urlOf(server: Child): URL {
  return new URL("/discord/interactions", originOf(server));
}

interface HttpContest {
  readonly portcall: Child;
  readonly bare: Child;
  prepare(url: URL, count: number): PreparedRequest[];
}

async function compareHttp(figure: string, target: Target, { portcall, bare, prepare }: HttpContest): Promise<Row[]> {
  const turn = (server: Child, count: number) => {
    const url = urlOf(server);
    const requests = prepare(url, count);
    return measureTurn(server, () => applyLoad({ url, requests, connections: CONNECTIONS, length: null }));
  };
  for (const server of [portcall, bare]) await turn(server, WARM_UP);
  const servers = { portcall: () => turn(portcall, REQUESTS), bare: () => turn(bare, REQUESTS) };
  const turns = await takeTurns(servers, ROUNDS);
  const baseline = ratioTo(PROTOCOL, turns.bare.cpu);
  return [
    { figure: `${figure}: CPU a request`, unit: "µs", value: turns.portcall.cpu, baseline, target },
    ...latencyRows(figure, turns.portcall, PROTOCOL, turns.bare),
  ];
}

/** From the event to the call of the interaction's callback. Each bot has a Discord of its own. */
async function benchGateway(file: string, keys: Keys, answer: string): Promise<Row[]> {
  await using discord = await createDiscordPlatform();
  await using other = await createDiscordPlatform();
  const bareEnvironment = { ...environmentFor(other, file), ACK: JSON.stringify(JSON.parse(answer).data) };
  await using portcall = await startChild({ ...PORTCALL, environment: environmentFor(discord, file) });
  await using bare = await startChild({ ...BARE_GATEWAY, environment: bareEnvironment });
  const servers = {
    portcall: createGatewayLoad(portcall, discord, keys),
    bare: createGatewayLoad(bare, other, keys),
  };
  for (const load of Object.values(servers)) await load(WARM_UP);
  const turns = await takeTurns(
    { portcall: () => servers.portcall(REQUESTS), bare: () => servers.bare(REQUESTS) },
    ROUNDS,
  );
  const figure = "/port 867 on Discord through the gateway";
  const name = "discord.js interaction.reply, same content";
  return [
    {
      figure: `${figure}: CPU a request`,
      unit: "µs",
      value: turns.portcall.cpu,
      baseline: ratioTo(name, turns.bare.cpu),
      target: comparisonAtMost(1.1),
    },
    ...latencyRows(figure, turns.portcall, name, turns.bare),
  ];
}

function createGatewayLoad(server: Child, discord: DiscordPlatform, keys: Keys) {
  const requests = createDiscordRequests(discord, keys);
  const answered = new Map<string, () => void>();
  discord.respond("POST /interactions/:id/:token/callback", ({ path }) => {
    answered.get(path.split("/")[2] ?? "")?.();
    return { status: 204 };
  });
  const ask = async (interaction: APIChatInputApplicationCommandInteraction) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answered.set(interaction.id, resolve);
    discord.dispatch("INTERACTION_CREATE", interaction);
    await promise;
    answered.delete(interaction.id);
  };
  return async (count: number) => {
    const commands = requests.commands("867", count);
    const lanes = Array.from({ length: CONNECTIONS }, () => ask);
    const turn = await measureTurn(server, () => timeInLanes(commands, lanes));
    discord.forget();
    return turn;
  };
}
