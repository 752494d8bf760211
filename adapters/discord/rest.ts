import { REST } from "discord.js";
import type { Attachment } from "#core/chat-platform.ts";
import type { LogFields, Logger } from "#core/host.ts";

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

/** Logs rate limits. @returns their count, kept up to date */
export function logRateLimits(rest: REST, logger: Logger): { rateLimits: number } {
  const counts = { rateLimits: 0 };
  const logRateLimit = (fields: LogFields) => {
    counts.rateLimits += 1;
    logger.warn({ platform: "discord", ...fields }, "Rate limited by Discord.");
  };
  // discord.js waits for limits that it knows, and retries when it gets HTTP 429.
  rest.on("rateLimited", ({ route, method, timeToReset }) => logRateLimit({ route, method, wait: timeToReset }));
  rest.on("response", ({ route, method }, { status }) => {
    if (status === 429) logRateLimit({ route, method, status });
  });
  rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
    logger.warn({ platform: "discord", count, wait: remainingTime }, "Many invalid requests to Discord.");
  });
  return counts;
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
 * Names the setting that an error at the start is about: discord.js has its own code, REST a status, and the gateway a
 * close code.
 */
export function describeStartupError(error: unknown): string {
  const { code, status, message }: DiscordError = error instanceof Error ? error : new Error(String(error));
  const closeCode = /\bcode (\d{4})\b/.exec(message)?.[1] ?? "";
  if (["4010", "4011"].includes(closeCode)) return "Discord refused DISCORD_SHARDS";
  const isRefused =
    code === "TokenInvalid" ||
    (typeof status === "number" && status < 500) ||
    ["4004", "4013", "4014"].includes(closeCode);
  return isRefused ? "Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID" : "Discord could not be reached";
}

type DiscordError = Error & { readonly code?: unknown; readonly status?: unknown };
