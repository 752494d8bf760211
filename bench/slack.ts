import type { SlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import { createSlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import type { Child } from "./child.ts";
import { originOf, PORTCALL, startChild } from "./child.ts";
import type { HttpAnswer } from "./http-connection.ts";
import { openConnection } from "./http-connection.ts";
import { applyLoad, askOnce, timeInLanes } from "./lanes.ts";
import type { Row } from "./row.ts";
import { comparisonAtMost, ratioTo } from "./row.ts";
import type { Askers, SlackRequests } from "./slack-requests.ts";
import { createSlackRequests, SIGNING_SECRET } from "./slack-requests.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";
import type { Turn, Turns } from "./turns.ts";
import { latencyRows, measureTurn, takeTurns } from "./turns.ts";

const CONNECTIONS = [1, 16, 64];
const ROUNDS = 5;
/** Requests in one turn of a server. */
const REQUESTS = 800;
const WARM_UP = 5000;
const MENTIONS = 200;
const MENTION_LANES = 16;

const BOLT = { program: new URL("children/empty-bolt.ts", import.meta.url), ready: /up at/ };
const LIMIT = { program: new URL("children/bare-slack.ts", import.meta.url), ready: /up at/ };

/** A signed `/port 867` and a mention through all of Portcall, compared with minimal servers. They take turns. */
export async function benchSlack(): Promise<Row[]> {
  await using slack = await createSlackPlatform();
  using folder = createTemporaryFolder();
  // Otherwise thousands of new users would all be looked up, which normally happens once a day each.
  slack.respond("users.info", { body: { ok: false, error: "missing_scope" } });
  const environment = (name: string) => ({
    PORT: "0",
    PORTCALL_STORE: `sqlite:${folder.file(`${name}.sqlite`)}`,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
  });
  const requests = createSlackRequests(slack);
  await using known = await startChild({ ...PORTCALL, environment: environment("known") });
  await using newcomers = await startChild({ ...PORTCALL, environment: environment("new") });
  const answer = await askPort(known, requests);
  const same = { ...environment("none"), ACK: answer.text() };
  await using empty = await startChild({ ...BOLT, environment: environment("none") });
  await using sameBytes = await startChild({ ...BOLT, environment: same });
  await using limit = await startChild({ ...LIMIT, environment: same });

  const servers = {
    portcall: await createLoad(known, requests, "known"),
    newcomers: await createLoad(newcomers, requests, "new"),
    empty: await createLoad(empty, requests, "known"),
    sameBytes: await createLoad(sameBytes, requests, "known"),
    limit: await createLoad(limit, requests, "known"),
  };
  const rows: Row[] = [];
  for (const connections of CONNECTIONS) {
    const turns = await takeTurns(
      {
        portcall: () => servers.portcall(connections),
        newcomers: () => servers.newcomers(connections),
        empty: () => servers.empty(connections),
        sameBytes: () => servers.sameBytes(connections),
        limit: () => servers.limit(connections),
      },
      ROUNDS,
    );
    rows.push(...rowsOf(connections, turns));
  }
  return [...rows, ...(await benchMention(slack, requests, { portcall: known, bolt: sameBytes }))];
}

function rowsOf(
  connections: number,
  {
    portcall,
    newcomers,
    empty,
    sameBytes,
    limit,
  }: Record<"portcall" | "newcomers" | "empty" | "sameBytes" | "limit", Turns>,
): Row[] {
  const figure = `/port 867 on Slack, ${connections === 1 ? "1 connection" : `${connections} connections`}`;
  const cpu = { figure: `${figure}: CPU a request`, unit: "µs", value: portcall.cpu } as const;
  return [
    { ...cpu, baseline: ratioTo("empty Bolt handler", empty.cpu), target: comparisonAtMost(0.85) },
    {
      ...cpu,
      figure: `${cpu.figure}, every asker new`,
      value: newcomers.cpu,
      baseline: ratioTo("empty Bolt handler", empty.cpu),
      target: comparisonAtMost(1),
    },
    { ...cpu, baseline: ratioTo("Bolt handler, same bytes", sameBytes.cpu), target: null },
    { ...cpu, baseline: ratioTo("node:http + HMAC, same bytes", limit.cpu), target: null },
    ...latencyRows(figure, portcall, "empty Bolt handler", empty),
  ];
}

function urlOf(server: Child): URL {
  return new URL("/slack/events", originOf(server));
}

function askPort(server: Child, requests: SlackRequests): Promise<HttpAnswer> {
  const url = urlOf(server);
  return askOnce(url, requests.commands(url, "867", 1)[0] ?? Buffer.alloc(0), "867");
}

/** Warms a server up. @returns one turn of it */
async function createLoad(
  server: Child,
  requests: SlackRequests,
  askers: Askers,
): Promise<(connections: number) => Promise<Turn>> {
  const url = urlOf(server);
  const { length } = await askPort(server, requests);
  const load = (count: number, connections: number) => {
    const prepared = requests.commands(url, "867", count, askers);
    return measureTurn(server, () => applyLoad({ url, requests: prepared, connections, length }));
  };
  await load(WARM_UP, 16);
  return (connections) => load(REQUESTS, connections);
}

/** From the event to the call of chat.postMessage. */
async function benchMention(
  slack: SlackPlatform,
  requests: SlackRequests,
  { portcall, bolt }: Record<"portcall" | "bolt", Child>,
): Promise<Row[]> {
  const posted = new Map<unknown, () => void>();
  slack.respond("chat.postMessage", ({ body }) => {
    const { thread_ts: ts } = typeof body === "object" && body !== null && "thread_ts" in body ? body : {};
    posted.get(ts)?.();
    posted.delete(ts);
    return { body: { ok: true, channel: "C1", ts: "1.1", message: {} } };
  });
  const turn = async (server: Child) => {
    const url = urlOf(server);
    const mentions = requests.mentions(url, "867", MENTIONS);
    const connections = await Promise.all(Array.from({ length: MENTION_LANES }, () => openConnection(url)));
    const lanes = connections.map(({ send }) => async ({ ts, request }: (typeof mentions)[number]) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      posted.set(ts, resolve);
      await Promise.all([send(request), promise]);
    });
    const taken = await measureTurn(server, () => timeInLanes(mentions, lanes));
    for (const connection of connections) connection.close();
    slack.forget();
    return taken;
  };
  for (const server of [portcall, bolt]) await turn(server);
  const turns = await takeTurns({ portcall: () => turn(portcall), bolt: () => turn(bolt) }, ROUNDS);
  const figure = `mention on Slack to its post, ${MENTION_LANES} at a time`;
  return [
    {
      figure: `${figure}: CPU a mention`,
      unit: "µs",
      value: turns.portcall.cpu,
      baseline: ratioTo("Bolt handler, same bytes", turns.bolt.cpu),
      target: null,
    },
    ...latencyRows(figure, turns.portcall, "Bolt handler, same bytes", turns.bolt),
  ];
}
