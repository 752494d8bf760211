import { ConfigurationError } from "#core/host.ts";
import type { Environment } from "./environment.ts";
import { readVariables } from "./environment.ts";
import type { HealthPart } from "./health.ts";
import type { PlatformConfigs } from "./platforms/platforms.ts";
import { needsStoreToAnswer, PLATFORM_NAMES, PLATFORMS, readPlatformConfigs } from "./platforms/platforms.ts";
import { readSecretFiles } from "./secret-files.ts";
import type { UnknownVariable } from "./unknown-variables.ts";
import { findUnknownVariables } from "./unknown-variables.ts";
import type { FeedbackTarget, LogLevel, RefreshConfig, ServerAddress } from "./variables.ts";
import { VARIABLES } from "./variables.ts";

/** The configuration from environment variables. Only this file reads them. */
export interface Config extends PlatformConfigs {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Seconds between SIGTERM and the stop. */
  readonly drain: number;
  /** The URL of the store; may contain a password. */
  readonly store: string;
  /** Keys of 32 bytes for secrets in the store: the first one encrypts, all of them decrypt. */
  readonly storeKeys: readonly Uint8Array[];
  /** How many claims a team's port book can have. */
  readonly bookLimit: number;
  /** Where sad feedback is sent besides the store. */
  readonly feedback: FeedbackTarget | null;
  /** How the registry is refreshed; null if it isn't. */
  readonly refresh: RefreshConfig | null;
  /** Where metrics are served; null if they are not. */
  readonly metrics: ServerAddress | null;
  /** Where health checks are served instead of beside everything else; null for there. */
  readonly health: ServerAddress | null;
  /** Whether the page is served. */
  readonly hasPage: boolean;
  /** How many reverse proxies in front say whom they pass on. */
  readonly proxies: number;
  /** The parts without which it is not ready. */
  readonly ready: readonly HealthPart[];
}

/** Every environment variable of the configuration. */
export const VARIABLE_NAMES: readonly string[] = [
  ...Object.keys(VARIABLES),
  ...PLATFORM_NAMES.flatMap((name) => PLATFORMS[name].variables()),
];

/**
 * Reads the configuration. Empty variables count as unset. A variable `NAME` may be in the file that `NAME_FILE` names.
 * @throws ConfigurationError naming every variable that is wrong or missing
 */
export function readConfig(given: Environment = process.env): Config {
  const problems: string[] = [];
  const attempt = <Value>(read: () => Value): Value | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  const environment = attempt(() => readSecretFiles(given, VARIABLE_NAMES)) ?? given;
  const general = attempt(() => readVariables(VARIABLES, environment));
  const platforms = readPlatformConfigs((platform) => attempt(() => platform.readConfig(environment)));
  if (general === null || problems.length > 0) throw new ConfigurationError(problems.join("\n"));
  const feedback = general.PORTCALL_FEEDBACK ?? null;
  const { HOST: host, PORT: port, LOG_LEVEL: logLevel, PORTCALL_DRAIN: drain, PORTCALL_STORE: store } = general;
  const refresh = general.PORTCALL_REFRESH === "off" ? null : { mirror: general.PORTCALL_REFRESH?.mirror ?? null };
  const storeKeys = general.PORTCALL_STORE_KEY ?? [];
  const metrics = general.PORTCALL_METRICS ?? null;
  const ready = general.PORTCALL_READY ?? defaultReady(platforms);
  const { PORTCALL_BOOK_LIMIT: bookLimit, PORTCALL_PROXIES: proxies } = general;
  const health = general.PORTCALL_HEALTH_PORT ?? null;
  const isConnected = PLATFORM_NAMES.some((name) => platforms[name] !== null);
  // Who has a chat platform tries it there; the page would be open to whoever reaches the server.
  const hasPage = general.PORTCALL_PLAYGROUND === undefined ? !isConnected : general.PORTCALL_PLAYGROUND === "on";
  return {
    host,
    port,
    logLevel,
    drain,
    store,
    storeKeys,
    bookLimit,
    feedback,
    refresh,
    metrics,
    health,
    hasPage,
    proxies,
    ready,
    ...platforms,
  };
}

/** @throws ConfigurationError if feedback is for a platform that is not configured */
export function checkFeedbackTarget(config: Config): void {
  const { feedback } = config;
  if (feedback === null || feedback.to === "file" || config[feedback.to] !== null) return;
  throw new ConfigurationError(`PORTCALL_FEEDBACK names ${feedback.to}, which is not configured.`);
}

/** What is set and looks like a setting, but is none. */
export function unknownVariables(environment: Environment = process.env): readonly UnknownVariable[] {
  return findUnknownVariables(environment, VARIABLE_NAMES);
}

/** Whether standard output should be coloured (no-color.org). */
export function prefersColour(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== "dumb");
}

/** Lookups go on without the store, unless it has the tokens. Then a balancer should try another process. */
function defaultReady(platforms: PlatformConfigs): readonly HealthPart[] {
  return needsStoreToAnswer(platforms) ? ["platforms", "reads"] : ["platforms"];
}
