import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { LRUCache } from "lru-cache";
import { createDiscordAdapter, INTERACTIONS_PATH } from "#adapters/discord/index.ts";
import { createSlackAdapter } from "#adapters/slack/index.ts";
import { openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Config } from "./config.ts";
import { createFeedbackSink } from "./feedback-sink.ts";
import { loadKnowledge } from "./knowledge.ts";
import { readinessOf } from "./readiness.ts";
import { createHttpServer } from "./server.ts";
import { createTeamServices } from "./team-services.ts";

/** A Portcall that runs. */
export interface Portcall {
  /** Where its page is. */
  readonly address: string;
  readonly adapters: readonly ChatAdapter[];
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
  const knowledge = await loadKnowledge();
  const store = await openStore(config.store, { logger });
  const adapters: ChatAdapter[] = [];
  const services = createTeamServices(store, createFeedbackSink(config.feedback, adapters, logger));
  const ask = createAsk(knowledge, services, new LRUCache({ max: REPLIES }));
  const mounts = new Map<string, RequestListener>();
  if (config.slack !== null) {
    const slack = await createSlackAdapter({ ...config.slack, ask, store, logger, onLost });
    adapters.push(slack);
    for (const [path, listener] of slack.mounts) mounts.set(path, listener);
  }
  if (config.discord !== null) {
    const suggest = createSuggest(knowledge, services.reader, globalThis);
    const discord = await createDiscordAdapter({ ...config.discord, ask, suggest, store, logger, onLost });
    adapters.push(discord);
    if (discord.requestListener !== null) mounts.set(INTERACTIONS_PATH, discord.requestListener);
  }

  const server = createHttpServer({ ask, readiness: () => readinessOf(adapters), mounts, logger });
  const stop = async () => {
    const closed = closeServer(server);
    const stopped = await Promise.allSettled(adapters.map((adapter) => adapter.stop()));
    await closed;
    await store.close();
    const failed = stopped.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  };
  const address = await listen(server, config);
  try {
    await Promise.all(adapters.map((adapter) => adapter.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  // The first question for a name would build its index; nobody has to wait for it.
  setImmediate(() => {
    knowledge.services.find("");
    knowledge.services.suggest("");
  });
  return { address, adapters, registry: knowledge.registry.source, stop };
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ConfigurationError(LISTEN_FAILURES[reason]?.(host, port) ?? `HOST ${host}, PORT ${port}: ${reason}.`, {
      cause: error,
    });
  }
  const bound = server.address();
  const actualPort = typeof bound === "object" && bound !== null ? bound.port : port;
  return `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}/`;
}

const LISTEN_FAILURES: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `PORT ${port} is in use on ${host} already; set PORT to another number.`,
  EACCES: (_host, port) => `PORT ${port} may not be opened by this user; set PORT to a number above 1023.`,
  EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine.`,
  ENOTFOUND: (host) => `HOST ${host} is not known.`,
};

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
}
