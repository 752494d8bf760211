import { LRUCache } from "lru-cache";
import type { Answer } from "#core/answers/answer.ts";
import { traitsOf } from "#core/answers/kinds.ts";

/** Each person's last questions, which App Home shows to them. Kept only in this process's memory. */
export interface RecentQuestions {
  /** Adds a question, or forgets the person if that was the question. */
  add(person: string, query: string, answer: Answer): void;
  /** Newest first. */
  list(person: string): readonly string[];
}

const MAX_QUESTIONS = 5;
const MAX_PEOPLE = 2000;
/** In characters; longer questions are not offered again. */
const MAX_LENGTH = 60;

export function createRecentQuestions(): RecentQuestions {
  const questions = new LRUCache<string, readonly string[]>({ max: MAX_PEOPLE });
  return {
    add(person, query, answer) {
      if (answer.kind === "forgotten") questions.delete(person);
      if (!traitsOf(answer).isRepeatable || query === "" || query.length > MAX_LENGTH || query.includes("\n")) return;
      const before = questions.get(person) ?? [];
      if (before[0] === query) return;
      questions.set(person, [query, ...before.filter((each) => each !== query)].slice(0, MAX_QUESTIONS));
    },
    list: (person) => questions.get(person) ?? [],
  };
}
