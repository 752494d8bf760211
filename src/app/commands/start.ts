import { ConfigurationError } from "#core/host.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import { startPortcall, welcome } from "../portcall.ts";
import type { ExitCode, Terminal } from "./command.ts";

/** How long a shutdown may take, in milliseconds, before the process ends all the same. */
const SHUTDOWN_LIMIT = 5000;

/** Runs the bot; resolves when SIGTERM or SIGINT has stopped it. A connection lost for good ends the process with 1. */
export async function start(_options: unknown, _args: unknown, { stdout, stderr }: Terminal): Promise<ExitCode> {
  try {
    const config = readConfig();
    const logger = createLogger(config.logLevel);
    process.on("unhandledRejection", (error) => {
      logger.error({ error }, "Unhandled rejection; exiting.");
      process.exit(1);
    });
    const portcall = await startPortcall(config, logger, (error) => {
      stderr.write(`Portcall ends. ${error.message}\n`);
      process.exit(1);
    });
    const signalled = nextSignal();
    stdout.write(welcome(portcall, config));
    await signalled;
    setTimeout(() => process.exit(0), SHUTDOWN_LIMIT).unref();
    await portcall.stop().catch((error: unknown) => logger.error({ error }, "Portcall did not end in good order."));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`Portcall cannot start.\n${error.message}`, { cause: error });
  }
}

/** Resolves when the operator or a supervisor asks the process to end. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}
