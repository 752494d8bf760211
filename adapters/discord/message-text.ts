import type { APIAttachment, APIEmbed, APIMessage, APIMessageTopLevelComponent } from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";
import type { RemoteFile } from "#adapters/chat/attachments.ts";
import { readAttachments, unreadFiles } from "#adapters/chat/attachments.ts";
import type { AttachedFile, TextQuestion } from "#core/chat-platform.ts";

/** Reads the text files attached to a message. Never rejects. */
export type ReadFiles = (attachments: readonly APIAttachment[]) => Promise<readonly AttachedFile[]>;

/** Discord's file servers. */
const ATTACHMENT_ORIGINS: readonly string[] = ["https://cdn.discordapp.com", "https://media.discordapp.net"];

/** @param apiUrl another address of Discord's API, which then also serves the files */
export function createReadFiles(apiUrl: string | null): ReadFiles {
  const origins = [...ATTACHMENT_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])];
  return (attachments) => readAttachments(attachments.map(remoteFile), { origins });
}

/**
 * Removes mentions, custom emoji and timestamps from a text: their ids are long numbers that could pass for ports.
 * https://discord.com/developers/docs/reference#message-formatting
 */
export function readDiscordText(text: string): string {
  return text.replace(/<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^:>]+:\d+)>/g, " ").trim();
}

/** The parts of a message that may hold text. A forwarded message holds its text in a snapshot. */
type ForeignMessage = Partial<
  Pick<APIMessage, "content" | "embeds" | "attachments" | "components" | "message_snapshots">
>;

export interface MessageQuestion {
  readonly question: Pick<TextQuestion, "text" | "manner" | "files">;
  /** The names of the files that could not be read. */
  readonly unread: readonly string[];
}

/** A question about somebody else's message: everything in it and in what it forwards. Never rejects. */
export async function aboutMessage(message: ForeignMessage, readFiles: ReadFiles): Promise<MessageQuestion> {
  const parts: readonly ForeignMessage[] = [
    message,
    ...(message.message_snapshots ?? []).map((snapshot) => snapshot.message),
  ];
  const attachments = parts.flatMap((part) => part.attachments ?? []);
  const files = await readFiles(attachments);
  const text = parts.flatMap(textsOf).filter((each) => each !== "");
  return {
    question: { text: readDiscordText(text.join("\n")), manner: "foreign", files: async () => files },
    unread: unreadFiles(attachments.map(remoteFile), files).map(({ name = "" }) => name),
  };
}

function textsOf({ content = "", embeds = [], components = [] }: ForeignMessage): readonly string[] {
  return [content, ...embeds.flatMap(embedTexts), ...components.flatMap(componentTexts)];
}

function embedTexts({ author, title = "", description = "", fields = [], footer }: APIEmbed): readonly string[] {
  const named = fields.map(({ name, value }) => `${name}: ${value}`);
  return [author?.name ?? "", title, description, ...named, footer?.text ?? ""];
}

/** Other bots' messages may consist of components alone: https://discord.com/developers/docs/components/reference */
function componentTexts(component: APIMessageTopLevelComponent): readonly string[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component.content];
    case ComponentType.Section:
      return component.components.flatMap(componentTexts);
    case ComponentType.Container:
      return component.components.flatMap(componentTexts);
    default:
      return [];
  }
}

function remoteFile({ url, filename: name, content_type: type }: APIAttachment): RemoteFile {
  return { url, name, type };
}
