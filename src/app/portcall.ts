import type { Server } from "node:http";
import { LRUCache } from "lru-cache";
import { describeStore, openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Config } from "./config.ts";
import { createFeedbackSink } from "./feedback-sink.ts";
import { loadKnowledge } from "./knowledge.ts";
import type { StatusLine } from "./platforms/platform.ts";
import { createAdapters, statusOf } from "./platforms/platforms.ts";
import { closeServer, createHttpServer, listen, readinessOf } from "./server.ts";
import { createTeamServices } from "./team-services.ts";

/** A Portcall that runs. */
export interface Portcall {
  /** The URL of its page. */
  readonly address: string;
  readonly registry: RegistrySource;
  stop(): Promise<void>;
}

/** How many replies are remembered. */
const REPLIES = 500;

/**
 * Loads the registry, opens the HTTP server and connects the configured platforms.
 * @param onLost called when a platform that was connected has ended the connection for good
 * @throws ConfigurationError where the operator has to change something; nothing is left running then.
 */
export async function startPortcall(config: Config, logger: Logger, onLost: (error: Error) => void): Promise<Portcall> {
  const store = await openStore(config.store, { logger });
  try {
    return await startOnStore(store, config, logger, onLost);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function startOnStore(
  store: Store,
  config: Config,
  logger: Logger,
  onLost: (error: Error) => void,
): Promise<Portcall> {
  const knowledge = await loadKnowledge();
  // Feedback is told to adapters that answer with the very services it comes from, so they are added below.
  const adapters: ChatAdapter[] = [];
  const services = createTeamServices(store, createFeedbackSink(config.feedback, adapters, logger));
  const ask = createAsk(knowledge, services, new LRUCache({ max: REPLIES }));
  const suggest = createSuggest(knowledge, services.reader, globalThis);

  const platforms = await createAdapters(config, { ask, suggest, store, logger, onLost });
  const connected = [...platforms.values()].filter((adapter) => adapter !== null);
  adapters.push(...connected);
  const mounts = new Map(connected.flatMap((adapter) => [...adapter.mounts]));
  const server = createHttpServer({ ask, readiness: () => readinessOf(platforms), mounts, logger });
  const { address, disconnect } = await connect(server, adapters, config, logger);
  // The first question for a name would build its index; nobody has to wait for it.
  setImmediate(() => {
    knowledge.services.find("");
    knowledge.services.suggest("");
  });
  const stop = () => disconnect().finally(() => store.close());
  return { address, registry: knowledge.registry.source, stop };
}

/** Opens the server, then the platforms' connections: all of them, or none is left open. */
async function connect(server: Server, adapters: readonly ChatAdapter[], config: Config, logger: Logger) {
  const address = await listen(server, config);
  const disconnect = async () => {
    const closed = closeServer(server);
    const stopped = await Promise.allSettled(adapters.map((adapter) => adapter.stop()));
    await closed;
    const failed = stopped.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  };
  try {
    await Promise.all(adapters.map((adapter) => adapter.start()));
  } catch (error) {
    // The operator needs to know why it could not connect, not how it failed to disconnect.
    await disconnect().catch((failure: unknown) => logger.warn({ error: failure }, "Disconnecting failed."));
    throw error;
  }
  return { address, disconnect };
}

const LABEL_WIDTH = 11;

/** What Portcall prints when it is up: where it is, what it is connected to, and how to connect the rest. */
export function welcome({ address, registry }: Portcall, config: Config): string {
  const lines: readonly StatusLine[] = [
    ["Ask here", address],
    ["Kept in", describeStore(config.store)],
    ...statusOf(config),
  ];
  return `Portcall is up, with IANA's registry of ${registry.updated} (${registry.records} records).

${lines.map(statusLine).join("\n")}

Stop it with Ctrl+C.
`;
}

/** The text's further lines stand below its first. */
function statusLine([label, text]: StatusLine): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${text.replaceAll("\n", `\n  ${" ".repeat(LABEL_WIDTH)}`)}`;
}
