import { describe, expect, it, vi } from "vitest";
import { renderSlack } from "#adapters/slack/index.ts";
import type { Card } from "#core/card/card.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Outcome } from "../../support/loopback/replies.ts";
import { drop } from "../../support/loopback/replies.ts";
import {
  findLeaks,
  LISTENERS,
  LONG_PASTE,
  logContents,
  PASTE,
  recordingStore,
} from "../../support/pastes/secret-paste.ts";
import { readSlackBlocks } from "../../support/read-back/slack.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackArguments } from "../../support/slack-platform/slack-call.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { overHttp } from "./connect.ts";

/** A paste as Slack escapes it in a message. */
const SENT = escaped(`\`\`\`\n${PASTE}\n\`\`\``);

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function connected(platformOptions?: Parameters<typeof slackPlatform>[0]) {
  const platform = await slackPlatform(platformOptions);
  const store = recordingStore();
  const http = await overHttp(platform, { store });
  return { ...http, platform, store };
}

/** The text that a person reads in a message or a view. */
function read({ blocks = [] }: Pick<SlackArguments, "blocks">): string {
  return readSlackBlocks({ text: "", blocks, unfurl_links: false, unfurl_media: false });
}

function expectExplained(body: Pick<SlackArguments, "blocks">) {
  for (const listener of LISTENERS) expect(read(body)).toMatch(listener);
  expect(read(body)).toContain("zq-vaultd<1>&_*2*");
  expect(read(body)).not.toContain("not understood");
  expect(read(body)).toContain("Nothing you pasted is stored.");
}

/** Nothing of the paste is stored or logged, and nobody else saw it. */
async function expectNoTrace({ platform, store, logger }: Awaited<ReturnType<typeof connected>>) {
  expect(findLeaks([store.puts, await store.list("")])).toEqual([]);
  expect(findLeaks(logContents(logger))).toEqual([]);
  const seenByAll = platform.calls.filter(
    ({ method, body }) =>
      (method === "chat.postMessage" && !body.channel?.startsWith("D")) ||
      (method === "response_url" && body.response_type !== "ephemeral"),
  );
  expect(seenByAll).toEqual([]);
}

describe("a paste is explained", () => {
  it("in a mention, below or above the word explain, only to the asker", async () => {
    const test = await connected();
    const { platform, send } = test;
    for (const text of [
      `explain\n${SENT}`,
      `explain ${SENT}`,
      `${SENT}\n<@UBOT> explain`,
      `please explain this:\n${SENT}`,
    ]) {
      await send(platform.appMention({ text, thread_ts: "1767225600.000100" }));
      const { body } = await platform.nextCall("chat.postEphemeral");
      expect(body).toMatchObject({
        user: workspace.userId,
        channel: workspace.channelId,
        thread_ts: "1767225600.000100",
      });
      expectExplained(body);
    }
    await expectNoTrace(test);
  });

  it("in a direct message, with or without the word explain", async () => {
    const test = await connected();
    const { platform, send } = test;
    for (const text of [`explain\n${SENT}`, `${SENT}\nexplain`, SENT]) {
      await send(platform.messageIm({ text }));
      const { body } = await platform.nextCall("chat.postMessage");
      expect(body.channel).toBe(workspace.imId);
      expectExplained(body);
    }
    await expectNoTrace(test);
  });

  it("by the message shortcut Explain ports, and commands in the message are not followed", async () => {
    const test = await connected();
    const { platform, send, store } = test;
    await send(platform.messageShortcut({ callback_id: "explain_message", text: SENT }));
    const { body } = await platform.nextCall("response_url");
    expect(body.response_type).toBe("ephemeral");
    expectExplained(body);
    await send(platform.messageShortcut({ callback_id: "explain_message", text: "claim 8867 billing" }));
    await platform.nextCall("response_url");
    expect(await store.list("")).toEqual([]);
    await expectNoTrace(test);
  });

  it("by /port explain and the global shortcut Explain a paste, which open a form", async () => {
    const test = await connected();
    const { platform, send } = test;
    const command = platform.slashCommand({ text: "explain" });
    const shortcut = platform.globalShortcut({ callback_id: "explain_paste" });
    for (const asked of [command, shortcut]) {
      expect(await send(asked)).toMatchObject({ status: 200, body: "" });
      const { view, trigger_id } = (await platform.nextCall("views.open")).body;
      expect(trigger_id).toBe(asked.trigger_id);
      expect(view).toMatchObject({
        type: "modal",
        private_metadata: "explain",
        blocks: [{ block_id: "text", element: { type: "plain_text_input", multiline: true, max_length: 3000 } }],
      });
    }
    expect(await submitted(test, PASTE)).toMatchObject({ response_action: "update", view: { type: "modal" } });
    expectExplained((await submitted(test, PASTE)).view);
    expect(LONG_PASTE.length).toBeLessThanOrEqual(3000);
    const { view } = await submitted(test, LONG_PASTE);
    for (let at = 0; at < 60; at++) expect(read(view)).toContain(`${9001 + 3 * at}`);
    expect(read(view)).not.toContain("too long for one message");
    await expectNoTrace(test);
  });

  it("in the text of the command", async () => {
    const test = await connected();
    const { platform, send } = test;
    const answer = JSON.parse((await send(platform.slashCommand({ text: `explain\n${escaped(PASTE)}` }))).body);
    expect(answer.response_type).toBe("ephemeral");
    expectExplained(answer);
    await expectNoTrace(test);
  });
});

