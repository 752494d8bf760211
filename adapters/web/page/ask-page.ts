import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { prepareForm } from "#adapters/chat/prepare-form.ts";
import { shareReply } from "#adapters/chat/share.ts";
import { assertNever } from "#core/card/card.ts";
import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { submitForm } from "#core/present/create-form.ts";
import type { FormKind, FormValues } from "#core/present/form.ts";
import { parseFormKind } from "#core/present/form.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import { readCommand } from "#core/query/read-message.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Control } from "./control.ts";
import { readControl } from "./control.ts";
import { FIELD_PREFIX } from "./form.ts";

/** What somebody does on the page. */
export type PageEvent =
  | { readonly type: "open" }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "link"; readonly text: string }
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: "control"; readonly platform: string; readonly control: Control }
  | { readonly type: "submit"; readonly form: FormKind; readonly values: FormValues };

/** What comes of it; `text` is what belongs into the box. */
export type PageOutcome =
  | { readonly kind: "reply"; readonly text: string; readonly reply: Reply; readonly isShared: boolean }
  | {
      readonly kind: "form";
      readonly text: string;
      readonly form: FormKind;
      readonly fields: Awaited<ReturnType<typeof prepareForm>>;
    }
  | { readonly kind: "confirm"; readonly text: string }
  | { readonly kind: "expired" };

export interface AskPageOptions {
  readonly ask: Ask;
  /** Reads a control as its platform does; null for what that doesn't know. */
  readonly readAction: (platform: string, control: Control) => ComponentAction | null;
}

/** What is answered before anybody has asked. */
const FIRST = "867";

/** Longer texts are not worth a link. */
const MAX_LINK = 200;

/** Answers what somebody does on the page, as a chat platform's listeners do. */
export function createAskPage({ ask, readAction }: AskPageOptions) {
  return async (event: PageEvent, asker: Asker | null, locale: string): Promise<PageOutcome> => {
    const context: QuestionContext = { asker, locale };
    const words = messagesFor(locale);
    switch (event.type) {
      case "open":
        return open(context);
      case "link":
        if (isQueryWith(readCommand(event.text), "isChange")) return { kind: "confirm", text: event.text };
        return askText(event.text, context);
      case "text":
        return askText(event.text, context);
      case "paste": {
        const reply = await ask({ ...context, text: `explain\n${event.text}`, manner: "command" });
        return { kind: "reply", text: "", reply, isShared: false };
      }
      case "submit": {
        const text = submitForm(event.form, event.values);
        const outcome = await askText(text, context);
        return outcome.kind === "reply" ? { ...outcome, text: canonical(outcome.reply, "") } : outcome;
      }
      case "control": {
        const action = readAction(event.platform, event.control);
        return action === null ? { kind: "expired" } : answerAction(action, context, words);
      }
      default:
        return assertNever(event);
    }
  };

  async function open(context: QuestionContext): Promise<PageOutcome> {
    const reply = await ask({ ...context, text: FIRST, manner: "command" });
    return { kind: "reply", text: "", reply, isShared: false };
  }

  async function askText(text: string, context: QuestionContext): Promise<PageOutcome> {
    const reply = await ask({ ...context, text, manner: "command" });
    return reply.form === null ? { kind: "reply", text, reply, isShared: false } : openForm(reply.form, context, text);
  }

  async function openForm(form: FormKind, context: QuestionContext, text = ""): Promise<PageOutcome> {
    return { kind: "form", text, form, fields: await prepareForm(form, ask, context) };
  }

  async function answerAction(
    action: ComponentAction,
    context: QuestionContext,
    { web: words }: Messages,
  ): Promise<PageOutcome> {
    switch (action.type) {
      case "ask":
      case "mood": {
        const outcome = await askText(action.query, context);
        return outcome.kind === "reply" ? { ...outcome, text: canonical(outcome.reply, action.query) } : outcome;
      }
      case "system": {
        const reply = await ask({ ...context, text: action.query, manner: "command", system: action.system });
        return { kind: "reply", text: action.query, reply, isShared: false };
      }
      case "share": {
        const result = await shareReply(ask, action.query, { context, name: words.you });
        const reply = result.isShared ? result.publicReply : result.privateReply;
        return { kind: "reply", text: action.query, reply, isShared: result.isShared };
      }
      case "form":
        return openForm(action.form, context);
      case "dismiss":
        return open(context);
      default:
        return assertNever(action);
    }
  }
}

function canonical({ query }: Reply, otherwise: string): string {
  if (query.kind === "invalid") return otherwise;
  const text = formatQuery(query);
  return text.length > MAX_LINK ? "" : text;
}

/** The address at which a text is answered again; the page's own for texts that are long, or pastes. */
export function urlOf(text: string): string {
  const isShort = text.trim() !== "" && text.length <= MAX_LINK && !text.includes("\n");
  return isShort ? `/?q=${encodeURIComponent(text)}` : "/";
}

/** Reads what the page's forms post; null for anything else. */
export function readPosted(fields: URLSearchParams, platforms: readonly string[]): PageEvent | null {
  for (const platform of platforms) {
    const posted = fields.get(platform);
    if (posted === null) continue;
    const control = readControl(posted, fields.get("value"));
    return control === null ? null : { type: "control", platform, control };
  }
  const paste = fields.get("paste");
  if (paste !== null) return { type: "paste", text: paste };
  const form = parseFormKind(fields.get("form") ?? "");
  if (form !== null) {
    const values = [...fields].flatMap(([name, value]) =>
      name.startsWith(FIELD_PREFIX) ? [[name.slice(FIELD_PREFIX.length), value] as const] : [],
    );
    return { type: "submit", form, values: Object.fromEntries(values) };
  }
  const text = fields.get("q");
  return text === null ? null : { type: "text", text };
}
