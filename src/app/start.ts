import { ConfigurationError } from "#core/host.ts";
import { readConfig } from "./config.ts";
import { createLogger } from "./log.ts";
import { startPortcall } from "./portcall.ts";
import { welcome } from "./welcome.ts";

/** How long a shutdown may take, in milliseconds, before the process ends all the same. */
const SHUTDOWN_LIMIT = 5000;

try {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  process.on("unhandledRejection", (error) => {
    logger.error(
      { error },
      "Something failed that nobody waited for; Portcall ends, so that it can be started afresh.",
    );
    process.exit(1);
  });
  const portcall = await startPortcall(config, logger, endLost);
  const stop = async () => {
    setTimeout(() => process.exit(0), SHUTDOWN_LIMIT).unref();
    await portcall.stop().catch((error: unknown) => logger.error({ error }, "Portcall did not end in good order."));
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(welcome(portcall, config));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`Portcall cannot start.\n${error.message}\n`);
  process.exit(1);
}

/** Ends so that Portcall can be started afresh, with what the operator has to know. */
function endLost(error: Error): never {
  process.stderr.write(`Portcall ends. ${error.message}\n`);
  process.exit(1);
}
