import type { Answer } from "#core/answers/answer.ts";
import type { System } from "#core/answers/commands.ts";
import type { Card } from "#core/card/card.ts";
import type { Action } from "#core/present/action.ts";
import type { FormKind } from "#core/present/form.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Visibility } from "#core/team/settings.ts";

/** The asker and how to answer them. */
export interface QuestionContext {
  /** BCP 47 tag, used if the asker has not set a language. */
  readonly locale: string;
  /** BCP 47 tag for public answers, used if the team has not set one; {@link locale} by default. */
  readonly publicLocale?: string;
  /** Null if the asker can't be identified; then nothing is stored for them. */
  readonly asker: Asker | null;
  /**
   * The platform's id of the request, of letters, digits and `._:-/`. A change is made once for a request, even if it is
   * replayed to another process.
   */
  readonly requestId?: string;
  /**
   * The platform's id of the channel or direct messages asked in, to post to later; absent where Portcall can't post
   * without being asked.
   */
  readonly channel?: string;
  /**
   * Whether people of other organisations may see a public answer, or nobody knows. Then no public answer holds the port
   * book.
   */
  readonly hasOutsiders?: boolean;
  /** The visibility chosen with this question. */
  readonly visibility?: Visibility;
  /** A system chosen with this question: its commands come first, and it becomes the asker's setting. */
  readonly system?: System;
}

/**
 * How a text is read. A command is nothing but a query; a mention may be a sentence with a query in it; a foreign
 * message is one that the asker points at, whoever wrote it: it is explained, never executed.
 */
export type Manner = "command" | "mention" | "foreign";

/** A text as typed, without the platform's markup, or a query that was parsed before. */
export type Question = TextQuestion | QueryQuestion;

export interface TextQuestion extends QuestionContext {
  readonly text: string;
  readonly manner: Manner;
  /** Reads the attached text files; called only if the text is about them. */
  readonly files?: () => Promise<readonly AttachedFile[]>;
  /** Reads the message that this one replies to; called only if a listing is to be compared with an earlier one. */
  readonly repliedTo?: () => Promise<Pick<TextQuestion, "text" | "files">>;
}

export interface QueryQuestion extends QuestionContext {
  readonly query: ParsedQuery;
}

export interface Reply {
  /** The parsed query, so that it can be asked again without parsing its text again. */
  readonly query: ParsedQuery;
  readonly answer: Answer;
  readonly card: Card;
  /** The card's buttons and menus, in order. */
  readonly actions: readonly Action[];
  /** Whether only the asker may see it. */
  readonly isPrivate: boolean;
  /** To be sent to the asker only, with this public reply: the same with the port book, which is not for outsiders. */
  readonly beside: Reply | null;
  /** A form to open instead of showing the card, if the platform can open one now. */
  readonly form: FormKind | null;
  /** The full text as a file, for when a card may be cut and the platform supports attachments; else null. */
  readonly attachment: Attachment | null;
  /** Whether it was made from attached files, so that asking the query again would not reproduce it. */
  readonly isFromFiles: boolean;
  /** Why the attached file could not be read, if the reply doesn't answer anything else. */
  readonly unreadFile: UnreadReason | null;
}

export interface Attachment {
  /** File name with an extension; letters, digits, dots and hyphens. */
  readonly name: string;
  readonly text: string;
  /** The text as a card, for where a long one has room; null if there is none. */
  readonly card: Card | null;
  /** Shown if the card is cut and no file can be attached: how to get the rest. */
  readonly ifCut: string;
  /** Shown instead of the file where none can be attached, even if the card is whole; null if the card says it all. */
  readonly ifNotAttached: string | null;
}

/** Answers any text; never rejects. Repeated questions may get the same object. */
export type Ask = (question: Question) => Promise<Reply>;

/** Suggests queries for what is being typed, likeliest first. Never rejects and resolves between keystrokes. */
export type Suggest = (
  typed: Pick<TextQuestion, "text" | "locale" | "asker">,
  limits: SuggestLimits,
) => Promise<readonly Suggestion[]>;

/** A query to offer while typing. */
export interface Suggestion {
  /** Canonical query text, or an unfinished change as it was typed. Never empty. */
  readonly query: string;
  /** One line of plain text. Never empty. */
  readonly label: string;
}

/** A platform's limits for suggestions. */
export interface SuggestLimits {
  readonly count: number;
  /** Characters. Longer queries are left out; longer labels are cut. */
  readonly length: number;
}

/** A connection to a chat platform. */
export interface ChatAdapter {
  readonly name: string;
  /**
   * Connects. Resolves even if the platform can't be reached: it goes on trying. Rejects with a {@link ConfigurationError} if
   * the platform refuses it, and the operator has to change something.
   */
  start(): Promise<void>;
  /** Stops accepting work, finishes what is in progress and disconnects. */
  stop(): Promise<void>;
  /** Whether it is currently connected. */
  ready(): boolean;
  /** Whether the platform refuses its token: only an operator can mend that. */
  isRefused?(): boolean;
  /** More figures for operators, by name. */
  health?(): Readonly<Record<string, number>>;
  /**
   * Posts a card to a channel, given by the platform's id, or `TEAM/CHANNEL` if the adapter serves several teams. Rejects
   * with a {@link PostRefused} if trying again can't help.
   */
  post(channel: string, card: Card): Promise<void>;
}

/** The channel is gone, or Portcall may not post there. */
export class PostRefused extends Error {
  readonly code = "post-refused";

  constructor(reason: string, options?: ErrorOptions) {
    super(`The channel does not take messages: ${reason}.`, options);
    this.name = "PostRefused";
  }
}

/** An attached file: its text, or why it isn't available. */
export type AttachedFile =
  | {
      readonly text: string;
      /** Whether the file was cut after this text. */
      readonly isCut?: boolean;
    }
  | { readonly unread: UnreadReason };

/** Not text, too large, access denied, or download timed out. */
export type UnreadReason = "no-text" | "too-large" | "refused" | "late";
