import type { System } from "#core/answers/commands.ts";
import type { FormKind } from "#core/present/form.ts";

/** What using a button or a menu of a card asks for. All of it stands in the component, and nothing is kept about it. */
export type ComponentAction =
  | { readonly type: "ask" | "share" | "mood"; readonly query: string }
  | { readonly type: "system"; readonly query: string; readonly system: System }
  | { readonly type: "form"; readonly form: FormKind }
  | { readonly type: "dismiss" };
