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

describe("in a channel shared with another organisation, a mention", () => {
  async function withClaim() {
    const connected = await sharedChannel();
    await connected.send(connected.platform.slashCommand({ text: 'claim 8867 billing "Ledger of ACME"' }));
    const { platform } = connected;
    const mention = (text: string, of: object = {}) => connected.send(platform.appMention({ text, ...of }, SHARED));
    return { ...connected, mention };
  }
  const posts = ({ calls }: Awaited<ReturnType<typeof slackPlatform>>) =>
    JSON.stringify(calls.filter(({ method }) => method === "chat.postMessage"));

  it("is answered without the port book, which its members get beside it", async () => {
    const { platform, mention, said, alone } = await withClaim();
    await mention("8867");
    expect(await said()).toMatch(/^Port 8867 · unassigned\n/);
    expect(await alone()).toMatch(/^Port 8867 · billing/);
    await mention("867");
    expect(await said()).toContain("Port 867");
    await mention("billing");
    expect(await alone()).toContain("billing");
    await mention("book");
    expect(await alone()).toContain("Port book");
    await mention("release 8867");
    expect(await alone()).toContain("Released");
    expect(posts(platform)).not.toMatch(/billing|ACME|claimed/);
    const ephemeral = platform.calls.filter(({ method }) => method === "chat.postEphemeral");
    expect(ephemeral.map(({ body }) => body.user)).toEqual(Array(4).fill(workspace.userId));
    expect(JSON.stringify(ephemeral[0]?.body.blocks)).toContain("people from other organisations may be here");
  });

  it("by a stranger is answered without the port book, and nothing beside it", async () => {
    const { platform, mention, said } = await withClaim();
    await mention("8867", { user: GUEST, team: FOREIGN, user_team: FOREIGN });
    expect(await said()).toMatch(/^Port 8867 · unassigned\n/);
    expect(JSON.stringify(platform.calls)).not.toContain("ACME");
  });
});

describe("where Slack does not say whether a channel is shared", () => {
  it("a public answer to a command, and a shared card, are without the port book", async () => {
    const { platform, send } = await sharedChannel();
    await send(platform.slashCommand({ text: 'claim 8867 billing "Ledger of ACME"' }));
    const { body } = await send(platform.slashCommand({ text: "8867 public" }));
    expect(JSON.parse(body)).toMatchObject({
      response_type: "in_channel",
      text: expect.stringMatching(/^Port 8867 · unassigned\n/),
    });
    const beside = (await platform.nextCall("response_url")).body;
    expect(beside).toMatchObject({ response_type: "ephemeral", text: expect.stringContaining("billing") });
    expect(body).not.toContain("ACME");

    const share = { type: "button", action_id: "share:0", value: "8867", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(share));
    const shared = (await platform.nextCall("response_url")).body;
    expect(shared).toMatchObject({
      response_type: "in_channel",
      text: expect.stringMatching(/^Port 8867 · unassigned\n/),
    });
    expect(JSON.stringify(shared)).not.toContain("ACME");
    const own = (await platform.nextCall("response_url")).body;
    expect(own).toMatchObject({ replace_original: true, text: expect.stringContaining("billing") });

    const book = JSON.parse((await send(platform.slashCommand({ text: "book public" }))).body);
    expect(book).toMatchObject({ response_type: "ephemeral" });
  });
});

describe("the port book", () => {
  it("belongs to the workspace whose token is used, for every kind of event", async () => {
    const { platform, send, said, alone, kept } = await sharedChannel();
    const elsewhere = { ...SHARED, team_id: FOREIGN };
    await send(platform.appMention({ text: "claim 8867 billing" }, elsewhere));
    expect(await alone()).toContain("Claimed");
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
