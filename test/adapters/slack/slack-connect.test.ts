import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp } from "./connect.ts";

const FOREIGN = "TFOREIGN";
const GUEST = "U0FOREIGN";
const LABEL = { type: "plain_text", text: "Label" } as const;

async function sharedChannel() {
  const platform = await slackPlatform();
  const store = memoryStore();
  const connected = await overHttp(platform, { store });
  const said = async () => (await platform.nextCall("chat.postMessage")).body.text ?? "";
  const alone = async () => (await platform.nextCall("chat.postEphemeral")).body.text ?? "";
  const kept = async () => (await store.list("1/")).map(([key]) => key);
  return { platform, ...connected, said, alone, kept };
}

/** The envelope of an event in a channel that two workspaces share. */
const SHARED = { is_ext_shared_channel: true };

const NO_TEAM: object = { team: undefined };

describe("somebody from another workspace, over Slack Connect", () => {
  it.each([
    ["whose team the event names", { team: FOREIGN, user_team: FOREIGN, source_team: FOREIGN }, {}],
    ["whose team the envelope alone names", NO_TEAM, { team_id: FOREIGN }],
    ["whose team nothing names", NO_TEAM, {}],
  ])("(%s) looks ports up, and changes nothing", async (_name, of, envelope) => {
    const { platform, send, said, alone, kept } = await sharedChannel();
    const mention = (text: string) =>
      send(platform.appMention({ text, user: GUEST, ...of }, { ...SHARED, ...envelope }));
    await mention("867");
    expect(await said()).toContain("Port 867");
    await mention("claim 8867 evil");
    expect(await alone()).not.toContain("Claimed");
    expect(await kept()).toEqual([]);
  });

  it("can neither see nor change the port book with a click", async () => {
    const { platform, send, kept } = await sharedChannel();
    await send(platform.slashCommand({ text: "claim 8867 billing" }));
    const before = await kept();
    const click = (value: string) =>
      send(
        platform.blockAction<ButtonAction>(
          { type: "button", action_id: "ask:0", value, text: LABEL },
          { user: { id: GUEST, username: "eve", name: "eve", team_id: FOREIGN }, team: { id: FOREIGN, domain: "eve" } },
        ),
      );
    await click("8867");
    expect((await platform.nextCall("response_url")).body.text).not.toContain("billing");
    await click("claim 8868 evil");
    expect((await platform.nextCall("response_url")).body.text).not.toContain("Claimed");
    expect(await kept()).toEqual(before);
  });

  it("is not an admin here, even if they are one in their own workspace", async () => {
    const { platform, send } = await sharedChannel();
    const admin = (more: object) => ({ body: { ok: true, user: { id: "U", is_admin: true, ...more } } });
    const asked = async (user_id: string) =>
      (await send(platform.slashCommand({ text: "set workspace answers public", user_id }))).body;
    platform.respond("users.info", admin({ team_id: FOREIGN }));
    expect(await asked("U0002")).toContain("Port books and settings are for members");
    platform.respond("users.info", admin({ team_id: FOREIGN, enterprise_user: { teams: [workspace.teamId] } }));
    expect(await asked("U0003")).not.toContain("Only admins");
  });
});

describe("the port book", () => {
  it("belongs to the workspace whose token is used, for every kind of event", async () => {
    const { platform, send, said, kept } = await sharedChannel();
    const elsewhere = { ...SHARED, team_id: FOREIGN };
    await send(platform.appMention({ text: "claim 8867 billing" }, elsewhere));
    expect(await said()).toContain("Claimed");
    await send(platform.messageIm({ text: "claim 8868 ledger" }, elsewhere));
    expect(await said()).toContain("Claimed");
    expect((await kept()).filter((key) => !key.includes(workspace.teamId))).toEqual([]);
    expect((await send(platform.slashCommand({ text: "8867" }))).body).toContain("billing");

    await send(platform.appHomeOpened({}, elsewhere));
    await platform.nextCall("views.publish");
    const submitted = platform.viewSubmission({ callback_id: "home", values: {} }).view;
    const typed = { type: "plain_text_input", action_id: "try", value: "8868" } as const;
    const view = { ...submitted, app_installed_team_id: workspace.teamId };
    await send(platform.blockAction({ ...typed } as never, { view, container: { type: "view" } }));
    const shown = (await platform.nextCall("views.publish")).body;
    expect(shown.user_id).toBe(workspace.userId);
    expect(JSON.stringify(shown.view)).toContain("ledger");
  });
});
