import type { ButtonAction, StaticSelectAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { readSlackBlocks } from "../../support/read-back/slack.ts";
import { answered, cardIn, elementsOf, LABEL, systemsIn } from "./card-in.ts";

describe("the menu of systems", () => {
  it("shows the command of another alone, and remembers it for the next question", async () => {
    const { platform, blocks, container, send } = await cardIn("867");
    const menu = elementsOf(blocks).find(({ type }) => type === "static_select");
    const chosen = { text: { type: "plain_text", text: "macOS" } as const, value: "macos" };
    const action_id = menu?.action_id ?? "";
    const select = { type: "static_select", action_id, selected_option: chosen } as const;
    await send(platform.blockAction<StaticSelectAction>(select, { container }));
    const card = await answered(platform);
    expect(card).toMatchObject({ replace_original: true });
    expect(systemsIn(card.text)).toEqual(["macOS"]);
    const asked = async (text: string) => JSON.parse((await send(platform.slashCommand({ text }))).body);
    expect(systemsIn((await asked("22")).text)).toEqual(["macOS"]);
    const inFull = systemsIn(readSlackBlocks(await asked("22 more")));
    expect(inFull[0]).toBe("macOS");
    expect(inFull).toContain("Linux");
  });
});

describe("the menu at the end of a card's row", () => {
  it("dismisses the card", async () => {
    const { platform, choose } = await cardIn("867");
    await choose("Dismiss");
    expect(await answered(platform)).toEqual({ delete_original: true });
  });

  it("opens the form for a claim", async () => {
    const { platform, choose } = await cardIn("867");
    await choose("Claim it");
    const { view } = (await platform.nextCall("views.open")).body;
    expect(view).toMatchObject({ type: "modal", private_metadata: "claim 867" });
  });
});

describe("a face", () => {
  it("thanks, beside the card, when it is happy", async () => {
    const { platform, choose } = await cardIn("867");
    await choose("😃 Helpful");
    expect(await answered(platform)).toMatchObject({ response_type: "ephemeral", replace_original: false });
  });

  it("opens the form for what is wrong when it is sad", async () => {
    const { platform, choose } = await cardIn("867");
    await choose("😔 Wrong");
    const { view } = (await platform.nextCall("views.open")).body;
    expect(view).toMatchObject({ type: "modal", private_metadata: "feedback 867 sad" });
  });

  it("on a card of an earlier version thanks, beside the card, and asks what is wrong when it is sad", async () => {
    const { platform, send, container } = await cardIn("867");
    const sad = { type: "button", action_id: "mood:4", value: "feedback 867 sad", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(sad, { container }));
    const thanks = await answered(platform);
    expect(thanks).toMatchObject({ response_type: "ephemeral", replace_original: false });
    const [button] = elementsOf(thanks.blocks).filter(({ action_id }) => action_id.startsWith("form:"));
    expect(button).toMatchObject({ value: "feedback 867 sad" });
    const { action_id = "", value = "" } = button ?? {};
    const text = { type: "plain_text", text: "Tell me what’s wrong" } as const;
    const body = platform.blockAction<ButtonAction>({ type: "button", action_id, value, text });
    await send(body);
    const { view } = (await platform.nextCall("views.open")).body;
    expect(view).toMatchObject({ type: "modal", private_metadata: value });
  });
});