describe("a text file is explained", () => {
  it("in a mention that says explain or nothing, only to the asker", async () => {
    const test = await connected();
    const { platform, send } = test;
    for (const text of ["explain", "", "can you explain this log?"]) {
      await send(platform.appMention({ text, files: [platform.attach(PASTE)] }));
      const { body } = await platform.nextCall("chat.postEphemeral");
      expect(body).toMatchObject({ user: workspace.userId });
      expectExplained(body);
    }
    await expectNoTrace(test);
  });

  it("in a direct message, and in the message that a shortcut is used on", async () => {
    const test = await connected();
    const { platform, send } = test;
    for (const text of ["", "explain"]) {
      await send(platform.messageIm({ text, ...shared(platform) }));
      expectExplained((await platform.nextCall("chat.postMessage")).body);
    }
    const shortcut = platform.messageShortcut({ callback_id: "explain_message", text: "see the file" });
    await send({ ...shortcut, message: { ...shortcut.message, files: [platform.attach(PASTE)] } });
    const { body } = await platform.nextCall("response_url");
    expect(body.response_type).toBe("ephemeral");
    for (const listener of LISTENERS) expect(read(body)).toMatch(listener);
    await expectNoTrace(test);
  });

  it("with the token of the workspace, and not fetched if the message asks something else", async () => {
    const test = await connected();
    const { platform, send } = test;
    await send(platform.appMention({ text: "what is on 867?", files: [platform.attach(PASTE)] }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 867");
    expect(platform.calls.some(({ method }) => method === "file")).toBe(false);
    await send(platform.appMention({ text: "explain", files: [platform.attach(PASTE)] }));
    expect((await platform.nextCall("file")).token).toBe(platform.token);
  });

  it("as the port book when the message says book import", async () => {
    const { platform, send } = await connected();
    const files = [platform.attach("port,transport,name\n8867,tcp,billing", { name: "book.csv" })];
    await send(platform.appMention({ text: "book import dry run", files }));
    expect((await platform.nextCall("chat.postEphemeral")).body.text).toContain("1 claim would be added");
  });

  it("or refused, with the reason and an alternative", async () => {
    const test = await connected();
    const { platform, send } = test;
    const login = { headers: { "content-type": "text/html" }, body: "<html>Sign in to Slack</html>" };
    platform.respond("file", login);
    await send(platform.appMention({ text: "explain", files: [platform.attach(PASTE)] }));
    const { body } = await platform.nextCall("chat.postEphemeral");
    expect(body).toMatchObject({ user: workspace.userId });
    expect(read(body)).toContain("ask an admin to add the files:read scope");
    const image = platform.attach("", { name: "ss.png", mimetype: "image/png" });
    await send(platform.messageIm({ text: "", ...shared(platform, image) }));
    expect(read((await platform.nextCall("chat.postMessage")).body)).toContain("I can read only text files");
    const shortcut = platform.messageShortcut({ callback_id: "explain_message", text: "" });
    await send({ ...shortcut, message: { ...shortcut.message, files: [platform.attach(PASTE)] } });
    expect(read((await platform.nextCall("response_url")).body)).toContain("files:read");
    await send(platform.appMention({ text: `explain\n${SENT}`, files: [platform.attach(PASTE)] }));
    expectExplained((await platform.nextCall("chat.postEphemeral")).body);
    await expectNoTrace(test);
  });
});

it("says on a cut card that it is cut, and how to get the rest", () => {
  const { cut } = messagesFor("en");
  const card = (code: string): Card => ({
    title: "Port book as CSV",
    status: "information",
    body: [{ type: "code", label: "Copy from here", language: "text", code }],
    footnote: "",
  });
  expect(read(renderSlack(card("x".repeat(4000)), [], cut.explained))).toContain("too long for one message");
  expect(read(renderSlack(card("x".repeat(2000)), [], cut.explained))).not.toContain("too long for one message");
});

it.each<[string, Outcome]>([
  ["refused", { body: { ok: false, error: "internal_error" } }],
  ["answered with an error", { status: 500, body: "internal_error" }],
  ["dropped", drop],
])("an explanation that is %s leaves no trace in the log", async (_, outcome) => {
  const test = await connected();
  const { platform, send, logger } = test;
  platform.respond("chat.postEphemeral", outcome);
  await send(platform.appMention({ text: `explain\n${SENT}` }));
  await vi.waitFor(
    () => expect(logger.lines.map(({ message }) => message)).toContain("The apology could not be sent."),
    10_000,
  );
  await expectNoTrace(test);
});

/** A message with an uploaded file, as Slack sends it. */
function shared(platform: SlackPlatform, file = platform.attach(PASTE)) {
  return { subtype: "file_share", files: [file] } as object;
}

async function submitted({ platform, send }: Awaited<ReturnType<typeof connected>>, paste: string) {
  const values = { text: { value: { type: "plain_text_input", value: paste } } };
  const { body } = await send(platform.viewSubmission({ callback_id: "form", private_metadata: "explain", values }));
  return JSON.parse(body);
}
