import type { Logger } from "#core/host.ts";

export interface Line {
  readonly level: string;
  readonly message: string;
}

/** A logger that records messages and fields. */
export function recordingLogger(): Logger & { readonly lines: Line[]; readonly fields: object[] } {
  const lines: Line[] = [];
  const fields: object[] = [];
  const write = (level: string) => (given: object, message: string) => {
    lines.push({ level, message });
    fields.push(given);
  };
  return { lines, fields, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** A logger, and the moment at which it logs a message. */
export function loggerUntil(awaited: string) {
  const logged = Promise.withResolvers<void>();
  const recording = recordingLogger();
  const info: Logger["info"] = (fields, message) => {
    recording.info(fields, message);
    if (message === awaited) logged.resolve();
  };
  return { logger: { ...recording, info }, logged: logged.promise };
}
