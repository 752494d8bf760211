import { describeStore, openStore } from "#adapters/store/index.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import type { Logger, MonitoredStore } from "#core/host.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { createAnswering } from "./answering.ts";
import type { Config } from "./config.ts";
import { trackConnections } from "./connections.ts";
import { createFeedbackSink } from "./feedback-sink.ts";
import { healthOf } from "./health.ts";
import { healthRoutes, serveHealth } from "./health-routes.ts";
import { buildIndexes, DATA_DIRECTORY, keptRegistryPath, loadKnowledgeFactory, loadRegistry } from "./knowledge.ts";
import { listen } from "./listen.ts";
import type { Metrics } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import type { StatusLine } from "./platforms/platform.ts";
import type { PlatformName } from "./platforms/platforms.ts";
import { createAdapters, platformStatus } from "./platforms/platforms.ts";
import { startRegistryChecks } from "./registry-checks.ts";
import { createRegistryRefresh } from "./registry-refresh.ts";
import { createHttpServer } from "./server.ts";
import type { Shutdown } from "./shutdown.ts";
import { createShutdown } from "./shutdown.ts";
import { createTeamServices } from "./team-services.ts";
import type { ProcessTelemetry } from "./telemetry.ts";
import { createTelemetry } from "./telemetry.ts";
import { createWatchNotifier } from "./watch-notifier.ts";
import { webRoutes } from "./web.ts";

/** A running Portcall. */
export interface Portcall {
  /** The URL of its web page. */
  readonly address: string;
  /** The URL of its metrics; null if they are not served. */
  readonly metrics: string | null;
  /** The URL of the health checks; null if they are beside everything else. */
  readonly health: string | null;
  readonly registry: RegistrySource;
  isConnected(platform: PlatformName): boolean;
  /** Asks balancers to send no more requests: from now on it is not ready, and every answer closes its connection. */
  drain(): void;
  /** Takes no new work, finishes what is being answered, disconnects, and closes the store. */
  stop(): Promise<void>;
  /** What `stop` has not ended yet, by name. */
  open(): readonly string[];
}

/**
 * Loads the registry, starts the HTTP server and connects the configured platforms; goes on connecting those that cannot be
 * reached.
 * @param onLost called if a platform refuses the connection later on
 * @throws ConfigurationError if the operator has to change something; nothing is left running
 */
export async function startPortcall(config: Config, logger: Logger, onLost: (error: Error) => void): Promise<Portcall> {
  const metrics = config.metrics === null ? null : (await import("./metrics.ts")).createMetrics();
  const telemetry = createTelemetry(logger, metrics?.observe ?? NO_TELEMETRY.observe, config.logLevel === "debug");
  const store = await openStore(config.store, telemetry);
  const shutdown = createShutdown(["store", () => store.close()]);
  try {
    return await startWithStore(store, config, { telemetry, metrics, onLost, shutdown });
  } catch (error) {
    // Report why it could not start, not why something could not be ended.
    await shutdown.run().catch((failure: unknown) => logger.warn({ error: failure }, "Failed to disconnect."));
    throw error;
  }
}

interface Context {
  readonly telemetry: ProcessTelemetry;
  /** Null if they are not served. */
  readonly metrics: Metrics | null;
  readonly onLost: (error: Error) => void;
  readonly shutdown: Shutdown;
}

