import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { answered, cardIn, LABEL, offeredIn, rowsOf } from "./card-in.ts";
import { overHttp } from "./connect.ts";

const TITLE = (query: string) => renderPlainText(cardOf(query)).split("\n", 1)[0] ?? "";

describe("a button on a card that the clicker alone sees", () => {
  it("leads to the previous and the next assigned port, in the card's place", async () => {
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
    expect(offeredIn(shared.blocks)).not.toContain("dismiss");
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

  it("dismisses a full card, and one of an earlier version, by its own button", async () => {
    const { platform, click, send, container } = await cardIn("867 more");
    await click("Dismiss");
    expect(await answered(platform)).toEqual({ delete_original: true });
    const earlier = { type: "button", action_id: "dismiss", value: "dismiss", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(earlier, { container }));
    expect(await answered(platform)).toEqual({ delete_original: true });
  });

  it("shows all of it in its place", async () => {
    const { platform, click } = await cardIn("867");
    await click("More");
    const full = await answered(platform);
    expect(full).toMatchObject({ replace_original: true, text: expect.stringContaining(TITLE("867 more")) });
    for (const system of ["Linux", "macOS", "Windows"]) expect(JSON.stringify(full.blocks)).toContain(`"${system} (`);
  });
});

describe("a button on a card that everybody sees", () => {
  it("answers who clicked, and leaves the card as it is", async () => {
    const { platform, click } = await cardIn("867", "mention");
    await click("873 ▶");
    const body = await answered(platform);
    expect(body).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(body.text).toContain("Port 873");
  });

  it("shows all of it to who clicked", async () => {
    const { platform, click } = await cardIn("867", "mention");
    await click("More");
    const body = await answered(platform);
    expect(body).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(body.text).toContain(TITLE("867 more"));
  });

  it("offers nothing that is for one person's card", async () => {
    const { blocks } = await cardIn("867", "mention");
    const offered = offeredIn(blocks);
    expect(offered).toContain("mood");
    expect(offered).not.toContain("dismiss");
    expect(offered).not.toContain("share");
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

describe("a click on what is not Portcall's", () => {
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
