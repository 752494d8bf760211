import { REST } from "discord.js";
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

/** Tells the operator what discord.js waits for. @returns how often it had to */
export function logRateLimits(rest: REST, logger: Logger): { rateLimits: number } {
  const counts = { rateLimits: 0 };
  const slowDown = (fields: LogFields) => {
    counts.rateLimits += 1;
    logger.warn({ platform: "discord", ...fields }, "Discord asks to be asked more slowly.");
  };
  // Where discord.js knows of the limit beforehand it waits; where it does not, it is told so and asks again.
  rest.on("rateLimited", ({ route, method, timeToReset }) => slowDown({ route, method, wait: timeToReset }));
  rest.on("response", ({ route, method }, { status }) => {
    if (status === 429) slowDown({ route, method, status });
  });
  rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
    logger.warn({ platform: "discord", count, wait: remainingTime }, "Many requests to Discord were refused.");
  });
  return counts;
}
