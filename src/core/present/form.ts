import { assertNever } from "#core/card/card.ts";
import type { Mood } from "#core/query/query.ts";
import { isMood } from "#core/query/query.ts";
import { isPort } from "#core/registry/port.ts";

/** The kind of a form; its text fits into any platform's hidden state. */
export type FormKind =
  | { readonly form: "claim"; readonly port: number | null }
  | { readonly form: "feedback"; readonly port: number; readonly mood: Mood }
  | { readonly form: "settings" }
  | { readonly form: "import" }
  | { readonly form: "explain" };

/** A form that every platform can show. All strings are plain text. */
export interface Form {
  /** At most 24 characters, Slack's limit for a modal's title. */
  readonly title: string;
  /** The submit button's label; at most 24 characters. */
  readonly submit: string;
  /** One to five, the limit of a Discord modal. */
  readonly fields: readonly FormField[];
  /** A text file may be given instead of the first field's text, on platforms whose forms take files; else null. */
  readonly file: Pick<FieldBase, "label" | "hint"> | null;
}

export type FormField = TextField | ChoiceField;

interface FieldBase {
  /** Unique in its form; `a-z` only. */
  readonly id: string;
  /** At most 45 characters, Discord's limit. */
  readonly label: string;
  /** Placeholder of at most 100 characters. */
  readonly hint: string;
}

export interface TextField extends FieldBase {
  readonly type: "text";
  /** Whether it is a multi-line field. */
  readonly lines: boolean;
  readonly value: string;
  readonly required: boolean;
  /** In characters; at most 3000, Slack's limit. */
  readonly maxLength: number;
}

export interface ChoiceField extends FieldBase {
  readonly type: "choice";
  /** One of the options' values. */
  readonly value: string;
  /** Two to 25. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Submitted values by field id; empty fields may be missing. */
export type FormValues = Readonly<Record<string, string>>;

/** Formats the kind for a button's value or a modal's hidden state: `claim 8867`, `feedback 867 sad`, `settings`. */
export function formatFormKind(kind: FormKind): string {
  switch (kind.form) {
    case "claim":
      return kind.port === null ? "claim" : `claim ${kind.port}`;
    case "feedback":
      return `feedback ${kind.port} ${kind.mood}`;
    case "settings":
    case "import":
    case "explain":
      return kind.form;
    default:
      return assertNever(kind);
  }
}

/** Parses what formatFormKind wrote; null for anything else. */
export function parseFormKind(text: string): FormKind | null {
  const [form, digits, mood, ...rest] = text.split(" ");
  const port = digits !== undefined && /^\d{1,5}$/.test(digits) && isPort(Number(digits)) ? Number(digits) : null;
  if (rest.length > 0) return null;
  if (form === "feedback") return port !== null && mood !== undefined && isMood(mood) ? { form, port, mood } : null;
  if (mood !== undefined || (digits !== undefined && (port === null || form !== "claim"))) return null;
  if (form === "claim") return { form, port };
  return form === "settings" || form === "import" || form === "explain" ? { form } : null;
}
