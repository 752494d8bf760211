import { recordingLogger } from "../recording-logger.ts";

/** A logger that lets a test wait for a message. */
export function awaitableLogger() {
  const logger = recordingLogger();
  const waiters = new Map<string, () => void>();
  const notifying =
    (write: typeof logger.warn): typeof logger.warn =>
    (fields, message) => {
      write(fields, message);
      waiters.get(message)?.();
    };
  const until = (message: string) => new Promise<void>((resolve) => waiters.set(message, resolve));
  return { ...logger, lines: logger.lines, warn: notifying(logger.warn), info: notifying(logger.info), until };
}
