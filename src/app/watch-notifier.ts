import type { ChatAdapter } from "#core/chat-platform.ts";
import { PostRefused } from "#core/chat-platform.ts";
import type { Clock, Logger, Store } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { presentWatchedChanges } from "#core/present/watch.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { Place } from "#core/team/asker.ts";
import { ALL_WATCHES_PREFIX, placeFromKey } from "#core/team/keys.ts";
import type { Timers } from "#core/timeout.ts";
import type { ChannelWatches, WatchableRows, WatchedChange } from "#core/watch/channel-watches.ts";
import { afterTelling, changesSince, createWatchableRows, watchesFromJson } from "#core/watch/channel-watches.ts";
import { changeWatches, removeAllWatches } from "#core/watch/execute-watch.ts";

export interface WatchNotifierOptions {
  readonly store: Store;
  readonly adapters: readonly ChatAdapter[];
  readonly clock: Pick<Clock, "now">;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Tells every channel what has changed at what it watches. Never rejects. */
export type NotifyWatchers = (registry: Registry, signal: AbortSignal) => Promise<void>;

/** Milliseconds between two posts of this process, so that a large update doesn't use up a platform's rate limit. */
const PAUSE = 1000;
/** How many channels are compared before others get a turn. */
const BATCH_SIZE = 100;

/**
 * Creates the function that posts what has changed, at most one message per channel and day, whatever the number of
 * processes: before it posts, a process writes the day to the channel's watches, which only one of them can. What the
 * channel was told is written after the post, so what a crash prevents is told the next day.
 */
export function createWatchNotifier({ store, adapters, clock, timers, logger }: WatchNotifierOptions): NotifyWatchers {
  return async (registry, signal) => {
    try {
      const now = createWatchableRows(registry);
      let isFirst = true;
      const entries = await store.list(ALL_WATCHES_PREFIX);
      for (const [at, [key, json]] of entries.entries()) {
        if (at % BATCH_SIZE === BATCH_SIZE - 1) await pause(0, signal, timers);
        const place = placeFromKey(key);
        const target = place === null ? null : targetOf(place, adapters);
        // Most channels have nothing new, which needs no question to the store.
        if (place === null || target === null || !isDue(watchesFromJson(json), now)) continue;
        if (!isFirst) await pause(PAUSE, signal, timers);
        if (signal.aborted) return;
        isFirst = false;
        await notify(place, target, registry.source, now);
      }
    } catch (error) {
      logger.warn(
        { error },
        "Failed to tell channels what has changed in the registry; trying again at the next check.",
      );
    }
  };

  async function notify(
    place: Place,
    { adapter, address }: Target,
    source: RegistrySource,
    now: WatchableRows,
  ): Promise<void> {
    const claim = await claimDay(place, now);
    if (claim === null) return;
    const { found, before } = claim;
    const platform = adapter.name;
    try {
      await adapter.post(address, presentWatchedChanges(found, source, messagesFor("en")));
    } catch (error) {
      if (error instanceof PostRefused) {
        logger.info({ platform, error }, "A channel with watches takes no messages any more; its watches are deleted.");
        return removeAllWatches(place, store);
      }
      logger.warn({ platform, error }, "Failed to tell a channel about a change; trying again at the next check.");
      return changeWatches(place, store, (current) => ({ answer: undefined, next: { ...current, toldOn: before } }));
    }
    await changeWatches(place, store, (current) => ({ answer: undefined, next: afterTelling(current, now) }));
  }

  /** Takes the day's one message for this process; null if there is nothing to tell or another process has it. */
  function claimDay(
    place: Place,
    now: WatchableRows,
  ): Promise<{ readonly found: readonly WatchedChange[]; readonly before: string | null } | null> {
    return changeWatches(place, store, (current) =>
      isDue(current, now)
        ? {
            answer: { found: changesSince(current, now), before: current.toldOn },
            next: { ...current, toldOn: today() },
          }
        : { answer: null },
    );
  }

  function isDue(current: ChannelWatches, now: WatchableRows): boolean {
    const isToldToday = current.toldOn !== null && current.toldOn >= today();
    return !isToldToday && changesSince(current, now).length > 0;
  }

  function today(): string {
    return new Date(clock.now()).toISOString().slice(0, "YYYY-MM-DD".length);
  }
}

interface Target {
  readonly adapter: ChatAdapter;
  /** As `ChatAdapter.post` takes it. */
  readonly address: string;
}

/** Null if the platform isn't configured. */
function targetOf({ team, channel }: Place, adapters: readonly ChatAdapter[]): Target | null {
  const [platform = "", ...id] = team.split(".");
  const adapter = adapters.find(({ name }) => name === platform);
  return adapter === undefined ? null : { adapter, address: `${id.join(".")}/${channel}` };
}

/** Resolves early if the signal is aborted. */
async function pause(time: number, signal: AbortSignal, timers: Timers): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  const timer = timers.setTimeout(end, time);
  signal.addEventListener("abort", end);
  await promise;
  signal.removeEventListener("abort", end);
  timers.clearTimeout(timer);
}
