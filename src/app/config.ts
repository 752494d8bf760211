import { z } from "zod";
import type { SlackAccess, SlackConnection } from "#adapters/slack/index.ts";
import { ConfigurationError } from "#core/host.ts";

/** Everything the environment decides. This file alone reads it. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** The URL of the store; it may hold a password. */
  readonly store: string;
  /** Where sad feedback goes besides the store. */
  readonly feedback: FeedbackTarget | null;
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface SlackConfig {
  readonly access: SlackAccess;
  readonly connection: SlackConnection;
  /** Null for Slack's own. */
  readonly apiUrl: string | null;
}

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string | null;
  /** The application's, where Discord sends interactions over HTTP. */
  readonly publicKey: string | null;
  /** Null to do without the gateway, and so without mentions. */
  readonly gateway: { readonly shards: DiscordShards } | null;
}

/** The shards this process runs; `auto` for all, as many as Discord recommends. */
export type DiscordShards = "auto" | { readonly ids: readonly number[]; readonly count: number };

export type FeedbackTarget =
  | { readonly to: "file"; readonly path: string }
  | { readonly to: "slack" | "discord"; readonly channel: string };

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

const secret = z.string().trim().optional();
const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).optional();

const VARIABLES = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(0, "must be a port number")
    .max(65_535, "must be a port number, 65535 at most")
    .default(8867),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
  PORTCALL_STORE: z.string().trim().default("sqlite:./var/portcall.sqlite"),
  PORTCALL_FEEDBACK: z
    .string()
    .regex(
      /^(?:file:.+|(?:slack|discord):[\w/]+)$/,
      "must be file:PATH, slack:CHANNEL or discord:CHANNEL, by the channel's id",
    )
    .optional(),
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
  DISCORD_TOKEN: secret,
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{5,20}$/, "must be the application's id, digits only")
    .optional(),
  DISCORD_API_URL: address,
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be the application's public key, 64 hexadecimal digits")
    .optional(),
  DISCORD_GATEWAY: z.enum(["on", "off"], "must be on or off").default("on"),
  DISCORD_SHARDS: z
    .string()
    .transform((text, context) => parseShards(text) ?? context.addIssue(SHARDS_ISSUE) ?? z.NEVER)
    .default("auto"),
});

const SHARDS_ISSUE = "must be auto, or this process's shards out of how many: 0-3/8 or 0,1/4";

type Variables = z.infer<typeof VARIABLES>;

/**
 * Reads the configuration; a variable set to nothing counts as not set.
 * @throws ConfigurationError naming every variable that is wrong or missing.
 */
export function readConfig(environment: Environment = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const read = VARIABLES.safeParse(set);
  if (!read.success) {
    throw new ConfigurationError(
      read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
    );
  }
  const { HOST: host, PORT: port, LOG_LEVEL: logLevel, PORTCALL_STORE: store } = read.data;
  const feedback = feedbackTarget(read.data.PORTCALL_FEEDBACK);
  return { host, port, logLevel, store, feedback, slack: slackConfig(read.data), discord: discordConfig(read.data) };
}

/** Whether the terminal at standard output wants colours (no-color.org). */
export function prefersColour(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== "dumb");
}

function feedbackTarget(typed: string | undefined): FeedbackTarget | null {
  const [, to, where = ""] = /^(file|slack|discord):(.+)$/.exec(typed ?? "") ?? [];
  if (to === "file") return { to, path: where };
  return to === "slack" || to === "discord" ? { to, channel: where } : null;
}

function slackConfig(variables: Variables): SlackConfig | null {
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
function slackAccess(variables: Variables): SlackAccess | null {
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

function discordConfig(variables: Variables): DiscordConfig | null {
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_GATEWAY: gateway } = variables;
  const publicKey = variables.DISCORD_PUBLIC_KEY ?? null;
  if (token === undefined && applicationId === undefined) {
    if (publicKey === null) return null;
    throw new ConfigurationError(
      "DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing: DISCORD_PUBLIC_KEY is set, and Discord needs both beside it.",
    );
  }
  if (token === undefined) {
    throw new ConfigurationError("DISCORD_TOKEN is missing: DISCORD_APPLICATION_ID is set, and Discord needs both.");
  }
  if (applicationId === undefined) {
    throw new ConfigurationError("DISCORD_APPLICATION_ID is missing: DISCORD_TOKEN is set, and Discord needs both.");
  }
  if (gateway === "off" && publicKey === null) {
    throw new ConfigurationError(
      "DISCORD_PUBLIC_KEY is missing: DISCORD_GATEWAY is off, and then Discord's requests over HTTP are the only way in.",
    );
  }
  return {
    token,
    applicationId,
    apiUrl: variables.DISCORD_API_URL ?? null,
    publicKey,
    gateway: gateway === "off" ? null : { shards: variables.DISCORD_SHARDS },
  };
}

/** `auto`, `0-3/8`, `0,1/4`; null for anything else. */
function parseShards(text: string): DiscordShards | null {
  if (text.trim() === "auto") return "auto";
  const [, listed = "", of = ""] = /^\s*([\d,-]+)\/(\d{1,5})\s*$/.exec(text) ?? [];
  const count = Number(of);
  const ids = listed.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return [Number.NaN];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
  });
  return ids.every((id) => id < count) && new Set(ids).size === ids.length ? { ids, count } : null;
}
