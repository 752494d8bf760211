import type { Answer } from "#core/answers/answer.ts";
import type { Card } from "#core/card/card.ts";

/** What a person said, and how. */
export interface Question {
  /** As typed, the platform's own markup taken off. */
  readonly text: string;
  /** A command holds nothing but a query; a mention may be a whole sentence with a query in it. */
  readonly manner: "command" | "mention";
  /** BCP 47 tag of the language to answer in. */
  readonly locale: string;
}

export interface Reply {
  readonly answer: Answer;
  readonly card: Card;
  /** Whether it concerns only who asked: help, and what was wrong with a question. */
  readonly isPrivate: boolean;
  /** Whether the same question always has this answer; surprise has another each time. */
  readonly repeatable: boolean;
}

/** Answers any text; never throws. */
export type Ask = (question: Question) => Reply;

/** A chat platform that Portcall is connected to. */
export interface ChatAdapter {
  readonly name: string;
  /** Connects; rejects with a {@link ConfigurationError} where the operator has to change something. */
  start(): Promise<void>;
  /** Takes no more work, finishes what it has and disconnects. */
  stop(): Promise<void>;
  /** Whether it is connected now. */
  ready(): boolean;
}

/** Writes to the operator. `fields` never hold secrets or what people wrote. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Something the operator has set wrongly; the message names the setting and says what to do. */
export class ConfigurationError extends Error {
  readonly code = "configuration";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigurationError";
  }
}
