import type { LogFields, Logger } from "#core/host.ts";
import type { LogLevel } from "./variables.ts";

/** A logger whose library is loaded when there is something to write: most commands log nothing, and start sooner. */
export interface LateLogger {
  readonly logger: Logger;
  /** Writes what has been logged since. */
  flush(): Promise<void>;
}

export function createLateLogger(level: LogLevel): LateLogger {
  let lines: ((logger: Logger) => void)[] = [];
  const keep = (kind: keyof Logger) => (fields: LogFields, message: string) => {
    lines.push((logger) => logger[kind](fields, message));
  };
  return {
    logger: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") },
    async flush() {
      const kept = lines;
      lines = [];
      if (kept.length === 0) return;
      const { createLogger } = await import("./log.ts");
      const logger = createLogger(level);
      for (const write of kept) write(logger);
    },
  };
}
