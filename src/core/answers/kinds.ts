import type { Answer } from "#core/answers/answer.ts";
import { assertNever } from "#core/card/card.ts";
import type { Reply } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";

/** Traits of an answer kind, besides its facts and its card. */
export interface AnswerTraits {
  /** Who sees it in a channel. Help, failures and personal data only concern the asker. */
  readonly audience: "everybody" | "asker" | "everybody-if-found";
  /** Whether its query may be repeated: listed under recent questions, or shared with everybody. */
  readonly isRepeatable: boolean;
  /** Whether something failed; the command line then exits with code 1. */
  readonly isFailure: boolean;
  /**
   * How a mention in a channel is answered: with the card, or with a pointer to the command that shows it privately.
   */
  readonly mention: "card" | "pointer" | "pointer-and-done";
  /** Whether it answers what was asked rather than saying how to ask: always, where it is public, or where a text was given. */
  readonly isAnswered: "always" | "if-public" | "if-not-empty";
  /** Whether its card has buttons to other questions. */
  readonly hasLinks: boolean;
  /** Whether its card has buttons that change the person's or the team's data. */
  readonly hasOwnActions: boolean;
  /** Whether its full text may be attached as a file. */
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

/** Exhaustive: a new kind doesn't compile without a row. A row lists what differs from its base. */
const ANSWER_KINDS = {
  port: { ...LOOKUP, hasLinks: true, hasOwnActions: true },
  span: { ...LOOKUP, hasLinks: true },
  service: { ...LOOKUP, audience: "everybody-if-found", hasLinks: true },
  list: { ...LOOKUP, hasLinks: true },
  compare: { ...LOOKUP, hasLinks: true },
  "in-use": { ...LOOKUP, hasLinks: true },
  "port-set": { ...LOOKUP, hasLinks: true },
  "port-rules": { ...LOOKUP, hasLinks: true },
  more: { ...FOR_ASKER, mention: "pointer", isAnswered: "always", hasOwnActions: true },
  free: { ...LOOKUP, hasLinks: true, hasOwnActions: true },
  search: { ...LOOKUP, audience: "everybody-if-found" },
  explain: { ...FOR_ASKER, isAnswered: "if-not-empty", hasFile: true },
  news: { ...LOOKUP, hasLinks: true },
  help: FOR_ASKER,
  thanks: FOR_ASKER,
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
  watched: { ...DONE, hasOwnActions: true },
  "not-watched": FAILURE,
  unwatched: DONE,
  "not-unwatched": FAILURE,
  watches: LOOKUP,
  limited: FAILURE,
  refused: FAILURE,
} as const satisfies Readonly<Record<Kind, AnswerTraits>>;

/** The answers whose kind has this value for a trait, so that a switch over them is checked for completeness. */
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

/** Whether only the asker needs to see it: help, invalid input, nothing found, and personal data. */
export function isForAskerOnly(answer: Answer): boolean {
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

/** Replaces a private answer where the platform can only post publicly. */
export interface PersonalAnswer {
  /** The query that shows the answer in private. */
  readonly query: string;
  /** Whether the query was executed and only its answer is withheld. */
  readonly isDone: boolean;
}

/**
 * Null if a channel may see the answer; that includes help, invalid input and the results of commands people saw
 * anyway.
 */
export function personalAnswer({ answer, query }: Reply): PersonalAnswer | null {
  const { mention } = traitsOf(answer);
  if (mention === "card" || query.kind === "invalid") return null;
  return { query: formatQuery(query), isDone: mention === "pointer-and-done" };
}
