import { ConfigurationError } from "#core/host.ts";
import { checkFeedbackTarget, readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import { startPortcall, startupMessage } from "../portcall.ts";
import type { ExitCode, Terminal } from "./command.ts";

/** Milliseconds until a slow shutdown is cut short. */
const SHUTDOWN_TIMEOUT = 5000;

/** Runs the bot until SIGTERM or SIGINT. A permanently lost connection exits with code 1. */
export async function start(_options: unknown, _args: unknown, { stdout, stderr }: Terminal): Promise<ExitCode> {
  try {
    const config = readConfig();
    checkFeedbackTarget(config);
    const logger = createLogger(config.logLevel);
    process.on("unhandledRejection", (error) => {
      logger.error({ error }, "Unhandled rejection; exiting.");
      process.exit(1);
    });
    const portcall = await startPortcall(config, logger, (error) => {
      stderr.write(`Exiting: ${error.message}\n`);
      process.exit(1);
    });
    const signal = waitForSignal();
    stdout.write(startupMessage(portcall, config));
    await signal;
    setTimeout(() => process.exit(0), SHUTDOWN_TIMEOUT).unref();
    await portcall.stop().catch((error: unknown) => logger.error({ error }, "Shutdown failed."));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`Portcall cannot start.\n${error.message}`, { cause: error });
  }
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}
