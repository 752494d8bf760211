import { openStore } from "#adapters/store/index.ts";
import { readBook, readChanges } from "#core/book/read-book.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import type { Result } from "./run.ts";
import { discordServer, slackTeam } from "./stage.ts";
import { TEAMS } from "./traffic.ts";

/** What the port books say about the changes that were acknowledged. */
export interface BookCheck {
  readonly acknowledged: number;
  /** Acknowledged changes that the store does not have. */
  readonly lost: readonly string[];
  /** Numbers that were claimed, or given up, twice. */
  readonly doubled: readonly string[];
}

interface Counts {
  added: number;
  removed: number;
  isInBook: boolean;
  readonly done: { claim: number; release: number; undo: number };
}

/** Reads every port book anew. Each number is claimed in one story only, and given up at most once. */
export async function checkBooks(url: string, results: readonly Result[]): Promise<BookCheck> {
  const numbers = new Map<string, Counts>();
  const countsOf = (team: string, number: number): Counts => {
    const key = `${team} ${number}`;
    const counts = numbers.get(key) ?? {
      added: 0,
      removed: 0,
      isInBook: false,
      done: { claim: 0, release: 0, undo: 0 },
    };
    numbers.set(key, counts);
    return counts;
  };
  const done = results.filter(({ isDone }) => isDone);
  for (const { operation } of done) {
    const { platform, team, change } = operation;
    if (change !== null) countsOf(teamOf(platform, team), change.number).done[change.kind] += 1;
  }
  const store = await openStore(url, { logger: recordingLogger(), timeout: 30_000 });
  try {
    for (const team of ALL_TEAMS) {
      for (const { added, removed } of await readChanges(team, store)) {
        for (const { span } of added) countsOf(team, span.first).added += 1;
        for (const { span } of removed) countsOf(team, span.first).removed += 1;
      }
      for (const { span } of (await readBook(team, store)).claims) countsOf(team, span.first).isInBook = true;
    }
  } finally {
    await store.close();
  }
  const all = [...numbers];
  const failing = (isWrong: (counts: Counts) => boolean) =>
    all.filter(([, counts]) => isWrong(counts)).map(([key, counts]) => `${key} ${JSON.stringify(counts)}`);
  return {
    acknowledged: done.length,
    lost: failing(({ added, removed, isInBook, done: { claim, release, undo } }) => {
      const isThere = added > removed;
      return claim > added || release + undo > removed || isThere !== isInBook;
    }),
    doubled: failing(({ added, removed, done: { claim, release, undo } }) => {
      return added > 1 || removed > 1 || claim > 1 || release + undo > 1;
    }),
  };
}

const teamOf = (platform: "slack" | "discord", team: number) =>
  platform === "slack" ? `slack.${slackTeam(team)}` : `discord.${discordServer(team)}`;

const ALL_TEAMS = Array.from({ length: TEAMS }, (_, team) => [teamOf("slack", team), teamOf("discord", team)]).flat();
