import type { Reply } from "#core/chat-platform.ts";
import type { Action } from "#core/present/action.ts";
import type { SlackMessage } from "./render.ts";
import { renderSlack } from "./render.ts";

/** A reply as a message. Only who sees it alone can dismiss it. */
export function renderReply({ card, actions, isPrivate, attachment }: Reply): SlackMessage {
  return renderSlack(card, isPrivate ? actions : without(actions, "dismiss"), attachment?.ifCut);
}

/** A reply in a place of its own, such as App Home: there is nobody to share it with there, and nothing to dismiss. */
export function renderInOwnSpace({
  card,
  actions,
  attachment,
}: Pick<Reply, "card" | "actions"> & Partial<Pick<Reply, "attachment">>): SlackMessage {
  const message = renderSlack(card, without(actions, "share", "dismiss"), attachment?.ifCut);
  const blocks = message.blocks.map((block, at) =>
    block.type === "actions" ? { ...block, block_id: `${OWN_SPACE}${at}` } : block,
  );
  return { ...message, blocks };
}

/** Whether a row of buttons is on a card of `renderInOwnSpace`'s: Slack's ids do not tell Portcall's conversations from others'. */
export function isInOwnSpace(blockId: string): boolean {
  return blockId.startsWith(OWN_SPACE);
}

const OWN_SPACE = "alone:";

/** A private reply whose card has been shared. */
export function renderWithoutShare({ card, actions, attachment }: Reply): SlackMessage {
  return renderSlack(card, without(actions, "share"), attachment?.ifCut);
}

/** A reply for everybody: who sees it cannot share or dismiss it. */
export function renderPublic({ card, actions, attachment }: Reply): SlackMessage {
  return renderSlack(card, without(actions, "share", "dismiss"), attachment?.ifCut);
}

function without(actions: readonly Action[], ...types: readonly Action["type"][]): readonly Action[] {
  return actions.filter(({ type }) => !types.includes(type));
}
