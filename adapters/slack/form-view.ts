import type { types } from "@slack/bolt";
import { prepareForm } from "#adapters/chat/prepare-form.ts";
import { isRecord } from "#adapters/chat/record.ts";
import { assertNever } from "#core/card/card.ts";
import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Form, FormField, FormKind, FormValues } from "#core/present/form.ts";
import type { SlackClients } from "./clients.ts";
import { plainText } from "./escape.ts";
import type { Thread } from "./form-metadata.ts";
import { formatMetadata } from "./form-metadata.ts";
import { textIn } from "./payload.ts";
import { renderSlack } from "./render.ts";
import type { Client } from "./user-directory.ts";

/** The callback_id of all modals; `parseMetadata` says which form it is. */
export const FORM_ID = "form";
const VALUE_ID = "value";

export function formView(
  kind: FormKind,
  { title, submit, fields }: Form,
  { slack }: Messages,
  thread: Thread | null = null,
): types.ModalView {
  return {
    type: "modal",
    callback_id: FORM_ID,
    private_metadata: formatMetadata(kind, thread),
    title: plainText(title),
    submit: plainText(submit),
    close: plainText(slack.close),
    blocks: fields.map(inputBlock),
  };
}

/**
 * The view that replaces a submitted form. Of the card's actions only queries work there: a view cannot be shared, and
 * is closed by its own button. It has room for what would be in a file.
 */
export function resultView(
  title: string,
  { card, actions = [], attachment }: Pick<Reply, "card"> & Partial<Pick<Reply, "actions" | "attachment">>,
  { slack }: Messages,
): types.ModalView {
  const queries = actions.filter(({ type }) => type === "ask");
  const { blocks } = renderSlack(attachment?.card ?? card, queries, attachment?.ifCut);
  return { type: "modal", title: plainText(title), close: plainText(slack.close), blocks };
}

/** Replaces a submitted form whose result takes longer than Slack waits. */
export function waitingView(title: string, { slack }: Messages): types.ModalView {
  const { blocks } = renderSlack({
    title: slack.waiting.title,
    status: "information",
    body: [{ type: "text", content: [slack.waiting.text] }],
    footnote: "",
  });
  return { type: "modal", title: plainText(title), close: plainText(slack.close), blocks };
}

/** Reads Slack's `view.state.values`. */
export function readFormValues(values: unknown): FormValues {
  if (!isRecord(values)) return {};
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, block]) => {
      const field = isRecord(block) ? block[VALUE_ID] : undefined;
      const chosen = isRecord(field) ? textIn(field.selected_option, "value") : undefined;
      const value = textIn(field, "value") ?? chosen;
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
}

function inputBlock(field: FormField): types.InputBlock {
  const common = {
    type: "input",
    block_id: field.id,
    label: plainText(field.label),
    hint: plainText(field.hint),
  } as const;
  switch (field.type) {
    case "text":
      return {
        ...common,
        optional: !field.required,
        element: {
          type: "plain_text_input",
          action_id: VALUE_ID,
          multiline: field.lines,
          max_length: field.maxLength,
          ...(field.value === "" ? {} : { initial_value: field.value }),
        },
      };
    case "choice": {
      const options = field.options.map(({ value, label }) => ({ text: plainText(label), value }));
      const chosen = options.find(({ value }) => value === field.value);
      return {
        ...common,
        element: {
          type: "static_select",
          action_id: VALUE_ID,
          options,
          ...(chosen === undefined ? {} : { initial_option: chosen }),
        },
      };
    }
    default:
      return assertNever(field);
  }
}

export interface FormRequest {
  readonly kind: FormKind;
  /** Slack's trigger_id, valid for three seconds. */
  readonly triggerId: string;
  /** Of the card that the form is opened from. */
  readonly thread?: Thread | null;
  readonly context: QuestionContext;
  readonly client: Client;
}

/** Opens a form as a modal; rejects if Slack does not open it in time. */
export type OpenForm = (request: FormRequest) => Promise<void>;

export function createOpenForm(ask: Ask, clients: Pick<SlackClients, "withoutRetries">): OpenForm {
  return async ({ kind, triggerId, thread = null, context, client }) => {
    const form = await prepareForm(kind, ask, context);
    const view = formView(kind, form, messagesFor(context.locale), thread);
    await clients.withoutRetries(client.token).views.open({ trigger_id: triggerId, view });
  };
}
