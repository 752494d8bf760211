import type { Reply } from "#core/chat-platform.ts";
import type { Action } from "#core/present/action.ts";
import type { SlackMessage } from "./render.ts";
import { renderSlack } from "./render.ts";

/** A reply as a message. Only who sees it alone can dismiss it. */
export function renderReply({ card, actions, isPrivate, attachment }: Reply): SlackMessage {
  return renderSlack(card, isPrivate ? actions : without(actions, "dismiss"), attachment?.ifCut);
}

/** A reply in a place of its own, such as App Home: there is nobody to share it with there, and nothing to dismiss. */
export function renderAlone({
  card,
  actions,
  attachment,
}: Pick<Reply, "card" | "actions"> & Partial<Pick<Reply, "attachment">>): SlackMessage {
  const message = renderSlack(card, without(actions, "share", "dismiss"), attachment?.ifCut);
  const blocks = message.blocks.map((block, at) =>
    block.type === "actions" ? { ...block, block_id: `${ALONE}${at}` } : block,
  );
  return { ...message, blocks };
}

/** Whether a row of buttons is on a card of `renderAlone`'s: Slack's ids do not tell Portcall's conversations from others'. */
export function isAlone(blockId: string): boolean {
  return blockId.startsWith(ALONE);
}

const ALONE = "alone:";

/** A private reply whose card has been shared. */
export function renderShared({ card, actions, attachment }: Reply): SlackMessage {
  return renderSlack(card, without(actions, "share"), attachment?.ifCut);
}

/** The same for everybody, with who shared it. */
export function renderForAll({ card, actions, attachment }: Reply, sharedBy: string): SlackMessage {
  const footnote = card.footnote === "" ? sharedBy : `${card.footnote} · ${sharedBy}`;
  return renderSlack({ ...card, footnote }, without(actions, "share", "dismiss"), attachment?.ifCut);
}

function without(actions: readonly Action[], ...types: readonly Action["type"][]): readonly Action[] {
  return actions.filter(({ type }) => !types.includes(type));
}
