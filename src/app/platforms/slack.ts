import type { SlackAccess, SlackConnection } from "#adapters/slack/index.ts";
import { createSlackAdapter, INSTALL_PATH, renderCommandResponse } from "#adapters/slack/index.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Environment, Parse, ValuesOf } from "../environment.ts";
import { Issue, optional, parsedBy, readVariables, secretVariable, trimmed, url, urlVariable } from "../environment.ts";
import type { Platform, StatusLine } from "./platform.ts";
import { NOT_YET } from "./platform.ts";

export interface SlackConfig {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Null for Slack's default. */
  readonly apiUrl: string | null;
}

export const slack: Platform<SlackConfig> = {
  variables: () => Object.keys(VARIABLES),
  readConfig,
  statusLines,
  createAdapter: (config, services) => createSlackAdapter({ ...config, ...services }),
  // The store has the tokens of the workspaces.
  needsStoreToAnswer: ({ access }) => access.via === "oauth",
  format: "Block Kit",
  channel: /^[\w/]+$/,
  secrets: [/\bx(?:ox[a-z]|app)-[\w-]+/],
  render: renderCommandResponse,
};

const VARIABLES = {
  SLACK_BOT_TOKEN: optional(
    tokenBut("xapp-", "is an app-level token (xapp-…), which belongs in SLACK_APP_TOKEN; bot tokens start with xoxb-"),
  ),
  SLACK_SIGNING_SECRET: optional(
    parsedBy(
      (text) => /^[0-9a-f]{32}$/i.exec(text.trim())?.[0] ?? null,
      "must be the app's signing secret, 32 hexadecimal digits (Basic Information → App Credentials)",
    ),
  ),
  SLACK_APP_TOKEN: optional(
    tokenBut("xoxb-", "is a bot token (xoxb-…), which belongs in SLACK_BOT_TOKEN; app-level tokens start with xapp-"),
  ),
  SLACK_CLIENT_ID: secretVariable,
  SLACK_CLIENT_SECRET: secretVariable,
  SLACK_STATE_SECRET: secretVariable,
  PORTCALL_URL: optional(url(/^https:\/\//i, "must be an https URL")),
  SLACK_API_URL: urlVariable,
};

/** A token that is not of the other kind. @param issue what is said of one that is */
function tokenBut(otherKind: string, issue: string): Parse<string> {
  return (text) => (trimmed(text).startsWith(otherKind) ? new Issue(issue) : trimmed(text));
}

function readConfig(environment: Environment): SlackConfig | null {
  const variables = readVariables(VARIABLES, environment);
  const access = slackAccess(variables);
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = variables;
  const apiUrl = variables.SLACK_API_URL ?? null;
  if (access === null && signingSecret === undefined && appToken === undefined) return null;
  if (access === null) {
    throw new ConfigurationError(
      `SLACK_BOT_TOKEN is missing: ${appToken ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET"} is set and requires it. (For many workspaces, set SLACK_CLIENT_ID instead.)`,
    );
  }
  if (appToken !== undefined) return { access, connection: { via: "socket", appToken }, apiUrl };
  if (signingSecret !== undefined) return { access, connection: { via: "http", signingSecret }, apiUrl };
  const set = access.via === "token" ? "SLACK_BOT_TOKEN" : "SLACK_CLIENT_ID";
  throw new ConfigurationError(
    `SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: ${set} is set and requires one of them: the signing secret for HTTP, the app-level token for Socket Mode.`,
  );
}

/** One workspace by its token, or many by OAuth. With both, it would be unclear which token applies where. */
function slackAccess(variables: ValuesOf<typeof VARIABLES>): SlackAccess | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = variables;
  const { SLACK_STATE_SECRET: stateSecret, PORTCALL_URL: url } = variables;
  if (botToken !== undefined && clientId !== undefined) {
    throw new ConfigurationError(
      "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: the token is for one workspace, the client id for many. Remove one of them.",
    );
  }
  if (botToken !== undefined) return { via: "token", botToken };
  if (clientId === undefined && clientSecret === undefined) return null;
  const missing = Object.entries({ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PORTCALL_URL: url });
  const names = missing.filter(([, value]) => value === undefined).map(([name]) => name);
  if (clientId === undefined || clientSecret === undefined || url === undefined) {
    throw new ConfigurationError(
      `${names.join(" and ")} missing: OAuth installation requires SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PORTCALL_URL, Portcall's public https URL.`,
    );
  }
  // Knowing the client's secret already allows creating installations, so deriving the state secret adds no risk.
  return { via: "oauth", clientId, clientSecret, url, stateSecret: stateSecret ?? `state of ${clientSecret}` };
}

function statusLines(config: SlackConfig | null, isConnected: boolean): readonly StatusLine[] {
  if (config === null) return [["Slack", OFF]];
  const { access, connection } = config;
  const state: StatusLine = ["Slack", `${isConnected ? "connected" : NOT_YET} over ${CONNECTION[connection.via]}`];
  if (access.via === "token") return [state];
  return [state, ["Install", `${access.url.replace(/\/+$/, "")}${INSTALL_PATH}`]];
}

const CONNECTION = { http: "HTTP (request URL: /slack/events)", socket: "Socket Mode" };
const OFF = `off. To connect, set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP)
or SLACK_APP_TOKEN (Socket Mode); see README.md.`;
