import { recordingLogger } from "../recording-logger.ts";

/** A log whose next line with some words can be awaited. */
export function tellingLogger() {
  const logger = recordingLogger();
  const waiting = new Map<string, () => void>();
  const telling =
    (write: typeof logger.warn): typeof logger.warn =>
    (fields, message) => {
      write(fields, message);
      waiting.get(message)?.();
    };
  const until = (message: string) => new Promise<void>((resolve) => waiting.set(message, resolve));
  return { ...logger, lines: logger.lines, warn: telling(logger.warn), info: telling(logger.info), until };
}
