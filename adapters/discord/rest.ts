import { DiscordAPIError, REST } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Attachment } from "#core/chat-platform.ts";
import type { LogFields, Logger } from "#core/host.ts";
import type { Observe } from "#core/telemetry.ts";

export interface RestOptions {
  readonly token: string;
  readonly apiUrl: string | null;
}

/** The REST client for a process without the gateway. */
export function createRest({ token, apiUrl }: RestOptions): REST {
  return new REST(restOptions(apiUrl)).setToken(token);
}

/** @param apiUrl base address without a version; null for Discord's own */
export function restOptions(apiUrl: string | null): { api?: string } {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") };
}

/** A message with its file, for discord.js' REST client; it replaces earlier attachments. */
export function withFile(body: object, file: Attachment | null) {
  if (file === null) return { body: { ...body, attachments: [] } };
  const { name, text } = file;
  return {
    body: { ...body, attachments: [{ id: "0", filename: name }] },
    files: [{ name, data: Buffer.from(text), contentType: "text/plain; charset=utf-8" }],
  };
}

/**
 * Watches whether Discord accepts the bot's token. discord.js forgets a token that was refused, so it stays refused until
 * a restart. The token of an interaction is another one.
 */
export function watchToken(rest: REST, logger: Logger): { isRefused(): boolean } {
  let isRefused = false;
  rest.on("response", ({ data }, { status }) => {
    if (status !== 401 || data.auth === false || isRefused) return;
    isRefused = true;
    logger.error({ platform: "discord", status }, "Discord refuses DISCORD_TOKEN. Set its new token and restart.");
  });
  return { isRefused: () => isRefused };
}

/** Logs rate limits. @returns their count, kept up to date */
export function logRateLimits(rest: REST, logger: Logger, observe: Observe): { rateLimits: number } {
  const counts = { rateLimits: 0 };
  const logRateLimit = (fields: LogFields) => {
    counts.rateLimits += 1;
    observe({ type: "rate-limited", platform: "discord" });
    logger.warn({ platform: "discord", ...fields }, "Rate limited by Discord.");
  };
  // discord.js waits for limits that it knows, and retries when it gets HTTP 429.
  rest.on("rateLimited", ({ route, method, timeToReset }) => logRateLimit({ route, method, wait: timeToReset }));
  rest.on("response", ({ route, method, retries }, { status }) => {
    if (retries > 0) observe({ type: "retry", platform: "discord" });
    if (status === 429) logRateLimit({ route, method, status });
  });
  rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
    logger.warn({ platform: "discord", count, wait: remainingTime }, "Many invalid requests to Discord.");
  });
  return counts;
}

/** Without one of these permissions, Discord refuses every message to the channel. */
const PERMISSION_ERRORS: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory,
]);

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function isPermissionError(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.status === 403 || PERMISSION_ERRORS.has(error.code));
}

/** Undici's codes for a connection that ended before the response. discord.js itself repeats only ECONNRESET. */
const CONNECTION_ERRORS: ReadonlySet<unknown> = new Set(["UND_ERR_SOCKET", "EPIPE"]);

/**
 * Repeats a request once if its connection was lost, when Discord may or may not have carried it out.
 * @param work safe to repeat
 */
export async function retryLostConnection<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && CONNECTION_ERRORS.has(error.code))) throw error;
    return work();
  }
}

/** Responds to an interaction. After a lost connection, "already acknowledged" says that the first attempt arrived. */
export async function respondOnce(respond: () => Promise<unknown>): Promise<void> {
  let attempts = 0;
  await retryLostConnection(() => {
    attempts += 1;
    return respond();
  }).catch((error: unknown) => {
    const isDone =
      attempts > 1 &&
      error instanceof DiscordAPIError &&
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
    if (!isDone) throw error;
  });
}

/**
 * Unknown webhook, unknown interaction, and already acknowledged: the response took longer than three seconds.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
 */
const TOO_LATE: readonly unknown[] = [10_015, 10_062, 40_060];

export function logDeliveryFailure(error: unknown, logger: Logger): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (TOO_LATE.includes(code))
    logger.warn({ platform: "discord", error }, "Timeout: the reply was too late for Discord.");
  else logger.error({ platform: "discord", error }, "A reply could not be sent.");
}

/**
 * Names what the operator has to change; null if Discord could not be reached, which passes. discord.js has a code of its
 * own, REST a status, and the gateway a close code.
 */
export function describeRefusal(error: unknown): string | null {
  const { code, status, message }: DiscordError = error instanceof Error ? error : new Error(String(error));
  const closeCode = /\bcode (\d{4})\b/.exec(message)?.[1];
  if (closeCode !== undefined) return CLOSE_CODES[closeCode] ?? null;
  const isRefused = code === "TokenInvalid" || (typeof status === "number" && REFUSALS.has(status));
  return isRefused ? TOKEN_REFUSED : null;
}

type DiscordError = Error & { readonly code?: unknown; readonly status?: unknown };

/** HTTP statuses that another attempt would get again. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404]);
const TOKEN_REFUSED = "Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID";
const SHARDS_REFUSED = "Discord refused DISCORD_SHARDS";
const INTENTS_REFUSED =
  "Discord refused the intents Guilds, Guild Messages and Direct Messages, of which none is privileged. If DISCORD_API_URL is a proxy, check that it leaves them as they are. To run without intents, and without mentions, set DISCORD_GATEWAY to off and DISCORD_PUBLIC_KEY";

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSE_CODES: Readonly<Record<string, string>> = {
  4004: TOKEN_REFUSED,
  4010: SHARDS_REFUSED,
  4011: SHARDS_REFUSED,
  4012: "Discord no longer accepts the version of its API that this Portcall uses. Install a newer Portcall",
  4013: INTENTS_REFUSED,
  4014: INTENTS_REFUSED,
};
