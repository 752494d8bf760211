import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type {
  APIApplicationCommandOptionChoice,
  APIInteractionResponse,
  APIModalInteractionResponseCallbackData,
} from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { DiscordMessage } from "./render.ts";

/** What answers an interaction. */
export type Outcome =
  | { readonly kind: "message"; readonly message: DiscordMessage; readonly isPrivate: boolean }
  /** In place of the message that was pressed. */
  | { readonly kind: "update"; readonly message: DiscordMessage }
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

/** How Discord is told that an answer takes longer: with a new message of the asker's own, or that the old one changes. */
export type Deferral = "message" | "update" | null;

/** The outcome as Discord's first response. What is taken away is taken away afterwards: no response does that. */
export function responseOf(outcome: Outcome): APIInteractionResponse {
  switch (outcome.kind) {
    case "message": {
      const flags = outcome.isPrivate ? { flags: MessageFlags.Ephemeral } : {};
      return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...outcome.message, ...flags } };
    }
    case "update":
      return { type: InteractionResponseType.UpdateMessage, data: outcome.message };
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
  return deferral === "update"
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : {
        // Whether everybody is to see it is not known yet, and what is announced as private stays so.
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
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
  const edit = (body: DiscordMessage) =>
    rest.patch(Routes.webhookMessage(applicationId, token, "@original"), { body, auth: false });
  switch (outcome.kind) {
    case "message": {
      if (deferral === "message") return void (await edit(outcome.message));
      const body = { ...outcome.message, ...(outcome.isPrivate ? { flags: MessageFlags.Ephemeral } : {}) };
      return void (await rest.post(Routes.webhook(applicationId, token), { body, auth: false }));
    }
    case "update":
      return void (await edit(outcome.message));
    case "modal":
      if (outcome.instead !== null) await edit(outcome.instead);
      return;
    case "remove":
      return removeOriginal(opened);
    case "choices":
    case "nothing":
      return;
    default:
      return assertNever(outcome);
  }
}