async function startWithStore(
  store: MonitoredStore,
  config: Config,
  { telemetry, metrics, onLost, shutdown }: Context,
): Promise<Portcall> {
  const { logger, observe } = telemetry;
  const keptPath = keptRegistryPath(config);
  const [{ origin, ...loaded }, createKnowledge] = await Promise.all([
    loadRegistry(keptPath, logger),
    loadKnowledgeFactory(),
  ]);
  // The feedback sink posts through the adapters, which in turn need the services, so they are added below.
  const adapters: ChatAdapter[] = [];
  const services = createTeamServices({
    store,
    bookLimit: config.bookLimit,
    logger,
    onFeedback: createFeedbackSink(config.feedback, adapters, logger),
  });
  const { clock } = services;
  const answering = createAnswering(createKnowledge(loaded, clock.now()), services);
  const { ask, suggest } = answering;

  const { storeKeys } = config;
  const platforms = await createAdapters(config, { ask, suggest, store, storeKeys, logger, telemetry, onLost });
  const configured = [...platforms.values()].filter((adapter) => adapter !== null);
  adapters.push(...configured);
  let isDraining = false;
  const health = () => {
    const state = healthOf({
      required: config.ready,
      store: store.state(),
      platforms,
      registry: answering.knowledge.registry.source,
      now: clock.now(),
    });
    return { ...state, ready: state.ready && !isDraining };
  };
  const web = webRoutes({
    ask,
    knowledge: () => answering.knowledge,
    store,
    reader: services.reader,
    hasPage: config.hasPage,
    proxies: config.proxies,
    telemetry,
  });
  const checks = healthRoutes(health);
  const mounts = new Map([
    ...web,
    ...(config.health === null ? checks : []),
    ...configured.flatMap((adapter) => [...adapter.mounts]),
  ]);
  const server = createHttpServer({ mounts, logger, observe });
  const connections = trackConnections(server);
  const metricsServer =
    metrics === null || config.metrics === null
      ? null
      : await serveMetrics(config.metrics, { metrics, health, logger });
  if (metricsServer !== null) shutdown.add("metrics", metricsServer.close);
  const healthServer = config.health === null ? null : await serveHealth(config.health, checks, logger);
  if (healthServer !== null) shutdown.add("health checks", healthServer.close);
  const address = await listen(server, config);
  shutdown.add("HTTP requests", connections.close);
  for (const adapter of adapters) shutdown.add(adapter.name, () => adapter.stop());
  await Promise.all(adapters.map((adapter) => adapter.start()));
  const building = buildIndexes(answering.knowledge);
  const refresh =
    config.refresh === null
      ? null
      : createRegistryRefresh({
          ...config.refresh,
          directory: DATA_DIRECTORY,
          origin,
          update: loaded.update,
          keptPath,
          logger,
        });
  const { random } = Math;
  const registryChecks = startRegistryChecks({
    refresh,
    answering,
    createKnowledge,
    notifyWatchers: createWatchNotifier({ store, adapters, clock, timers: globalThis, logger }),
    clock,
    timers: globalThis,
    random,
    logger,
  });
  shutdown.add("indexes", () => building);
  shutdown.add("registry refresh", () => registryChecks.stop());
  const { version, platforms: states } = health();
  const statuses = Object.entries(states).map(([name, { status }]) => [name, status] as const);
  logger.info(
    { version, store: describeStore(config.store), ...Object.fromEntries(statuses), address },
    "Portcall started.",
  );
  return {
    address,
    metrics: metricsServer?.address ?? null,
    health: healthServer?.address ?? null,
    registry: answering.knowledge.registry.source,
    isConnected: (platform) => platforms.get(platform)?.ready() === true,
    drain() {
      isDraining = true;
      connections.drain();
    },
    async stop() {
      await shutdown.run();
      logger.info({ version }, "Portcall stopped.");
    },
    open: shutdown.open,
  };
}

const LABEL_WIDTH = 11;

/** The start-up message: the address, the connected platforms, and how to connect the others. */
export function startupMessage({ address, metrics, health, registry, isConnected }: Portcall, config: Config): string {
  const lines: readonly StatusLine[] = [
    [config.hasPage ? "Web page" : "Address", address],
    ...(metrics === null ? [] : [["Metrics", metrics] as const]),
    ...(health === null ? [] : [["Health", health] as const]),
    ["Store", describeStore(config.store)],
    ...platformStatus(config, isConnected),
  ];
  return `Portcall is up, with IANA's registry of ${registry.updated} (${registry.records} records).

${lines.map(statusLine).join("\n")}

Stop it with Ctrl+C.
`;
}

/** Aligns further lines below the first. */
function statusLine([label, text]: StatusLine): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${text.replaceAll("\n", `\n  ${" ".repeat(LABEL_WIDTH)}`)}`;
}
