import type { ButtonAction, PlainTextInputAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { hang } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { slackError } from "../../support/slack-platform/web-api.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp } from "./connect.ts";

const LABEL = { type: "plain_text", text: "Label" } as const;
const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
const chosen = (value: string) => ({ value: { type: "static_select", selected_option: { text: LABEL, value } } });

describe("a form", () => {
  it("claims a port, and is replaced by the result", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const button = { type: "button", action_id: "form:4", value: "claim 8867", text: LABEL } as const;
    const click = platform.blockAction<ButtonAction>(button);
    await send(click);
    const opened = (await platform.nextCall("views.open")).body;
    expect(opened).toMatchObject({ trigger_id: click.trigger_id, view: { private_metadata: "claim 8867" } });
    expect(JSON.stringify(opened.view?.blocks)).toContain('"initial_value":"8867"');

    const values = {
      numbers: typed("8867"),
      name: typed("billing-api"),
      description: typed("Billing"),
      owner: typed(""),
    };
    const view = { callback_id: "form", private_metadata: "claim 8867", values };
    const { body } = await send(platform.viewSubmission(view));
    expect(JSON.parse(body)).toMatchObject({ response_action: "update", view: { type: "modal" } });
    expect(body).toContain("Claimed · 8867 is billing-api");
    const asked = await send(platform.slashCommand({ text: "8867" }));
    expect(asked.body).toContain("billing-api");
  });

  it("is not opened for somebody who may not claim", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("users.info", {
      body: { ok: true, user: { id: workspace.userId, team_id: workspace.teamId, is_restricted: true } },
    });
    const button = { type: "button", action_id: "form:4", value: "claim 8867", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(button));
    expect((await platform.nextCall("response_url")).body.text).toContain("Guests can look up ports");
    expect((await send(platform.slashCommand({ text: "claim" }))).body).toContain("Guests can look up ports");
    const eve = { id: "U0FOREIGN", username: "eve", name: "eve", team_id: "TFOREIGN" };
    await send(platform.blockAction<ButtonAction>(button, { user: eve }));
    expect((await platform.nextCall("response_url")).body.text).toContain("members of the Slack workspace");
    expect(platform.calls.filter(({ method }) => method === "views.open")).toEqual([]);
  });

  it("opens while Slack does not say who somebody is, and keeps what was typed if they may not", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("users.info", hang);
    const button = { type: "button", action_id: "form:4", value: "claim 8867", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(button));
    await platform.nextCall("views.open");
    platform.respond("users.info", { body: { ok: false, error: "missing_scope" } });
    const values = { numbers: typed("8867"), name: typed("x"), description: typed(""), owner: typed("") };
    const view = { callback_id: "form", private_metadata: "claim 8867", values };
    const { body } = await send(platform.viewSubmission(view));
    expect(JSON.parse(body)).toMatchObject({
      response_action: "errors",
      errors: { numbers: expect.stringContaining("users:read") },
    });
  });

  it("saves the settings, and opens with the current ones", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const values = { system: chosen("macos"), answers: chosen("default"), language: chosen("default") };
    const { body } = await send(platform.viewSubmission({ callback_id: "form", private_metadata: "settings", values }));
    expect(body).toContain("System: macOS");
    const button = { type: "button", action_id: "form:0", value: "settings", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(button));
    const { view } = (await platform.nextCall("views.open")).body;
    expect(JSON.stringify(view)).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"macos"/);
  });

  it("records what is wrong after a bad rating", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const values = { comment: typed("It is the gate of our lab.") };
    const view = { callback_id: "form", private_metadata: "feedback 867 sad", values };
    const { body } = await send(platform.viewSubmission(view));
    expect(body).toContain("Your comment is saved");
  });

  it("that Slack does not open in time is answered with the words to type instead, and not retried", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    platform.respond("views.open", hang);
    const button = { type: "button", action_id: "form:4", value: "claim 8867", text: LABEL } as const;
    await send(platform.blockAction<ButtonAction>(button));
    expect((await platform.nextCall("response_url")).body).toMatchObject({
      response_type: "ephemeral",
      replace_original: false,
      text: expect.stringContaining("/port claim 8867"),
    });
    expect(platform.calls.filter(({ method }) => method === "views.open")).toHaveLength(1);
    expect(logger.lines).toContainEqual({ level: "error", message: "A form could not be opened." });
  });

  it.each([
    ["settings", "settings"],
    ["import", "port book"],
    ["explain", "explain"],
  ])("for %s that has expired is answered in words, in the thread of its card", async (form, words) => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("views.open", slackError("expired_trigger_id"));
    const button = { type: "button", action_id: "form:0", value: form, text: LABEL } as const;
    const click = platform.blockAction<ButtonAction>(button);
    const thread_ts = "1767225600.000100";
    await send({ ...click, container: { ...click.container, thread_ts } });
    const { body } = await platform.nextCall("response_url");
    expect(body).toMatchObject({ response_type: "ephemeral", thread_ts });
    expect(body.text?.toLowerCase()).toContain(words);
  });

  it("that Portcall does not know is acknowledged and ignored", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const view = { callback_id: "form", private_metadata: "no such form", values: {} };
    expect(await send(platform.viewSubmission(view))).toMatchObject({ status: 200, body: "" });
  });
});

