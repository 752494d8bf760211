import type { ButtonAction, OverflowAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { formatMetadata, parseMetadata } from "#adapters/slack/form-metadata.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Outcome } from "../../support/loopback/replies.ts";
import { hang } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { slackError } from "../../support/slack-platform/web-api.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp } from "./connect.ts";

const { title } = messagesFor("en").team.feedback;
const THREAD = "1767225600.000100";
const { channelId: channel_id } = workspace;
const inThread = {
  container: { type: "message", message_ts: "1.1", channel_id, is_ephemeral: false, thread_ts: THREAD },
};

async function connected() {
  const platform = await slackPlatform();
  const { send } = await overHttp(platform);
  /** Chooses what is wrong in the menu of a card; returns the form that opens. */
  const complain = async (place: object = {}) => {
    const text = { type: "plain_text", text: "Wrong" } as const;
    const selected_option = { text, value: "form:feedback 867 sad" };
    const menu = { type: "overflow", action_id: "overflow", selected_option } as const;
    await send(platform.blockAction<OverflowAction>(menu, place));
    const { view } = (await platform.nextCall("views.open")).body;
    if (view === undefined || !("private_metadata" in view)) throw new Error("No form was opened.");
    return view.private_metadata ?? "";
  };
  const submit = async (private_metadata: string) => {
    const values = { comment: { value: { type: "plain_text_input", value: "It is the gate of our lab." } } };
    return send(platform.viewSubmission({ callback_id: "form", private_metadata, values }));
  };
  return { platform, send, complain, submit };
}

describe("what is wrong", () => {
  it("is asked at once, and thanked for in the form's place", async () => {
    const { platform, complain, submit } = await connected();
    const { body } = await submit(await complain());
    expect(JSON.parse(body)).toMatchObject({ response_action: "update" });
    expect(body).toContain(title);
    expect(platform.calls.some(({ method }) => method === "response_url")).toBe(false);
  });

  it("on a card in a thread is thanked for in that thread", async () => {
    const { platform, complain, submit } = await connected();
    const { body } = await submit(await complain(inThread));
    expect(body).toBe("");
    expect((await platform.nextCall("chat.postEphemeral")).body).toMatchObject({
      channel: workspace.channelId,
      user: workspace.userId,
      thread_ts: THREAD,
      text: expect.stringContaining(title),
    });
  });

  it.each<[string, Outcome]>([
    ["refuses to post", slackError("channel_not_found")],
    ["does not answer", hang],
  ])("is thanked for in the form's place where Slack %s in the thread", async (_, outcome) => {
    const { platform, complain, submit } = await connected();
    platform.respond("chat.postEphemeral", outcome);
    expect((await submit(await complain(inThread))).body).toContain(title);
  });
});

it("praise, and an apology, stay in the thread of the card", async () => {
  const { platform, send } = await connected();
  const text = { type: "plain_text", text: "Helpful" } as const;
  const praise = { type: "button", action_id: "mood:0", value: "feedback 867 happy", text } as const;
  await send(platform.blockAction<ButtonAction>(praise, inThread));
  const thanks = (await platform.nextCall("response_url")).body;
  expect(thanks).toMatchObject({ response_type: "ephemeral", replace_original: false, thread_ts: THREAD });
  platform.respond("views.open", slackError("expired_trigger_id"));
  const form = { type: "button", action_id: "form:0", value: "claim 8867", text } as const;
  await send(platform.blockAction<ButtonAction>(form, inThread));
  const apology = (await platform.nextCall("response_url")).body;
  expect(apology).toMatchObject({ response_type: "ephemeral", thread_ts: THREAD });
});

it("a form's metadata keeps its kind and its thread, and anything else is no form", () => {
  const kind = { form: "feedback", port: 867, mood: "sad" } as const;
  const thread = { channel: "C0001", thread_ts: THREAD };
  expect(parseMetadata(formatMetadata(kind, thread))).toEqual({ kind, thread });
  expect(parseMetadata(formatMetadata(kind, null))).toEqual({ kind, thread: null });
  expect(parseMetadata("claim 8867\nsomewhere")).toEqual({ kind: { form: "claim", port: 8867 }, thread: null });
  expect(parseMetadata("no such form\nC0001 1.1")).toBeNull();
});
