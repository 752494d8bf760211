import { DiscordAPIError } from "discord.js";
import type { APIMessageReferenceSend } from "discord-api-types/v10";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { Attachment } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { escapeMarkdown } from "./escape.ts";
import { CONTENT } from "./limits.ts";
import type { DiscordMessage } from "./render.ts";
import { withFile } from "./rest.ts";

export interface OutgoingMessage {
  readonly message: DiscordMessage;
  readonly file: Attachment | null;
  /** The message it replies to. */
  readonly reference?: APIMessageReferenceSend;
}

export interface SendOptions<Result> {
  readonly logger: Logger;
  /** Of the people who read the message. */
  readonly locale: string;
  send(data: ReturnType<typeof withFile>): Promise<Result>;
}

/**
 * Sends a message. If Discord refuses the reference, the file or the form of the card, sends it again without that part,
 * and says so for a file. Rejects if Discord refuses the message itself.
 */
export async function sendMessage<Result>(outgoing: OutgoingMessage, options: SendOptions<Result>): Promise<Result> {
  const { message, file, reference } = outgoing;
  try {
    const body = reference === undefined ? message : { ...message, message_reference: reference };
    return await options.send(withFile(body, file));
  } catch (error) {
    const refusal = refusalOf(error, outgoing);
    if (refusal === null) throw error;
    options.logger.warn(
      { platform: "discord", refusal, error },
      "Discord refused a part of a reply; retrying without it.",
    );
    return sendMessage(without(refusal, outgoing, messagesFor(options.locale)), options);
  }
}

/** Whether Discord refuses the form of a message, such as a field of its embed. */
export function isFormRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType;
}

/** The card as content alone, cut after a line. */
export function inPlainContent({ content, embeds, ...message }: DiscordMessage): DiscordMessage {
  const lines = [content, ...embeds.map(({ description = "" }) => description)].join("\n");
  const text = lines.length <= CONTENT ? lines : lines.slice(0, lines.lastIndexOf("\n", CONTENT));
  return { ...message, content: text, embeds: [], components: [] };
}

type Refusal = "reference" | "card" | keyof Messages["discord"]["fileLeftOut"];

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes */
const REFUSALS: Readonly<Record<number, Exclude<Refusal, "card">>> = {
  [RESTJSONErrorCodes.UnknownMessage]: "reference",
  [RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory]: "reference",
  [RESTJSONErrorCodes.MissingPermissions]: "not-allowed",
  [RESTJSONErrorCodes.RequestEntityTooLarge]: "too-large",
};

/** The part of the message that Discord refused; null if it has no such part, or Discord refused something else. */
function refusalOf(error: unknown, { message, file, reference }: OutgoingMessage): Refusal | null {
  if (!(error instanceof DiscordAPIError)) return null;
  if (isAboutReference(error)) return reference === undefined ? null : "reference";
  if (isFormRefused(error)) return message.embeds.length === 0 ? null : "card";
  const refusal = REFUSALS[Number(error.code)] ?? null;
  const part = refusal === "reference" ? (reference ?? null) : file;
  return part === null ? null : refusal;
}

/** A reference to a deleted message is an invalid field: MESSAGE_REFERENCE_UNKNOWN_MESSAGE. */
function isAboutReference({ code, rawError }: DiscordAPIError): boolean {
  if (code !== RESTJSONErrorCodes.InvalidFormBodyOrContentType || !("errors" in rawError)) return false;
  const { errors } = rawError;
  return typeof errors === "object" && "message_reference" in errors;
}

function without(refusal: Refusal, { message, file, reference }: OutgoingMessage, messages: Messages): OutgoingMessage {
  switch (refusal) {
    case "reference":
      return { message, file };
    case "card":
      return { message: inPlainContent(message), file, ...(reference === undefined ? {} : { reference }) };
    case "not-allowed":
    case "too-large": {
      const words = escapeMarkdown(messages.discord.fileLeftOut[refusal]);
      const content = `${message.content}\n${words}`.slice(0, CONTENT);
      return { message: { ...message, content }, file: null, ...(reference === undefined ? {} : { reference }) };
    }
    default:
      return assertNever(refusal);
  }
}
