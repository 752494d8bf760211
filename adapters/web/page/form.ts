import type { Messages } from "#core/messages/messages.ts";
import type { Form, FormField, FormKind } from "#core/present/form.ts";
import { formatFormKind } from "#core/present/form.ts";
import { escapeHtml } from "../escape-html.ts";

/** The names of a form's fields in what is posted begin with this. */
export const FIELD_PREFIX = "field.";

/** A form that a card's button opens; it is a window in Slack and Discord. */
export function drawForm(kind: FormKind, { title, submit, fields }: Form, words: Messages["web"]): string {
  return [
    `<form class="window" method="post" action="/" aria-labelledby="form-title"><h2 id="form-title" tabindex="-1">${escapeHtml(title)}</h2>`,
    `<input type="hidden" name="form" value="${escapeHtml(formatFormKind(kind))}">`,
    ...fields.map(drawField),
    `<p class="controls"><a class="button" href="/">${escapeHtml(words.cancel)}</a><button class="button primary">${escapeHtml(submit)}</button></p></form>`,
  ].join("");
}

function drawField(field: FormField): string {
  const id = `field-${field.id}`;
  const label = `<label for="${id}">${escapeHtml(field.label)}</label>`;
  const common = `id="${id}" name="${FIELD_PREFIX}${field.id}" dir="auto"`;
  if (field.type === "choice") {
    const options = field.options.map(
      ({ value, label: text }) =>
        `<option value="${escapeHtml(value)}"${value === field.value ? " selected" : ""}>${escapeHtml(text)}</option>`,
    );
    return `<div>${label}<select ${common}>${options.join("")}</select><p class="small">${escapeHtml(field.hint)}</p></div>`;
  }
  const rules = `maxlength="${field.maxLength}" placeholder="${escapeHtml(field.hint)}"${field.required ? " required" : ""} autocomplete="off"`;
  const input = field.lines
    ? `<textarea ${common} ${rules} rows="6">${escapeHtml(field.value)}</textarea>`
    : `<input ${common} ${rules} value="${escapeHtml(field.value)}">`;
  return `<div>${label}${input}</div>`;
}
