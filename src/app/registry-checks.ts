import type { Clock, Logger } from "#core/host.ts";
import { isOutdated } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { Timers } from "#core/timeout.ts";
import type { Answering } from "./answering.ts";
import type { KnowledgeFactory } from "./knowledge.ts";
import { buildIndexes, snapshotOf } from "./knowledge.ts";
import type { RefreshRegistry } from "./registry-refresh.ts";
import type { NotifyWatchers } from "./watch-notifier.ts";

export interface RegistryChecksOptions {
  /** Null if the registry is not refreshed; its age is checked all the same. */
  readonly refresh: RefreshRegistry | null;
  readonly answering: Pick<Answering, "knowledge" | "replace">;
  readonly createKnowledge: KnowledgeFactory;
  /** Called after each check with the registry that answers come from. */
  readonly notifyWatchers: NotifyWatchers;
  readonly clock: Pick<Clock, "now">;
  readonly timers: Timers;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly logger: Logger;
}

export interface RegistryChecks {
  /** Aborts a running check, and resolves when it has ended. */
  stop(): Promise<void>;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The delays in milliseconds are random, so that many bots don't ask IANA at the same moment. */
const FIRST_CHECK = { shortest: 30 * SECOND, longest: 90 * SECOND };
const NEXT_CHECK = { shortest: 23 * HOUR, longest: 25 * HOUR };

/** Checks the registry soon after the start and then daily: whether there is a newer one, and whether it is outdated. */
export function startRegistryChecks(options: RegistryChecksOptions): RegistryChecks {
  const { refresh, answering, createKnowledge, notifyWatchers, clock, timers, random, logger } = options;
  const stopped = new AbortController();
  let timer: unknown;
  let running = Promise.resolve();

  const schedule = ({ shortest, longest }: typeof FIRST_CHECK) => {
    const run = () => {
      running = check().then(async () => {
        if (!stopped.signal.aborted) await notifyWatchers(answering.knowledge.registry, stopped.signal);
        if (!stopped.signal.aborted) schedule(NEXT_CHECK);
      });
    };
    timer = timers.setTimeout(run, shortest + random() * (longest - shortest));
  };

  async function check(): Promise<void> {
    try {
      const { registry, update } = answering.knowledge;
      const current = { snapshot: snapshotOf(registry), update };
      const found = refresh === null ? null : await refresh(current.snapshot, stopped.signal);
      if (stopped.signal.aborted) return;
      const { source } = await use(found ?? current);
      if (found !== null) {
        logger.info(
          { from: registry.source.updated, to: source.updated, records: source.records },
          "Registry refreshed.",
        );
        await found.accept();
      }
      if (source.isOutdated) logger.warn({ updated: source.updated }, OUTDATED);
    } catch (error) {
      logger.error({ error }, "The check of the registry failed; the current one stays.");
    }
  }

  /** Answers from a snapshot, unless that would change nothing. */
  async function use(loaded: Parameters<KnowledgeFactory>[0]): Promise<Registry> {
    const { snapshot } = loaded;
    const { registry } = answering.knowledge;
    const isSame = snapshot.records === registry.records;
    if (isSame && isOutdated(snapshot.source, clock.now()) === registry.source.isOutdated) return registry;
    const knowledge = createKnowledge(loaded, clock.now());
    await buildIndexes(knowledge);
    answering.replace(knowledge);
    return knowledge.registry;
  }

  if (answering.knowledge.registry.source.isOutdated) {
    logger.warn({ updated: answering.knowledge.registry.source.updated }, OUTDATED);
  }
  schedule(FIRST_CHECK);
  return {
    async stop() {
      stopped.abort();
      timers.clearTimeout(timer);
      await running;
    },
  };
}

const OUTDATED = "IANA's registry is over 6 months old.";
