import { z } from "zod";
import type { SlackAccess, SlackConnection } from "#adapters/slack/index.ts";
import { createSlackAdapter, INSTALL_PATH, renderSlack } from "#adapters/slack/index.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Environment } from "../environment.ts";
import { address, readVariables, secret } from "../environment.ts";
import type { Platform, StatusLine } from "./platform.ts";

export interface SlackConfig {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Null for Slack's own. */
  readonly apiUrl: string | null;
}

export const slack: Platform<SlackConfig> = {
  readConfig,
  statusLines,
  createAdapter: (config, services) => createSlackAdapter({ ...config, ...services }),
  format: "Block Kit",
  render: renderSlack,
};

const VARIABLES = z.object({
  SLACK_BOT_TOKEN: secret.refine(
    (token) => !token?.startsWith("xapp-"),
    "holds an app-level token (xapp-…), which belongs in SLACK_APP_TOKEN; the bot token begins with xoxb-",
  ),
  SLACK_SIGNING_SECRET: secret,
  SLACK_APP_TOKEN: secret.refine(
    (token) => !token?.startsWith("xoxb-"),
    "holds a bot token (xoxb-…), which belongs in SLACK_BOT_TOKEN; the app-level token begins with xapp-",
  ),
  SLACK_CLIENT_ID: secret,
  SLACK_CLIENT_SECRET: secret,
  SLACK_STATE_SECRET: secret,
  PORTCALL_URL: z.url({ protocol: /^https$/, error: "must be an https address" }).optional(),
  SLACK_API_URL: address,
});

function readConfig(environment: Environment): SlackConfig | null {
  const variables = readVariables(VARIABLES, environment);
  const access = slackAccess(variables);
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = variables;
  const apiUrl = variables.SLACK_API_URL ?? null;
  if (access === null && signingSecret === undefined && appToken === undefined) return null;
  if (access === null) {
    throw new ConfigurationError(
      `SLACK_BOT_TOKEN is missing: ${appToken ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET"} is set, and Slack needs both. (For many workspaces, SLACK_CLIENT_ID stands in its place.)`,
    );
  }
  if (appToken !== undefined) return { access, connection: { via: "socket", appToken }, apiUrl };
  if (signingSecret !== undefined) return { access, connection: { via: "http", signingSecret }, apiUrl };
  const set = access.via === "token" ? "SLACK_BOT_TOKEN" : "SLACK_CLIENT_ID";
  throw new ConfigurationError(
    `SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: ${set} is set, and Slack needs one of them beside it (the secret to be called over HTTP, the app-level token for Socket Mode).`,
  );
}

/** One workspace by its token, or many by OAuth; not both, for it would not be said whose token answers where. */
function slackAccess(variables: z.output<typeof VARIABLES>): SlackAccess | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = variables;
  const { SLACK_STATE_SECRET: stateSecret, PORTCALL_URL: url } = variables;
  if (botToken !== undefined && clientId !== undefined) {
    throw new ConfigurationError(
      "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: the token is for one workspace, the client id for many. Leave one of them out.",
    );
  }
  if (botToken !== undefined) return { via: "token", botToken };
  if (clientId === undefined && clientSecret === undefined) return null;
  const missing = Object.entries({ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PORTCALL_URL: url });
  const names = missing.filter(([, value]) => value === undefined).map(([name]) => name);
  if (clientId === undefined || clientSecret === undefined || url === undefined) {
    throw new ConfigurationError(
      `${names.join(" and ")} missing: installing in many workspaces needs SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PORTCALL_URL, Portcall's own https address.`,
    );
  }
  // Whoever knows the client's secret could make an installation anyway.
  return { via: "oauth", clientId, clientSecret, url, stateSecret: stateSecret ?? `state of ${clientSecret}` };
}

function statusLines(config: SlackConfig | null): readonly StatusLine[] {
  if (config === null) return [["Slack", OFF]];
  const { access, connection } = config;
  const connected: StatusLine = ["Slack", `connected over ${CONNECTION[connection.via]}`];
  if (access.via === "token") return [connected];
  return [connected, ["Install", `${access.url.replace(/\/+$/, "")}${INSTALL_PATH}`]];
}

const CONNECTION = { http: "HTTP; Slack's requests go to /slack/events", socket: "Socket Mode" };
const OFF = `off; to switch it on, set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP)
or SLACK_APP_TOKEN (Socket Mode). The README says where they are found.`;
