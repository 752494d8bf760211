import type { Answer } from "#core/answers/answer.ts";
import type { System } from "#core/answers/commands.ts";
import type { Card } from "#core/card/card.ts";
import type { Action } from "#core/present/action.ts";
import type { FormKind } from "#core/present/form.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Visibility } from "#core/team/settings.ts";

/** Who asks, and how they are answered. */
export interface QuestionContext {
  /** BCP 47 tag of the language to answer in, where the asker has set none. */
  readonly locale: string;
  /** The same for an answer that everybody sees, where the team has set none; by default, {@link locale}. */
  readonly publicLocale?: string;
  /** Null where nobody can be told apart: then nothing can be kept for them either. */
  readonly asker: Asker | null;
  /** Who is to see the answer, where the asker said so with this question. */
  readonly visibility?: Visibility;
  /** A system chosen with this question: its commands come first, now and from now on. */
  readonly system?: System;
}

/**
 * How a text is read. A command holds nothing but a query; a mention may be a whole sentence with a query in it; a
 * foreign message is one that somebody points at, whoever wrote it: it is explained and never obeyed.
 */
export type Manner = "command" | "mention" | "foreign";

/** What a person asks: as typed, the platform's own markup taken off; or a query that has been read already. */
export type Question = TextQuestion | QueryQuestion;

export interface TextQuestion extends QuestionContext {
  readonly text: string;
  readonly manner: Manner;
  /** Reads the text files attached to it; called only where the text is about them. */
  readonly files?: () => Promise<readonly AttachedFile[]>;
}

export interface QueryQuestion extends QuestionContext {
  readonly query: ParsedQuery;
}

export interface Reply {
  /** What was asked, so that it can be asked again without reading its text again. */
  readonly query: ParsedQuery;
  readonly answer: Answer;
  readonly card: Card;
  /** What can be done with it, in the order to offer it. */
  readonly actions: readonly Action[];
  /** Whether only the asker is to see it. */
  readonly isPrivate: boolean;
  /** The form that serves better than the card, where the platform can open one now. */
  readonly form: FormKind | null;
  /** The whole of it as a file, where a card may have to leave some out and the platform can attach one; else null. */
  readonly attachment: Attachment | null;
  /** Whether it is made from the files attached to the question, so that asking the query again would not bring it back. */
  readonly isFromFiles: boolean;
  /** Why the file that the question is about could not be read, where nothing else in it could be answered. */
  readonly unreadFile: UnreadReason | null;
}

export interface Attachment {
  /** With an ending; letters, digits, dots and hyphens. */
  readonly name: string;
  readonly text: string;
  /** What to say where no file can be attached and the card is cut: how to get the rest. */
  readonly ifCut: string;
}

/** Answers any text; never rejects. The same question may get the same object again. */
export type Ask = (question: Question) => Promise<Reply>;

/** What may be meant by what is being typed, the likeliest first; never rejects, and is there within a keystroke. */
export type Suggest = (
  typed: Pick<TextQuestion, "text" | "locale" | "asker">,
  limits: SuggestLimits,
) => Promise<readonly Suggestion[]>;

/** A query that a person may mean while typing. */
export interface Suggestion {
  /** Canonical text; reading it gives a query. Never empty. */
  readonly query: string;
  /** What it is, in a line of plain text. Never empty. */
  readonly label: string;
}

/** How much a platform shows. */
export interface SuggestLimits {
  readonly count: number;
  /** Characters of a query, which is left out if it is longer, and of a label, which is cut. */
  readonly length: number;
}

/** A chat platform that Portcall is connected to. */
export interface ChatAdapter {
  readonly name: string;
  /** Connects; rejects with a {@link ConfigurationError} where the operator has to change something. */
  start(): Promise<void>;
  /** Takes no more work, finishes what it has and disconnects. */
  stop(): Promise<void>;
  /** Whether it is connected now. */
  ready(): boolean;
  /** What else an operator may want to know of the connection, by name: how many, how often. */
  health?(): Readonly<Record<string, number>>;
  /** Shows a card to everybody in a channel, named by the platform's own id; `TEAM/CHANNEL` where it has several teams. */
  post(channel: string, card: Card): Promise<void>;
}

/** A file attached to a message: its text, or why that cannot be had. */
export type AttachedFile =
  | {
      readonly text: string;
      /** Whether the file goes on after this text. */
      readonly isCut?: boolean;
    }
  | { readonly unread: UnreadReason };

/** It holds no text, is too large, may not be read, or did not arrive in time. */
export type UnreadReason = "no-text" | "too-large" | "refused" | "late";
