import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type {
  APIApplicationCommandOptionChoice,
  APIInteractionResponse,
  APIModalInteractionResponseCallbackData,
} from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { Attachment } from "#core/chat-platform.ts";
import type { DiscordMessage } from "./render.ts";

/** What answers an interaction. */
export type Outcome =
  | {
      readonly kind: "message";
      readonly message: DiscordMessage;
      readonly isPrivate: boolean;
      readonly file?: Attachment | null;
    }
  /** In place of the message that was pressed, and of its files. */
  | { readonly kind: "update"; readonly message: DiscordMessage; readonly file?: Attachment | null }
  /** With what to show where it is too late to open one. */
  | {
      readonly kind: "modal";
      readonly modal: APIModalInteractionResponseCallbackData;
      readonly instead: DiscordMessage | null;
    }
  | { readonly kind: "choices"; readonly choices: readonly APIApplicationCommandOptionChoice<string>[] }
  /** Takes away the message that was pressed. */
  | { readonly kind: "remove" }
  | { readonly kind: "nothing" };

/** How Discord is told that an answer takes longer: with a new message, or that the old one changes. */
export type Deferral = "private" | "public" | "update" | null;

/** The outcome as Discord's first response. What is taken away is taken away afterwards: no response does that. */
export function responseOf(outcome: Outcome): APIInteractionResponse {
  switch (outcome.kind) {
    case "message": {
      const flags = outcome.isPrivate ? { flags: MessageFlags.Ephemeral } : {};
      return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...outcome.message, ...flags } };
    }
    case "update":
      return { type: InteractionResponseType.UpdateMessage, data: { ...outcome.message, attachments: [] } };
    case "modal":
      return { type: InteractionResponseType.Modal, data: outcome.modal };
    case "choices":
      return {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: [...outcome.choices] },
      };
    case "remove":
    case "nothing":
      return { type: InteractionResponseType.DeferredMessageUpdate };
    default:
      return assertNever(outcome);
  }
}

export function deferralResponse(deferral: Exclude<Deferral, null>): APIInteractionResponse {
  switch (deferral) {
    case "update":
      return { type: InteractionResponseType.DeferredMessageUpdate };
    case "public":
      return { type: InteractionResponseType.DeferredChannelMessageWithSource };
    case "private":
      return {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
      };
    default:
      return assertNever(deferral);
  }
}

/** How a file is announced: no first response over HTTP can hold one, so it always comes afterwards. */
export function fileDeferral(outcome: Outcome): Deferral {
  if (!("file" in outcome) || outcome.file === null || outcome.file === undefined) return null;
  return outcome.kind === "update" ? "update" : audienceOf(outcome);
}

function audienceOf({ isPrivate }: { readonly isPrivate: boolean }): "private" | "public" {
  return isPrivate ? "private" : "public";
}

/** A message with its file, as discord.js' REST takes both; what was attached before is replaced. */
export function withFile(body: object, file: Attachment | null | undefined) {
  if (file === null || file === undefined) return { body: { ...body, attachments: [] } };
  const { name, text } = file;
  return {
    body: { ...body, attachments: [{ id: "0", filename: name }] },
    files: [{ name, data: Buffer.from(text), contentType: "text/plain; charset=utf-8" }],
  };
}

/** What opens the rest of an interaction, for fifteen minutes. */
export interface Opened {
  readonly rest: REST;
  readonly applicationId: string;
  readonly token: string;
}

/** Takes away the message that was pressed. */
export async function removeOriginal({ rest, applicationId, token }: Opened): Promise<void> {
  await rest.delete(Routes.webhookMessage(applicationId, token, "@original"), { auth: false });
}

/** Carries out an outcome that came after Discord was told that it takes longer. */
export async function followUp(outcome: Outcome, deferral: Exclude<Deferral, null>, opened: Opened): Promise<void> {
  const { rest, applicationId, token } = opened;
  const edit = (message: DiscordMessage, file?: Attachment | null) =>
    rest.patch(Routes.webhookMessage(applicationId, token, "@original"), { ...withFile(message, file), auth: false });
  switch (outcome.kind) {
    case "message": {
      if (deferral === audienceOf(outcome)) return void (await edit(outcome.message, outcome.file));
      // Who sees a message never changes, and a follow-up beside an announcement would take its place (discord-api-docs,
      // create followup message): so what was announced to others is taken away first.
      if (deferral !== "update") await removeOriginal(opened);
      const body = { ...outcome.message, ...(outcome.isPrivate ? { flags: MessageFlags.Ephemeral } : {}) };
      return void (await rest.post(Routes.webhook(applicationId, token), {
        ...withFile(body, outcome.file),
        auth: false,
      }));
    }
    case "update":
      return void (await edit(outcome.message, outcome.file));
    case "modal":
      if (outcome.instead === null) return;
      return followUp({ kind: "message", message: outcome.instead, isPrivate: true }, deferral, opened);
    case "remove":
      return removeOriginal(opened);
    case "choices":
    case "nothing":
      return;
    default:
      return assertNever(outcome);
  }
}
