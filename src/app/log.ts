import pino from "pino";
import type { Logger } from "#core/contracts.ts";
import type { LogLevel } from "./config.ts";

/** One JSON object a line on standard error; anything that looks like a token is struck out, wherever it stands. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { error: pino.stdSerializers.errWithCause },
      hooks: { streamWrite: (line) => line.replace(SECRET, "[secret]") },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Slack's tokens by their beginning, Discord's by their three parts. */
const SECRET = /\bx(?:ox[a-z]|app)-[\w-]+|\b[\w-]{20,}\.[\w-]{6}\.[\w-]{25,}/g;
