import type { BlockAction, ButtonAction, StaticSelectAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp } from "./connect.ts";

const LABEL = { type: "plain_text", text: "Label" } as const;

const TITLE = (query: string) => renderPlainText(cardOf(query)).split("\n", 1)[0] ?? "";

interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly value?: string;
  readonly text?: { readonly text: string };
  readonly options?: readonly { readonly value: string }[];
}

/** Slack with one of Portcall's cards, and a click on the elements that the card really has. */
async function cardIn(text: string, manner: "command" | "mention" | "direct" = "command") {
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
  return { platform, ...connected, blocks, click, container };
}

function elementsOf(blocks: unknown): Element[] {
  return (blocks as { type: string; elements: Element[] }[]).flatMap(({ type, elements }) =>
    type === "actions" ? elements : [],
  );
}

async function answered(platform: SlackPlatform) {
  return (await platform.nextCall("response_url")).body;
}

describe("a button on an ephemeral card", () => {
  it("replaces the card with the previous or next assigned port", async () => {
    const { platform, click } = await cardIn("867");
    await click("873 ▶");
    expect(await answered(platform)).toMatchObject({
      replace_original: true,
      text: expect.stringContaining("Port 873"),
    });
    await click("◀ 862");
    expect(await answered(platform)).toMatchObject({ text: expect.stringContaining(TITLE("862")) });
  });

  it("shares the card in the channel with the sharer's name, and removes the button from the ephemeral card", async () => {
    const { platform, click } = await cardIn("867");
    await click("Share");
    const shared = await answered(platform);
    expect(shared).toMatchObject({ response_type: "in_channel", replace_original: false });
    expect(shared.text).toContain(`Shared by ${workspace.userName}`);
    expect(elementsOf(shared.blocks).map(({ action_id }) => action_id.split(":")[0])).not.toContain("dismiss");
    const own = await answered(platform);
    expect(own).toMatchObject({ replace_original: true, text: expect.stringContaining(TITLE("867")) });
    expect(JSON.stringify(own.blocks)).not.toContain('"share:');
  });

  it("shares in the thread that the card is in", async () => {
    const { platform, click, container } = await cardIn("867");
    await click("Share", { container: { ...container, thread_ts: "1767225600.000100" } });
    expect(await answered(platform)).toMatchObject({ response_type: "in_channel", thread_ts: "1767225600.000100" });
  });

  it("shows a private answer only to the person, instead of sharing it", async () => {
    const { platform, send, container } = await cardIn("867");
    const share = { type: "button", action_id: "share:0", value: "zzqqxx", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(share, { container }));
    expect(await answered(platform)).toMatchObject({ response_type: "ephemeral", replace_original: false });
    await send(platform.slashCommand({ text: "22" }));
    expect(platform.calls.filter(({ method }) => method === "response_url")).toHaveLength(1);
  });

  it("dismisses the card", async () => {
    const { platform, click } = await cardIn("867");
    await click("Dismiss");
    expect(await answered(platform)).toEqual({ delete_original: true });
  });
});

describe("the menu of systems", () => {
  it("shows the commands of another system, and remembers it for the next question", async () => {
    const { platform, blocks, container, send } = await cardIn("867");
    const menu = elementsOf(blocks).find(({ type }) => type === "static_select");
    const chosen = { text: { type: "plain_text", text: "macOS" } as const, value: "macos" };
    const action_id = menu?.action_id ?? "";
    const select = { type: "static_select", action_id, selected_option: chosen } as const;
    await send(platform.blockAction<StaticSelectAction>(select, { container }));
    const card = await answered(platform);
    expect(card).toMatchObject({ replace_original: true });
    expect(systemsIn(card.text)[0]).toBe("macOS");
    const next = JSON.parse((await send(platform.slashCommand({ text: "22" }))).body);
    expect(systemsIn(next.text)[0]).toBe("macOS");
  });
});

