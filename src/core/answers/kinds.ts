import type { Answer } from "#core/answers/answer.ts";
import { assertNever } from "#core/card/card.ts";
import type { Reply } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";

/** What Portcall has to know about a kind of answer, besides its facts and its card. */
export interface AnswerTraits {
  /** Who sees it in a channel. Usage, failures and what is personal are no news to anybody but the asker. */
  readonly audience: "everybody" | "asker" | "everybody-if-found";
  /** Whether its question is worth asking again: by a button among recent questions, or for everybody by Share. */
  readonly isRepeatable: boolean;
  /** Whether something could not be done; the terminal then exits with code 1. */
  readonly isFailure: boolean;
  /** A mention in a channel gets the card or, in place of what is personal, a pointer to the command that shows it. */
  readonly mention: "card" | "pointer" | "pointer-and-done";
  /** Whether it answers what was asked rather than saying how to ask: where it is public, or where a text was given. */
  readonly isAnswered: "if-public" | "if-not-empty";
  /** Whether its card has buttons to other questions. */
  readonly hasLinks: boolean;
  /** Whether its card has buttons for what is kept for a person or a team. */
  readonly hasOwnActions: boolean;
  /** Whether all of it may be attached as a file. */
  readonly hasFile: boolean;
}

type Kind = Answer["kind"];

const LOOKUP = {
  audience: "everybody",
  isRepeatable: true,
  isFailure: false,
  mention: "card",
  isAnswered: "if-public",
  hasLinks: false,
  hasOwnActions: false,
  hasFile: false,
} as const;
const DONE = { ...LOOKUP, isRepeatable: false } as const;
const FOR_ASKER = { ...DONE, audience: "asker" } as const;
const PERSONAL = { ...FOR_ASKER, mention: "pointer" } as const;
const FAILURE = { ...FOR_ASKER, isFailure: true } as const;

/** A new kind of answer does not compile until it has a row; what differs from the row's base is said in it. */
const ANSWER_KINDS = {
  port: { ...LOOKUP, hasLinks: true, hasOwnActions: true },
  span: LOOKUP,
  service: { ...LOOKUP, audience: "everybody-if-found", hasLinks: true },
  list: LOOKUP,
  free: { ...LOOKUP, hasLinks: true },
  search: { ...LOOKUP, audience: "everybody-if-found" },
  explain: { ...FOR_ASKER, isAnswered: "if-not-empty", hasFile: true },
  help: FOR_ASKER,
  invalid: { ...FAILURE, hasLinks: true },
  claimed: { ...DONE, hasOwnActions: true },
  taken: FAILURE,
  released: { ...DONE, hasOwnActions: true },
  "not-released": FAILURE,
  book: LOOKUP,
  exported: { ...PERSONAL, hasFile: true },
  imported: FOR_ASKER,
  changes: PERSONAL,
  undone: DONE,
  "not-undone": FAILURE,
  settings: { ...PERSONAL, hasOwnActions: true },
  set: { ...FOR_ASKER, hasOwnActions: true },
  feedback: { ...FOR_ASKER, hasOwnActions: true },
  forgotten: { ...PERSONAL, mention: "pointer-and-done" },
  refused: FAILURE,
} as const satisfies Readonly<Record<Kind, AnswerTraits>>;

/** The answers whose kind has a value for a trait. A switch over them names every such kind, or does not compile. */
export type AnswerWith<Trait extends keyof AnswerTraits, Value extends AnswerTraits[Trait]> = Extract<
  Answer,
  { readonly kind: { [Each in Kind]: (typeof ANSWER_KINDS)[Each][Trait] extends Value ? Each : never }[Kind] }
>;

export function traitsOf({ kind }: Pick<Answer, "kind">): AnswerTraits {
  return ANSWER_KINDS[kind];
}

export function hasTrait<Trait extends keyof AnswerTraits, const Value extends AnswerTraits[Trait]>(
  answer: Answer,
  trait: Trait,
  value: Value,
): answer is AnswerWith<Trait, Value> {
  return traitsOf(answer)[trait] === value;
}

/** Whether an answer is no news to a channel: usage, what could not be read or found, and what is personal. */
export function concernsOnlyTheAsker(answer: Answer): boolean {
  if (hasTrait(answer, "audience", "everybody-if-found")) return !isFound(answer);
  return traitsOf(answer).audience === "asker";
}

function isFound(answer: AnswerWith<"audience", "everybody-if-found">): boolean {
  switch (answer.kind) {
    case "service":
      return answer.claims.length > 0 || answer.matches.some(({ exact }) => exact);
    case "search":
      return answer.claims.length > 0 || answer.matches.length > 0;
    default:
      return assertNever(answer);
  }
}

/** A question whose answer is to be seen by the asker alone, where only everybody could see it. */
export interface PersonalAnswer {
  /** The query that brings the answer where the asker is alone with it. */
  readonly query: string;
  /** Whether it is done all the same, and only not told. */
  readonly isDone: boolean;
}

/** Null for what a channel may see: also help and misreadings, and what became of something that it heard being asked. */
export function personalAnswer({ answer, query }: Reply): PersonalAnswer | null {
  const { mention } = traitsOf(answer);
  if (mention === "card" || query.kind === "invalid") return null;
  return { query: formatQuery(query), isDone: mention === "pointer-and-done" };
}
