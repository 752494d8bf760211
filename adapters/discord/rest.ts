import { REST } from "discord.js";
import type { Logger } from "#core/contracts.ts";

export interface RestOptions {
  readonly token: string;
  readonly apiUrl: string | null;
}

/** Without the gateway there is no client, only its REST. */
export function restAlone({ token, apiUrl }: RestOptions): REST {
  return new REST(restOptions(apiUrl)).setToken(token);
}

/** @param apiUrl base address without a version; null for Discord's own */
export function restOptions(apiUrl: string | null): { api?: string } {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") };
}

/** Tells the operator what discord.js waits for. @returns how often it had to */
export function followRest(rest: REST, logger: Logger): { rateLimits: number } {
  const counts = { rateLimits: 0 };
  rest.on("rateLimited", ({ route, method, timeToReset, global }) => {
    counts.rateLimits += 1;
    const fields = { platform: "discord", route, method, wait: timeToReset, global };
    logger.warn(fields, "Discord asks to be asked more slowly.");
  });
  rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
    logger.warn({ platform: "discord", count, wait: remainingTime }, "Many requests to Discord were refused.");
  });
  return counts;
}
