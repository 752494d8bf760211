import { LRUCache } from "lru-cache";
import type { Answer } from "#core/answers/answer.ts";
import { traitsOf } from "#core/answers/kinds.ts";

/** The last questions of each person, for their own eyes: kept in this process's memory and nowhere else. */
export interface RecentQuestions {
  /** Takes a question into account; whoever asks to be forgotten is. */
  note(person: string, query: string, answer: Answer): void;
  /** The newest first. */
  of(person: string): readonly string[];
}

const EACH = 5;
const PERSONS = 2000;
/** Longer ones are no question one would ask again by a button. */
const LONGEST = 60;

export function createRecentQuestions(): RecentQuestions {
  const asked = new LRUCache<string, readonly string[]>({ max: PERSONS });
  return {
    note(person, query, answer) {
      if (answer.kind === "forgotten") asked.delete(person);
      if (!traitsOf(answer).isRepeatable || query === "" || query.length > LONGEST || query.includes("\n")) return;
      const before = asked.get(person) ?? [];
      if (before[0] === query) return;
      asked.set(person, [query, ...before.filter((each) => each !== query)].slice(0, EACH));
    },
    of: (person) => asked.get(person) ?? [],
  };
}
