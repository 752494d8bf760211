import type { System } from "#core/answers/commands.ts";
import type { FormKind } from "#core/present/form.ts";

/**
 * A button or menu on a card, where the platform has them. Each carries canonical query text and
 * nothing else, so that using it is the same as typing. Labels are plain text of at most 75 characters.
 */
export type Action =
  | AskAction
  | SystemAction
  | MoodAction
  | FormAction
  | ShareAction
  | { readonly type: "dismiss"; readonly label: string };

/** Asks something else. */
export interface AskAction {
  readonly type: "ask";
  readonly label: string;
  readonly query: string;
}

/** Asks the same again with another system's commands first, which is remembered: see `Question.system`. */
export interface SystemAction {
  readonly type: "system";
  readonly label: string;
  readonly query: string;
  readonly options: readonly { readonly system: System; readonly label: string }[];
  /** The system whose commands come first now. */
  readonly chosen: System;
}

/** Says how good a card is; asking the query tells Portcall. */
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

/** Posts the same card for everybody: the query asked again with `visibility: "public"`. Only private replies have it. */
export interface ShareAction {
  readonly type: "share";
  readonly label: string;
  readonly query: string;
}
