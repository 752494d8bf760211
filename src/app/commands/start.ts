import { ConfigurationError } from "#core/host.ts";
import { checkFeedbackTarget, readConfig, unknownVariables } from "../config.ts";
import { createLogger } from "../log.ts";
import { startPortcall, startupMessage } from "../portcall.ts";
import { exitOnUncaughtErrors, waitForStopSignal } from "../process-events.ts";
import { VERSION } from "../version.ts";
import type { ExitCode, Terminal } from "./command.ts";

/** Milliseconds. With the default of PORTCALL_DRAIN, less than the ten seconds that `docker stop` waits. */
const SHUTDOWN_TIMEOUT = 5000;

/** Runs the bot until SIGTERM or SIGINT. If a platform refuses the connection for good, it exits with code 1. */
export async function start(_options: unknown, _args: unknown, terminal: Terminal): Promise<ExitCode> {
  try {
    return await run(terminal);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`Portcall cannot start.\n${error.message}`, { cause: error });
  }
}

async function run({ stdout, stderr }: Terminal): Promise<ExitCode> {
  const config = readConfig();
  checkFeedbackTarget(config);
  const logger = createLogger(config.logLevel);
  for (const { name, nearest } of unknownVariables()) {
    const hint = nearest === null ? "" : ` Did you mean ${nearest}?`;
    logger.warn({ variable: name }, `${name} is not a setting of Portcall, and is ignored.${hint}`);
  }
  exitOnUncaughtErrors(logger);
  const stopped = waitForStopSignal(() => {
    logger.warn({}, "Told to stop a second time; exiting at once.");
    process.exit(1);
  });
  const portcall = await startPortcall(config, logger, (error) => {
    logger.error({ error }, "A platform refused the connection; exiting.");
    stderr.write(`Exiting: ${error.message}\n`);
    process.exit(1);
  });
  stdout.write(startupMessage(portcall, config));
  const signal = await stopped;
  // Whoever presses Ctrl+C has no balancer to wait for.
  const drain = signal === "SIGTERM" ? config.drain : 0;
  logger.info({ version: VERSION, signal, drain }, "Portcall stopping.");
  portcall.drain();
  await new Promise((resolve) => void setTimeout(resolve, drain * 1000));
  const timer = setTimeout(() => {
    logger.error({ open: portcall.open() }, "Not everything could be ended in time; exiting.");
    process.exit(1);
  }, SHUTDOWN_TIMEOUT);
  try {
    await portcall.stop();
    return 0;
  } catch (error) {
    logger.error({ error, open: portcall.open() }, "Shutdown failed.");
    return 1;
  } finally {
    clearTimeout(timer);
  }
}
