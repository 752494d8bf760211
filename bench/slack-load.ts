import { signedRequest } from "../test/support/slack-platform/signed-request.ts";
import { createSlackPlatform, type SlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import type { Child } from "./child.ts";
import { PORTCALL, startChild } from "./child.ts";
import type { Load } from "./load.ts";
import { applyLoad } from "./load.ts";
import { median } from "./statistics.ts";
import type { Row, Target } from "./table.ts";

const CONNECTIONS = [1, 50];
const ROUNDS = 9;
/** Milliseconds of load per server, connection count and round. */
const DURATION = 600;
const WARM_UP = 2500;

const signingSecret = "8f742231b10e88889abcd99e77785a5f";
const EMPTY = "empty Bolt handler";
const SAME_BYTES = "Bolt handler, same answer";
const TARGET: Target = { of: "comparison", bound: "at least", limit: 0.9 };

/**
 * A signed `/port 867` through all of Portcall, compared with two minimal Bolt apps: one acknowledges with a few words,
 * one with the same bytes as Portcall. They take turns.
 */
export async function benchSlackLoad(): Promise<Row[]> {
  await using slack = await createSlackPlatform();
  // Otherwise thousands of new users would all be looked up, which normally happens once a day each.
  slack.respond("users.info", { body: { ok: false, error: "missing_scope" } });
  const environment = {
    PORT: "0",
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const bolt = { program: new URL("children/empty-bolt.ts", import.meta.url), ready: /up at/ };
  await using portcall = await startChild({ ...PORTCALL, environment });
  const answer = await signedRequest({
    url: urlOf(portcall),
    signingSecret,
    body: slack.slashCommand({ text: "867" }),
  });
  await using empty = await startChild({ ...bolt, environment });
  await using sameBytes = await startChild({ ...bolt, environment: { ...environment, ACK: answer.body } });

  const nextBody = createBodies(slack);
  const load = (server: Child, connections: number, duration: number) =>
    applyLoad({ url: urlOf(server), signingSecret, nextBody, connections, duration });
  for (const server of [portcall, empty, sameBytes]) await load(server, 50, WARM_UP);

  const rows: Row[] = [];
  for (const connections of CONNECTIONS) {
    const loads: Record<"portcall" | "empty" | "sameBytes", Load[]> = { portcall: [], empty: [], sameBytes: [] };
    for (let round = 0; round < ROUNDS; round++) {
      loads.portcall.push(await load(portcall, connections, DURATION));
      loads.empty.push(await load(empty, connections, DURATION));
      loads.sameBytes.push(await load(sameBytes, connections, DURATION));
    }
    rows.push(
      ...compare(connections, loads.portcall, EMPTY, loads.empty, TARGET),
      ...compare(connections, loads.portcall, SAME_BYTES, loads.sameBytes, null),
    );
  }
  return rows;
}

function compare(
  connections: number,
  own: readonly Load[],
  name: string,
  baseline: readonly Load[],
  target: Target | null,
): Row[] {
  const row = (what: keyof Load, label: string, unit: Row["unit"], held: Target | null): Row => ({
    figure: `/port 867, ${connections === 1 ? "1 connection" : `${connections} connections`}, ${label}`,
    unit,
    value: median(own.map((each) => each[what])),
    baseline: { name, value: median(baseline.map((each) => each[what])) },
    compared: "ratio",
    target: held,
  });
  return [
    row("requestsPerSecond", "throughput", "req/s", target),
    row("p50", "p50", "ms", null),
    row("p99", "p99", "ms", null),
  ];
}

function urlOf({ output }: Child): string {
  return `${/http:\/\/\S+:\d+/.exec(output)?.[0]}/slack/events`;
}

/** Enough users to stay below the rate limit. */
const USERS = 5000;

/** The same command from one user after another, each with its own trigger id, as Slack sends them. */
function createBodies(slack: SlackPlatform): () => string {
  const { trigger_id, user_id, ...fields } = slack.slashCommand({ text: "867" });
  const rest = new URLSearchParams(fields).toString();
  let sent = 0;
  return () => {
    sent += 1;
    return `${rest}&user_id=${user_id}${sent % USERS}&trigger_id=${sent}.${trigger_id}`;
  };
}
