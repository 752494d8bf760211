import type { DestinationStream } from "pino";
import pino from "pino";
import type { Logger } from "#core/host.ts";
import { PLATFORMS } from "./platforms/platforms.ts";
import type { LogLevel } from "./variables.ts";

/** Logs JSON lines to standard error and redacts anything that looks like a token. */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { error: (error: unknown) => describeError(error) },
      hooks: { streamWrite: (line) => line.replace(SECRET, "[secret]") },
    },
    destination,
  );
}

const SECRET = new RegExp(
  Object.values(PLATFORMS)
    .flatMap(({ secrets }) => secrets.map(({ source }) => source))
    .join("|"),
  "g",
);

/** The depth of error causes that are logged. */
const MAX_CAUSES = 3;

/** An error as it is logged. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly status?: string | number;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

/** Keeps only these fields: platform errors also contain the request, with people's text and tokens in URLs. */
export function describeError(error: unknown, causes = MAX_CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, status } = error as Error & { code?: unknown; status?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    ...(isShort(code) && { code }),
    ...(isShort(status) && { status }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}

function isShort(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
