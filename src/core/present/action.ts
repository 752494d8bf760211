import type { System } from "#core/answers/commands.ts";
import type { FormKind } from "#core/present/form.ts";

/**
 * A button or menu on a card. It carries canonical query text and nothing else, so that using it equals typing. Labels
 * are plain text of at most 75 characters.
 */
export type Action = (
  | AskAction
  | SystemAction
  | MoodAction
  | FormAction
  | ShareAction
  | { readonly type: "dismiss"; readonly label: string }
) & {
  /** Offered in a menu of its own, or on the full card only, so that a brief card has one row of controls. */
  readonly isSecondary?: true;
};

/** Asks another query. */
export interface AskAction {
  readonly type: "ask";
  readonly label: string;
  /** What a screen reader says where the label is a sign; at most 75 characters. */
  readonly spoken?: string;
  readonly query: string;
}

/** Repeats the query with another system's commands first, which is saved: see `Question.system`. */
export interface SystemAction {
  readonly type: "system";
  readonly label: string;
  readonly query: string;
  readonly options: readonly { readonly system: System; readonly label: string }[];
  /** The current system. */
  readonly chosen: System;
}

/** Rates a card by asking a feedback query. */
export interface MoodAction {
  readonly type: "mood";
  readonly label: string;
  readonly query: string;
}

/** Opens a form: see `createForm` and `submitForm`. */
export interface FormAction {
  readonly type: "form";
  readonly label: string;
  readonly form: FormKind;
}

/** Posts the card publicly by asking the query again with `visibility: "public"`. Only on private replies. */
export interface ShareAction {
  readonly type: "share";
  readonly label: string;
  readonly query: string;
}
