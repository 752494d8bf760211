import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";

/** The outcome of sharing a private card. */
export type ShareResult =
  /** The answer is now a private one, for example because the claim it was about is gone. */
  | { readonly isShared: false; readonly privateReply: Reply }
  | {
      readonly isShared: true;
      /** For the channel, with the name of who shared it. */
      readonly publicReply: Reply;
      /** The private card again. */
      readonly privateReply: Reply;
    };

/** Asks a card's query again, for everybody. @param name display name of who shares it */
export async function shareReply(
  ask: Ask,
  text: string,
  { context, name }: { readonly context: QuestionContext; readonly name: string },
): Promise<ShareResult> {
  const reply = await ask({ ...context, text, manner: "command", visibility: "public" });
  if (reply.isPrivate) return { isShared: false, privateReply: reply };
  const privateReply = reply.beside ?? (await ask({ ...context, query: reply.query, visibility: "private" }));
  const sharedBy = messagesFor(context.publicLocale ?? context.locale).actions.sharedBy(name);
  const footnote = [reply.card.footnote, sharedBy].filter((part) => part !== "").join(" · ");
  return { isShared: true, publicReply: { ...reply, card: { ...reply.card, footnote } }, privateReply };
}
