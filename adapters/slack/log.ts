import type { LogLevel, Logger as SlackLogger } from "@slack/bolt";
import type { Logger } from "#core/host.ts";

/** Portcall's logger for Slack's libraries. Their info messages are logged as debug. */
export function slackLogger(logger: Logger): SlackLogger {
  const write =
    (level: "debug" | "warn" | "error") =>
    (...parts: unknown[]) =>
      logger[level]({ platform: "slack" }, parts.map(describe).join(" "));
  const level = "info" as LogLevel;
  return {
    debug: () => {},
    info: write("debug"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => {},
    getLevel: () => level,
    setName: () => {},
  };
}

function describe(part: unknown): string {
  return part instanceof Error ? part.message : String(part);
}
