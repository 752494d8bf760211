import type {
  APIAttachment,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
  APIStringSelectComponent,
  APITextInputComponent,
} from "discord-api-types/v10";
import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import type { ChoiceField, Form, FormField, FormKind, FormValues, TextField } from "#core/present/form.ts";
import { formatCustomId } from "./custom-id.ts";
import { plainLine } from "./escape.ts";
import { INPUT_PLACEHOLDER, LABEL, LABEL_DESCRIPTION, MODAL_TITLE, OPTION_LABEL, SELECT_OPTIONS } from "./limits.ts";

/** A form as a modal, with its kind in the custom id. Discord sets the label of the submit button. */
export function renderModal(kind: FormKind, { title, fields, file }: Form): APIModalInteractionResponseCallbackData {
  const labels = fields.map((field) =>
    label(field.type === "text" && file !== null ? { ...field, required: false } : field),
  );
  return {
    custom_id: formatCustomId({ type: "form", form: kind }) ?? kind.form,
    title: plainLine(title).slice(0, MODAL_TITLE),
    components: file === null ? labels : [...labels, upload(file)],
  };
}

/** The submitted values by field id, and the file if there is one. */
export function readModal({ components, resolved }: APIModalSubmission): {
  readonly values: FormValues;
  readonly file: APIAttachment | null;
} {
  const values: Record<string, string> = {};
  let file: APIAttachment | null = null;
  for (const part of components) {
    if (part.type !== ComponentType.Label) continue;
    const { component: field } = part;
    if (field.type === ComponentType.TextInput) values[field.custom_id] = field.value;
    else if (field.type === ComponentType.StringSelect) values[field.custom_id] = field.values[0] ?? "";
    else if (field.type === ComponentType.FileUpload) file = resolved?.attachments?.[field.values[0] ?? ""] ?? null;
  }
  return { values, file };
}

function label(field: FormField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: plainLine(field.label).slice(0, LABEL),
    ...(field.type === "choice"
      ? { description: plainLine(field.hint).slice(0, LABEL_DESCRIPTION), component: menu(field) }
      : { component: input(field) }),
  };
}

function upload({ label: text, hint }: Pick<FormField, "label" | "hint">): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: plainLine(text).slice(0, LABEL),
    description: plainLine(hint).slice(0, LABEL_DESCRIPTION),
    component: { type: ComponentType.FileUpload, custom_id: "file", required: false, min_values: 0, max_values: 1 },
  };
}

function input({ id, hint, lines, value, required, maxLength }: TextField): APITextInputComponent {
  return {
    type: ComponentType.TextInput,
    custom_id: id,
    style: lines ? TextInputStyle.Paragraph : TextInputStyle.Short,
    placeholder: plainLine(hint).slice(0, INPUT_PLACEHOLDER),
    required,
    max_length: maxLength,
    ...(value === "" ? {} : { value: value.slice(0, maxLength) }),
  };
}

function menu({ id, value, options }: ChoiceField): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    required: true,
    options: options.slice(0, SELECT_OPTIONS).map((option) => ({
      label: plainLine(option.label).slice(0, OPTION_LABEL),
      value: option.value,
      default: option.value === value,
    })),
  };
}
