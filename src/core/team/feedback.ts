import type { Json, Store } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { FeedbackQuery, Mood } from "#core/query/query.ts";
import { isMood } from "#core/query/query.ts";
import type { Asker } from "#core/team/asker.ts";
import { ALL_PERSONS_PREFIX, feedbackKey } from "#core/team/keys.ts";

/** A rating of a port's card. A person's latest rating of a port replaces earlier ones. */
export interface Feedback {
  readonly port: number;
  readonly mood: Mood;
  /** May be empty. */
  readonly comment: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export async function saveFeedback(
  { port, mood, comment }: FeedbackQuery,
  at: number,
  { person }: Asker,
  store: Store,
): Promise<Feedback> {
  const feedback = { port, mood, comment, at };
  await store.commit({ put: [[feedbackKey(person, port), feedback]] });
  return feedback;
}

/** All feedback without its authors, oldest first. */
export async function allFeedback(store: Store): Promise<readonly Feedback[]> {
  const entries = await store.list(ALL_PERSONS_PREFIX);
  const found = entries.filter(([key]) => /\/feedback\/\d+$/.test(key)).map(([, json]) => feedbackFromJson(json));
  return found.filter((feedback) => feedback !== null).sort((a, b) => a.at - b.at);
}

function feedbackFromJson(json: Json): Feedback | null {
  if (!isJsonObject(json)) return null;
  const { port, mood, comment, at } = json;
  const isWhole = typeof port === "number" && typeof comment === "string" && typeof at === "number";
  return isWhole && typeof mood === "string" && isMood(mood) ? { port, mood, comment, at } : null;
}
