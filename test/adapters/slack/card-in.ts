import type { BlockAction, ButtonAction, OverflowAction } from "@slack/bolt";
import { expect } from "vitest";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp } from "./connect.ts";

export const LABEL = { type: "plain_text", text: "Label" } as const;

export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly value?: string;
  readonly text?: { readonly text: string };
  readonly options?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
}

/** Slack with a card of Portcall's in it, and a hand that clicks on what the card really has. */
export async function cardIn(text: string, manner: "command" | "mention" | "direct" = "command") {
  const platform = await slackPlatform();
  const connected = await overHttp(platform);
  let blocks: unknown;
  if (manner === "command") {
    blocks = JSON.parse((await connected.send(platform.slashCommand({ text }))).body).blocks;
  } else {
    await connected.send(manner === "direct" ? platform.messageIm({ text }) : platform.appMention({ text }));
    ({ blocks } = (await platform.nextCall("chat.postMessage")).body);
  }
  const is_ephemeral = manner === "command";
  const container = { type: "message", message_ts: "1.1", channel_id: workspace.channelId, is_ephemeral };
  const click = async (label: string, more: Partial<BlockAction<ButtonAction>> = {}) => {
    const element = elementsOf(blocks).find(({ text: shown }) => shown?.text === label);
    if (element === undefined) throw new Error(`No ${label} on the card.`);
    const { action_id, value = "" } = element;
    const block_id = rowsOf(blocks)[0] ?? "";
    const body = platform.blockAction<ButtonAction>(
      { type: "button", action_id, block_id, value, text: { type: "plain_text", text: label } },
      { container, ...more },
    );
    expect(await connected.send(body)).toMatchObject({ status: 200, body: "" });
    return body;
  };
  /** Chooses from the menu at the end of the row. */
  const choose = async (label: string) => {
    const menu = elementsOf(blocks).find(({ type }) => type === "overflow");
    const option = menu?.options?.find(({ text }) => text.text === label);
    if (menu === undefined || option === undefined) throw new Error(`No ${label} in the card's menu.`);
    const selected_option = { value: option.value, text: { ...LABEL, text: label } };
    const block_id = rowsOf(blocks)[0] ?? "";
    const body = platform.blockAction<OverflowAction>(
      { type: "overflow", action_id: menu.action_id, block_id, selected_option },
      { container },
    );
    expect(await connected.send(body)).toMatchObject({ status: 200, body: "" });
  };
  return { platform, ...connected, blocks, click, choose, container };
}

export function elementsOf(blocks: unknown): Element[] {
  return (blocks as { type: string; elements: Element[] }[]).flatMap(({ type, elements }) =>
    type === "actions" ? elements : [],
  );
}

/** What kinds of actions a card offers, those in its menu among them. */
export function offeredIn(blocks: unknown): string[] {
  const elements = elementsOf(blocks);
  const chosen = elements.filter(({ type }) => type === "overflow").flatMap(({ options = [] }) => options);
  const ids = [...elements.map(({ action_id }) => action_id), ...chosen.map(({ value }) => value)];
  return ids.flatMap((id) => id.split(":", 1));
}

export async function answered(platform: SlackPlatform) {
  return (await platform.nextCall("response_url")).body;
}

/** Slack hands the id of a button's row back with the click. */
export function rowsOf(blocks: unknown): string[] {
  return (blocks as { type: string; block_id?: string }[]).flatMap(({ type, block_id = "" }) =>
    type === "actions" ? [block_id] : [],
  );
}

/** The systems whose commands a card shows, in its order. */
export function systemsIn(text = ""): string[] {
  return [...text.matchAll(/^(?:Check \()?(Linux|macOS|Windows)\b/gm)].map(([, system = ""]) => system);
}
