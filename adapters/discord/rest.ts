import { REST } from "discord.js";
import type { Attachment } from "#core/chat-platform.ts";
import type { LogFields, Logger } from "#core/host.ts";

export interface RestOptions {
  readonly token: string;
  readonly apiUrl: string | null;
}

/** Without the gateway there is no client, only its REST. */
export function createRest({ token, apiUrl }: RestOptions): REST {
  return new REST(restOptions(apiUrl)).setToken(token);
}

/** @param apiUrl base address without a version; null for Discord's own */
export function restOptions(apiUrl: string | null): { api?: string } {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") };
}

/** A message with its file, as discord.js' REST takes both; it replaces what was attached before. */
export function withFile(body: object, file: Attachment | null) {
  if (file === null) return { body: { ...body, attachments: [] } };
  const { name, text } = file;
  return {
    body: { ...body, attachments: [{ id: "0", filename: name }] },
    files: [{ name, data: Buffer.from(text), contentType: "text/plain; charset=utf-8" }],
  };
}

/** Tells the operator what discord.js waits for. @returns how often it had to */
export function logRateLimits(rest: REST, logger: Logger): { rateLimits: number } {
  const counts = { rateLimits: 0 };
  const limited = (fields: LogFields) => {
    counts.rateLimits += 1;
    logger.warn({ platform: "discord", ...fields }, "Rate limited by Discord.");
  };
  // Where discord.js knows of the limit beforehand it waits; where it does not, it is told so and asks again.
  rest.on("rateLimited", ({ route, method, timeToReset }) => limited({ route, method, wait: timeToReset }));
  rest.on("response", ({ route, method }, { status }) => {
    if (status === 429) limited({ route, method, status });
  });
  rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
    logger.warn({ platform: "discord", count, wait: remainingTime }, "Many invalid requests to Discord.");
  });
  return counts;
}

/** Discord forgets an interaction after three seconds, takes one response, and knows no webhook where it got none. */
const TOO_LATE: readonly unknown[] = [10_015, 10_062, 40_060];

/** Tells the operator that Discord did not take a reply. */
export function logUndelivered(error: unknown, logger: Logger): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (TOO_LATE.includes(code)) logger.warn({ platform: "discord", error }, "Timeout: a reply came too late.");
  else logger.error({ platform: "discord", error }, "A reply could not be sent.");
}

/**
 * Which setting the operator has to change, by an error at the start: discord.js says so by a code of its own, REST by
 * its status, the gateway by the code it closes with.
 */
export function blame(error: unknown): string {
  const { code, status, message }: FailureOfDiscord = error instanceof Error ? error : new Error(String(error));
  const closed = /\bcode (\d{4})\b/.exec(message)?.[1] ?? "";
  if (["4010", "4011"].includes(closed)) return "Discord refused DISCORD_SHARDS";
  const isRefused =
    code === "TokenInvalid" ||
    (typeof status === "number" && status < 500) ||
    ["4004", "4013", "4014"].includes(closed);
  return isRefused ? "Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID" : "Discord could not be reached";
}

type FailureOfDiscord = Error & { readonly code?: unknown; readonly status?: unknown };
