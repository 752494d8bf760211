import type { Store } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { UnwatchQuery, WatchQuery } from "#core/query/query.ts";
import type { Place } from "#core/team/asker.ts";
import { watchesKey, watchesPrefix } from "#core/team/keys.ts";
import { untilUnchanged } from "#core/until-unchanged.ts";
import type { ChannelWatches } from "#core/watch/channel-watches.ts";
import {
  createWatch,
  createWatchableRows,
  isSameSubject,
  isWithinLimits,
  MAX_CHANNELS,
  watchesFromJson,
  watchesToJson,
} from "#core/watch/channel-watches.ts";
import { findSubject, suggestNames } from "#core/watch/find-subject.ts";
import type {
  NotUnwatchedAnswer,
  NotWatchedAnswer,
  UnwatchedAnswer,
  WatchedAnswer,
  WatchesAnswer,
} from "#core/watch/watch-answer.ts";

/** Adds a watch. @throws StoreUnavailable */
export async function addWatch(
  { subject: asked }: WatchQuery,
  place: Place,
  knowledge: Knowledge,
  store: Store,
): Promise<WatchedAnswer | NotWatchedAnswer> {
  const { registry } = knowledge;
  const subject = findSubject(asked, knowledge);
  if (subject === null) {
    return { kind: "not-watched", reason: "no-such-service", asked, suggestions: suggestNames(asked, knowledge) };
  }
  if (await isTeamFull(place, store)) {
    return { kind: "not-watched", reason: "too-many-channels", asked, suggestions: [] };
  }
  const typed = asked.kind === "name" && !isSameSubject(asked, subject) ? asked.name : null;
  const watched = { kind: "watched", subject, typed, registry: registry.source } as const;
  return changeWatches<WatchedAnswer | NotWatchedAnswer>(place, store, (current) => {
    if (current.watches.some((watch) => isSameSubject(watch.subject, subject)))
      return { answer: { ...watched, isNew: false } };
    const watches = [...current.watches, createWatch(subject, createWatchableRows(registry))];
    if (!isWithinLimits(watches))
      return { answer: { kind: "not-watched", reason: "too-many", asked, suggestions: [] } };
    return { answer: { ...watched, isNew: true }, next: { ...current, watches } };
  });
}

/** Whether another channel of the team would be one too many: a check of the registry reads the watches of all. */
async function isTeamFull(place: Place, store: Store): Promise<boolean> {
  const [own] = await store.get([watchesKey(place)]);
  return own === undefined && (await store.list(watchesPrefix(place.team))).length >= MAX_CHANNELS;
}

/** Removes a watch, or all of them. @throws StoreUnavailable */
export async function removeWatch(
  { subject: asked }: UnwatchQuery,
  place: Place,
  knowledge: Knowledge,
  store: Store,
): Promise<UnwatchedAnswer | NotUnwatchedAnswer> {
  const meant = asked === null ? null : findSubject(asked, knowledge);
  return changeWatches<UnwatchedAnswer | NotUnwatchedAnswer>(place, store, (current) => {
    const isMeant = ({ subject }: ChannelWatches["watches"][number]) =>
      asked === null || isSameSubject(subject, asked) || (meant !== null && isSameSubject(subject, meant));
    const removed = current.watches.filter(isMeant).map(({ subject }) => subject);
    const left = current.watches.filter((watch) => !isMeant(watch));
    if (removed.length === 0) {
      const watches = left.map(({ subject }) => subject);
      return { answer: { kind: "not-unwatched", asked, watches } };
    }
    return { answer: { kind: "unwatched", subjects: removed, left: left.length }, next: { ...current, watches: left } };
  });
}

/** @throws StoreUnavailable */
export async function listWatches(place: Place, { registry }: Knowledge, store: Store): Promise<WatchesAnswer> {
  const [stored] = await store.get([watchesKey(place)]);
  const subjects = watchesFromJson(stored).watches.map(({ subject }) => subject);
  return { kind: "watches", subjects, registry: registry.source };
}

/** Stops watching for good: the channel is gone. @throws StoreUnavailable */
export async function removeAllWatches(place: Place, store: Store): Promise<void> {
  await store.commit({ remove: [watchesKey(place)] });
}

/** What a change comes to; without `next` nothing changes. */
interface Outcome<Result> {
  readonly answer: Result;
  readonly next?: ChannelWatches;
}

/** Changes a channel's watches, if nobody else has meanwhile. @throws StoreUnavailable */
export async function changeWatches<Result>(
  place: Place,
  store: Store,
  change: (current: ChannelWatches) => Outcome<Result>,
): Promise<Result> {
  const key = watchesKey(place);
  return untilUnchanged(async () => {
    const [stored] = await store.get([key]);
    const { answer, next } = change(watchesFromJson(stored));
    if (next === undefined) return answer;
    // The day of the last message outlives the watches, so that watching again doesn't make it two a day.
    const isEmpty = next.watches.length === 0 && next.toldOn === null;
    const changed = isEmpty ? { remove: [key] } : { put: [[key, watchesToJson(next)] as const] };
    const conflict = await store.commit({ expect: [[key, stored]], ...changed });
    return conflict === null ? answer : false;
  }, "watches");
}
