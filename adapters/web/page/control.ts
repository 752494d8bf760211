import { isRecord } from "#adapters/chat/record.ts";
import { parseJson } from "#core/parse-json.ts";
import { escapeHtml } from "../escape-html.ts";

/** A button or a menu of a platform's payload: its id, and its value or the chosen one. */
export interface Control {
  readonly id: string;
  readonly value: string;
}

/** The form that all buttons of a drawn message belong to. */
export const CONTROLS_FORM = "controls";

interface ButtonLook {
  readonly label: string;
  /** What a screen reader says instead; undefined for the label. */
  readonly spoken?: string | undefined;
  readonly look?: string;
}

/** A button that posts its control under the platform's name. */
export function drawButton(platform: string, control: Control, { label, spoken, look = "button" }: ButtonLook): string {
  const name = spoken === undefined ? "" : ` aria-label="${escapeHtml(spoken)}"`;
  return `<button class="${look}" form="${CONTROLS_FORM}" name="${platform}" value="${escapeHtml(JSON.stringify(control))}" data-key="${platform} ${escapeHtml(control.id)}"${name}>${escapeHtml(label)}</button>`;
}

interface Menu {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[];
  /** The label of the button that is needed without JavaScript. */
  readonly submit: string;
}

/** A menu that posts its control when an option is chosen. */
export function drawMenu(platform: string, { id, label, options, submit }: Menu): string {
  const items = options.map(
    (option) =>
      `<option value="${escapeHtml(option.value)}"${option.isChosen ? " selected" : ""}>${escapeHtml(option.label)}</option>`,
  );
  const control = escapeHtml(JSON.stringify({ id, value: "" }));
  return `<form class="menu" method="post" action="/"><input type="hidden" name="${platform}" value="${control}"><select name="value" aria-label="${escapeHtml(label)}" data-key="${platform} ${escapeHtml(id)}">${items.join("")}</select><button class="button without-script">${escapeHtml(submit)}</button></form>`;
}

/** Reads what {@link drawButton} or {@link drawMenu} posted; null for anything else. */
export function readControl(posted: string, chosen: string | null): Control | null {
  const parsed = parseJson(posted);
  if (!isRecord(parsed) || typeof parsed.id !== "string" || typeof parsed.value !== "string") return null;
  // JSON can escape half a character, of which no address can be made.
  return { id: parsed.id.toWellFormed(), value: (chosen ?? parsed.value).toWellFormed() };
}
