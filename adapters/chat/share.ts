import type { Ask, QuestionContext, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";

/** What sharing a private card gives. */
export type SharedReply =
  /** There is nothing to show to everybody: what was found when the button was made may be gone. */
  | { readonly isShared: false; readonly own: Reply }
  | {
      readonly isShared: true;
      /** For the channel, with who shared it. */
      readonly forAll: Reply;
      /** The sharer's own again. */
      readonly own: Reply;
    };

/** Asks a card's query again for everybody. @param name what others call the sharer */
export async function shareReply(
  ask: Ask,
  text: string,
  { context, name }: { readonly context: QuestionContext; readonly name: string },
): Promise<SharedReply> {
  const forAll = await ask({ ...context, text, manner: "command", visibility: "public" });
  if (forAll.isPrivate) return { isShared: false, own: forAll };
  const own = await ask({ ...context, query: forAll.query, visibility: "private" });
  const sharedBy = messagesFor(context.publicLocale ?? context.locale).actions.sharedBy(name);
  const footnote = [forAll.card.footnote, sharedBy].filter((part) => part !== "").join(" · ");
  return { isShared: true, forAll: { ...forAll, card: { ...forAll.card, footnote } }, own };
}