describe("the shortcuts", () => {
  it("explain the ports of a message only to the person who asked", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const shortcut = { callback_id: "explain_message", text: "alert: refused on port 867, see &lt;runbook&gt;" };
    expect(await send(platform.messageShortcut(shortcut))).toMatchObject({ status: 200, body: "" });
    const { body } = await platform.nextCall("response_url");
    expect(body).toMatchObject({ response_type: "ephemeral", text: expect.stringContaining("Port 867 · unassigned") });
  });

  it("read a bot's message made of blocks, and answer in the channel when the response URL has expired", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("response_url", { status: 404, body: "used_url" });
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "refused on port 867" } }];
    const body = platform.messageShortcut({ callback_id: "explain_message", text: "" });
    await send({ ...body, message: { ...body.message, text: "", blocks } });
    const call = await platform.nextCall("chat.postEphemeral");
    expect(call.body).toMatchObject({ user: workspace.userId, text: expect.stringContaining("867") });
  });

  it("open a form for a paste anywhere", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const body = platform.globalShortcut({ callback_id: "explain_paste" });
    await send(body);
    const { view } = (await platform.nextCall("views.open")).body;
    expect(view).toMatchObject({ private_metadata: "explain" });
  });
});

describe("App Home", () => {
  it("describes Portcall, and has an input, settings and help", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    await send(platform.appHomeOpened());
    const { body } = await platform.nextCall("views.publish");
    expect(body).toMatchObject({ user_id: workspace.userId, view: { type: "home" } });
    const text = JSON.stringify(body.view);
    for (const part of ['"action_id":"try"', '"value":"settings"', '"value":"help"']) expect(text).toContain(part);
  });

  it("answers the input, and lists it as a recent question", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    await send(platform.appHomeOpened());
    const { view } = (await platform.nextCall("views.publish")).body;
    const input = { type: "plain_text_input", action_id: "try", value: "867" } as const;
    const submitted = platform.viewSubmission({ callback_id: "home", values: {} }).view;
    await send(platform.blockAction<PlainTextInputAction>(input, { view: submitted, container: { type: "view" } }));
    const answered = (await platform.nextCall("views.publish")).body;
    expect(JSON.stringify(answered.view)).toContain("863–872");
    expect(JSON.stringify(view)).not.toContain('/port 867"');
    await send(platform.appHomeOpened());
    expect(JSON.stringify((await platform.nextCall("views.publish")).body.view)).toContain('"value":"867"');
  });

  it("shows an apology after a failure, when it is opened and when it is used", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform, { ask: () => Promise.reject(new Error("broken")) });
    platform.respond("views.publish", { body: { ok: false, error: "internal_error" } }, { times: 1 });
    await send(platform.appHomeOpened());
    await platform.nextCall("views.publish");
    expect(JSON.stringify((await platform.nextCall("views.publish")).body.view)).toContain("reference");
    const input = { type: "plain_text_input", action_id: "try", value: "867" } as const;
    const { view } = platform.viewSubmission({ callback_id: "home", values: {} });
    await send(platform.blockAction<PlainTextInputAction>(input, { view, container: { type: "view" } }));
    expect(JSON.stringify((await platform.nextCall("views.publish")).body.view)).toContain("reference");
  });

  it("shows the rate limit warning", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    for (let opened = 0; opened < 22; opened++) await send(platform.appHomeOpened());
    const published = () => platform.calls.filter(({ method }) => method === "views.publish");
    await expect.poll(() => published().length).toBe(21);
    expect(JSON.stringify(published()[20]?.body.view)).toContain("30 seconds");
  });

  it("is not published for the Messages tab", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    await send(platform.appHomeOpened({ tab: "messages" }));
    await send(platform.appHomeOpened());
    await platform.nextCall("views.publish");
    expect(platform.calls.filter(({ method }) => method === "views.publish")).toHaveLength(1);
  });
});
