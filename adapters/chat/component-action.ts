import type { System } from "#core/answers/commands.ts";
import type { FormKind } from "#core/present/form.ts";

/** What a button or a menu of a card does. The component itself carries all of it, so nothing is stored. */
export type ComponentAction =
  | { readonly type: "ask" | "share" | "mood"; readonly query: string }
  | { readonly type: "system"; readonly query: string; readonly system: System }
  | { readonly type: "form"; readonly form: FormKind }
  | { readonly type: "dismiss" };