/** The systems whose commands a card shows, in its order. */
function systemsIn(text = ""): string[] {
  return [...text.matchAll(/^(Linux|macOS|Windows)\b/gm)].map(([, system = ""]) => system);
}

describe("a button on a public card", () => {
  it("answers the person privately, and does not change the card", async () => {
    const { platform, click } = await cardIn("867", "mention");
    await click("873 ▶");
    const body = await answered(platform);
    expect(body).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(body.text).toContain("Port 873");
  });

  it("neither shares nor dismisses", async () => {
    const { blocks } = await cardIn("867", "mention");
    const types = elementsOf(blocks).map(({ action_id }) => action_id.split(":")[0]);
    expect(types).not.toContain("dismiss");
    expect(types).not.toContain("share");
  });
});

describe("a button on a card in a direct message", () => {
  const channel = { id: workspace.imId, name: "directmessage" };

  it("replaces the card", async () => {
    const { platform, click } = await cardIn("867", "direct");
    await click("873 ▶", { channel });
    const next = await answered(platform);
    expect(next).toMatchObject({ replace_original: true });
    expect(rowsOf(next.blocks).every((id) => id.startsWith("alone:"))).toBe(true);
  });

  it("does not change the card in a direct message between people", async () => {
    const { platform, click } = await cardIn("867", "mention");
    await click("873 ▶", { channel: { ...channel, id: "D0HUMANS1" } });
    expect(await answered(platform)).toMatchObject({ response_type: "ephemeral", replace_original: false });
  });
});

/** Slack sends the block_id of a button with the click. */
function rowsOf(blocks: unknown): string[] {
  return (blocks as { type: string; block_id?: string }[]).flatMap(({ type, block_id = "" }) =>
    type === "actions" ? [block_id] : [],
  );
}

describe("a rating", () => {
  it("is thanked for next to the card, and a bad one is asked what is wrong", async () => {
    const { platform, click, send } = await cardIn("867");
    await click("😔 Wrong");
    const thanks = await answered(platform);
    expect(thanks).toMatchObject({ response_type: "ephemeral", replace_original: false });
    const [button] = elementsOf(thanks.blocks).filter(({ action_id }) => action_id.startsWith("form:"));
    expect(button).toMatchObject({ value: "feedback 867 sad" });
    const { action_id = "", value = "" } = button ?? {};
    const text = { type: "plain_text", text: "Say what is wrong" } as const;
    const body = platform.blockAction<ButtonAction>({ type: "button", action_id, value, text });
    await send(body);
    const { view } = (await platform.nextCall("views.open")).body;
    expect(view).toMatchObject({ type: "modal", private_metadata: value });
  });
});

describe("a click on an unknown element", () => {
  it.each(["ask:0", "form:1", "system:867", "share", "nothing", "mood:1"])(
    "(%s) is acknowledged and ignored",
    async (id) => {
      const platform = await slackPlatform();
      const { send, logger } = await overHttp(platform);
      const text = { type: "plain_text", text: "?" } as const;
      const value = id.startsWith("form") ? { value: "no such form" } : {};
      const body = platform.blockAction<ButtonAction>({ type: "button", action_id: id, text, ...value });
      expect(await send(body)).toMatchObject({ status: 200, body: "" });
      expect(logger.lines).toContainEqual({ level: "debug", message: expect.stringContaining("Ignored") });
      expect(platform.calls.some(({ method }) => method === "response_url")).toBe(false);
    },
  );
});

describe("a click without a block_id", () => {
  it("is answered next to the card, which may be public", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    const text = { type: "plain_text", text: "22" } as const;
    const body = platform.blockAction<ButtonAction>({ type: "button", action_id: "ask:0", value: "22", text });
    for (const action of body.actions) Reflect.deleteProperty(action, "block_id");
    await send(body);
    expect(await answered(platform)).toMatchObject({
      replace_original: false,
      text: expect.stringContaining("Port 22"),
    });
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});
