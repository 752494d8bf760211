import { createDiscordAdapter, renderCommandResponse } from "#adapters/discord/index.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Environment } from "../environment.ts";
import {
  matching,
  oneOf,
  optional,
  parsedBy,
  readVariables,
  secretVariable,
  urlVariable,
  withDefault,
} from "../environment.ts";
import type { Platform, StatusLine } from "./platform.ts";
import { NOT_YET } from "./platform.ts";

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string | null;
  /** The application's public key, for interactions over HTTP. */
  readonly publicKey: string | null;
  /** Null to run without the gateway, and therefore without mentions. */
  readonly gateway: { readonly shards: DiscordShards } | null;
}

/** The shards of this process; `auto` for as many as Discord recommends. */
export type DiscordShards = "auto" | { readonly ids: readonly number[]; readonly count: number };

export const discord: Platform<DiscordConfig> = {
  variables: () => Object.keys(VARIABLES),
  readConfig,
  statusLines,
  createAdapter: (config, services) => createDiscordAdapter({ ...config, ...services }),
  needsStoreToAnswer: () => false,
  format: "Discord",
  channel: /^\d+$/,
  // Three parts, of which only the middle one has a length of its own.
  secrets: [/\b[\w-]{20,}\.[\w-]{6}\.[\w-]{25,}/],
  render: renderCommandResponse,
};

const SHARDS_ISSUE = "must be auto, or this process's shards and the total: 0-3/8 or 0,1/4";

const VARIABLES = {
  DISCORD_TOKEN: secretVariable,
  DISCORD_APPLICATION_ID: optional(matching(/^\d{5,20}$/, "must be the application's id, digits only")),
  DISCORD_API_URL: urlVariable,
  DISCORD_PUBLIC_KEY: optional(
    matching(/^[0-9a-f]{64}$/i, "must be the application's public key, 64 hexadecimal digits"),
  ),
  DISCORD_GATEWAY: withDefault("on", oneOf(["on", "off"], "must be on or off")),
  DISCORD_SHARDS: withDefault<DiscordShards>("auto", parsedBy(parseShards, SHARDS_ISSUE)),
};

function readConfig(environment: Environment): DiscordConfig | null {
  const variables = readVariables(VARIABLES, environment);
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_GATEWAY: gateway } = variables;
  const publicKey = variables.DISCORD_PUBLIC_KEY ?? null;
  if (token === undefined && applicationId === undefined) {
    if (publicKey === null) return null;
    throw new ConfigurationError(
      "DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing: DISCORD_PUBLIC_KEY is set and requires both.",
    );
  }
  if (token === undefined) {
    throw new ConfigurationError("DISCORD_TOKEN is missing: DISCORD_APPLICATION_ID is set and requires it.");
  }
  if (applicationId === undefined) {
    throw new ConfigurationError("DISCORD_APPLICATION_ID is missing: DISCORD_TOKEN is set and requires it.");
  }
  if (gateway === "off" && publicKey === null) {
    throw new ConfigurationError(
      "DISCORD_PUBLIC_KEY is missing: with DISCORD_GATEWAY off, interactions over HTTP need it.",
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

function statusLines(config: DiscordConfig | null, isConnected: boolean): readonly StatusLine[] {
  if (config === null) return [["Discord", OFF]];
  const ways = [
    ...(config.gateway === null ? [] : ["the gateway"]),
    ...(config.publicKey === null ? [] : ["HTTP (interactions endpoint: /discord/interactions)"]),
  ];
  return [["Discord", `${isConnected ? "connected" : NOT_YET} over ${ways.join(" and ")}`]];
}

const OFF = `off. To connect, set DISCORD_TOKEN and DISCORD_APPLICATION_ID
(see README.md).`;
