import type { APIMessageComponentInteraction, APIUser } from "discord-api-types/v10";
import { ComponentType, MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import type { System } from "#core/answers/commands.ts";
import type { Card } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import type { Question } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import type { Settings } from "#core/team/settings.ts";
import { NO_SETTINGS, SYSTEMS } from "#core/team/settings.ts";
import { withTimeout } from "#core/timeout.ts";
import { mayDo } from "../asker.ts";
import { ownerOf } from "../components.ts";
import { parseCustomId } from "../custom-id.ts";
import type { InteractionContext } from "../interaction-context.ts";
import { channelMessages, notice, owned, questionOf } from "../interaction-context.ts";
import { renderModal } from "../modal.ts";
import type { Outcome } from "../outcome.ts";
import { renderDiscord } from "../render.ts";
import { asMessage } from "./command.ts";

/**
 * Answers the use of a button or a menu. What it means stands in its custom id, whose card it is in the message; a card
 * that everybody sees changes only for whom it is, and others get one of their own.
 */
export async function answerPress(
  interaction: APIMessageComponentInteraction,
  user: APIUser,
  answering: InteractionContext,
): Promise<Outcome> {
  const { message, member, locale } = interaction;
  const messages = messagesFor(locale);
  const pressed = parseCustomId(interaction.data.custom_id);
  const isPrivate = isEphemeral(message);
  const owner = ownerOf(message);
  const isOwn = isPrivate || owner === user.id;
  const tell = (text: string): Outcome => ({ kind: "message", message: notice(text, messages), isPrivate: true });
  switch (pressed?.type) {
    case undefined:
      return tell(messages.discord.unknown);
    case "ask":
    case "system":
      return lookAgain(pressed.query, { interaction, user, answering, isPrivate, isOwn });
    case "mood": {
      const reply = await answering.ask({
        ...questionOf(interaction, user),
        text: pressed.query,
        visibility: "private",
      });
      return { kind: "message", message: answering.render.toAsker(reply), isPrivate: true };
    }
    case "share":
      return share(pressed.query, interaction, user, answering);
    case "form":
      return openForm(pressed.form, questionOf(interaction, user), messages, answering);
    case "dismiss":
      return isOwn ? { kind: "remove" } : tell(messages.discord.notYours);
    case "delete": {
      const mayDelete = isOwn || mayDo(member?.permissions, PermissionFlagsBits.ManageMessages);
      return mayDelete ? { kind: "remove" } : tell(messages.discord.notYours);
    }
    default:
      return assertNever(pressed);
  }
}

/** Whether only one person sees a message. */
export function isEphemeral({ flags }: { readonly flags?: MessageFlags }): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

interface Press {
  readonly interaction: APIMessageComponentInteraction;
  readonly user: APIUser;
  readonly answering: InteractionContext;
  readonly isPrivate: boolean;
  readonly isOwn: boolean;
}

async function lookAgain(query: string, { interaction, user, answering, isPrivate, isOwn }: Press): Promise<Outcome> {
  const system = systemChosen(interaction);
  const reply = await answering.ask({
    ...questionOf(interaction, user),
    text: query,
    visibility: isOwn && !isPrivate ? "public" : "private",
    ...(system === null ? {} : { system }),
  });
  const file = reply.attachment;
  if (!isOwn) return { kind: "message", message: answering.render.toAsker(reply), isPrivate: true, file };
  if (isPrivate) return { kind: "update", message: answering.render.toAsker(reply), file };
  // What turns out to be nobody else's business does not take the place of what everybody sees.
  if (reply.isPrivate) return asMessage(reply, interaction, user, answering);
  const message = answering.render.toEverybody(reply, user.id, channelMessages(interaction));
  return { kind: "update", message, file };
}

function systemChosen({ data }: APIMessageComponentInteraction): System | null {
  const [value] = data.component_type === ComponentType.StringSelect ? data.values : [];
  return SYSTEMS.find((system) => system === value) ?? null;
}

/** Posts the card for everybody, with who shared it. */
async function share(
  query: string,
  interaction: APIMessageComponentInteraction,
  user: APIUser,
  answering: InteractionContext,
): Promise<Outcome> {
  const question = questionOf(interaction, user);
  const reply = await answering.ask({ ...question, text: query, visibility: "public" });
  if (reply.isPrivate) return asMessage(reply, interaction, user, answering);
  const messages = channelMessages(interaction);
  const sharedBy = messages.actions.sharedBy(user.global_name ?? user.username);
  const card: Card = { ...reply.card, body: [{ type: "text", content: [sharedBy] }, ...reply.card.body] };
  const message = owned(renderDiscord(card, reply.actions, "everybody"), user.id, messages);
  return { kind: "message", message, isPrivate: false, file: reply.attachment };
}

/** A modal has to be the first response, so it never waits long for what is set now. */
async function openForm(
  kind: FormKind,
  question: Omit<Question, "text">,
  messages: Messages,
  answering: InteractionContext,
): Promise<Outcome> {
  const own = kind.form === "settings" ? await ownSettings(question, answering) : NO_SETTINGS;
  return { kind: "modal", modal: renderModal(kind, createForm(kind, own, messages)), instead: null };
}

async function ownSettings(question: Omit<Question, "text">, { ask, patience }: InteractionContext): Promise<Settings> {
  const reply = await withTimeout(ask({ ...question, text: "settings" }), patience / 2, () => null, globalThis);
  return reply?.answer.kind === "settings" ? reply.answer.own : NO_SETTINGS;
}
