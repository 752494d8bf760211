import type { ButtonAction, PlainTextInputAction, StaticSelectAction } from "@slack/bolt";
import { expect, it } from "vitest";
import { countingCalls } from "../../support/count-calls.ts";
import { PASTE } from "../../support/pastes/secret-paste.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { WayIn } from "../../support/ways-in.ts";
import { CLAIM, LISTING, NO_TEXT, QUERY, readsOf, TEXTS } from "../../support/ways-in.ts";
import { overHttp } from "./connect.ts";

countingCalls();

const LABEL = { type: "plain_text", text: "Label" } as const;

async function slack() {
  const platform = await slackPlatform();
  const connected = await overHttp(platform);
  /** Sends what Slack sends, and waits until Portcall calls a method. */
  const send = async (body: Parameters<typeof connected.send>[0], method: string) => {
    expect((await connected.send(body)).status).toBe(200);
    return platform.nextCall(method);
  };
  /** The same where the reply stands in the acknowledgement. */
  const acknowledged = async (body: Parameters<typeof connected.send>[0]) => {
    expect((await connected.send(body)).body).toContain('"blocks"');
  };
  const attach = (files: readonly string[]) => files.map((file) => platform.attach(file));
  const pressed = (action_id: string, value: string) => ({ type: "button", action_id, value, text: LABEL }) as const;
  const onHome = () => ({
    view: platform.viewSubmission({ callback_id: "home", values: {} }).view,
    container: { type: "view" },
  });
  return {
    ...connected,
    command: (text: string) => acknowledged(platform.slashCommand({ text })),
    commandForForm: (text: string) => send(platform.slashCommand({ text }), "views.open"),
    mention: (text: string, ...files: string[]) =>
      send(platform.appMention({ text, files: attach(files) }), "chat.postEphemeral"),
    question: (text: string) => send(platform.appMention({ text }), "chat.postMessage"),
    direct: (text: string) => send(platform.messageIm({ text }), "chat.postMessage"),
    press: (action_id: string, value: string, method = "response_url") =>
      send(platform.blockAction<ButtonAction>(pressed(action_id, value)), method),
    choose(action_id: string, value: string) {
      const select = { type: "static_select", action_id, selected_option: { text: LABEL, value } } as const;
      return send(platform.blockAction<StaticSelectAction>(select), "response_url");
    },
    submit(private_metadata: string, filled: Readonly<Record<string, string>>) {
      const fields = Object.entries(filled).map(([id, value]) => [id, { value: { type: "plain_text_input", value } }]);
      const view = { callback_id: "form", private_metadata, values: Object.fromEntries(fields) };
      return acknowledged(platform.viewSubmission(view));
    },
    explainMessage(text: string, ...files: string[]) {
      const shortcut = platform.messageShortcut({ callback_id: "explain_message", text });
      return send({ ...shortcut, message: { ...shortcut.message, files: attach(files) } }, "response_url");
    },
    typeAtHome(value: string) {
      const input = { type: "plain_text_input", action_id: "try", value } as const;
      return send(platform.blockAction<PlainTextInputAction>(input, onHome()), "views.publish");
    },
    pressAtHome: (action_id: string, value: string) =>
      send(platform.blockAction<ButtonAction>(pressed(action_id, value), onHome()), "views.publish"),
  };
}

const WAYS_IN: readonly WayIn<Awaited<ReturnType<typeof slack>>>[] = [
  ["a command", QUERY, ({ command }) => command("867")],
  ["a command for everybody", QUERY, ({ command }) => command("867 public")],
  ["a command with a paste", LISTING, ({ command }) => command(TEXTS.command)],
  ["a command that opens a form", QUERY, ({ commandForForm }) => commandForForm("book import")],
  ["a mention", LISTING, ({ question }) => question(TEXTS.question)],
  ["a mention with a paste", LISTING, ({ mention }) => mention(TEXTS.request)],
  ["a mention with a file", LISTING, ({ mention }) => mention("explain", PASTE)],
  ["a mention with a port book", QUERY, ({ mention }) => mention("book import dry run", TEXTS.book)],
  ["a direct message with a paste", LISTING, ({ direct }) => direct(PASTE)],
  ["a button", QUERY, ({ press }) => press("ask:0", "873")],
  ["a button of feedback", QUERY, ({ press }) => press("mood:0", "feedback 867 sad")],
  ["a button that opens a form", NO_TEXT, ({ press }) => press("form:0", "claim 8867", "views.open")],
  ["the menu of systems", QUERY, ({ choose }) => choose("system:0:867", "macos")],
  ["Share", QUERY, ({ press }) => press("share:0", "867")],
  ["Share of what cannot be shared", QUERY, ({ press }) => press("share:0", "zzqqxx")],
  ["the form of a claim", QUERY, ({ submit }) => submit("claim", CLAIM)],
  ["the form for a paste", LISTING, ({ submit }) => submit("explain", { text: PASTE })],
  ["the form for a port book", QUERY, ({ submit }) => submit("import", { text: TEXTS.book })],
  ["the form of feedback", QUERY, ({ submit }) => submit("feedback 867 sad", { comment: "It is our gate." })],
  ["Explain ports on a sentence", LISTING, ({ explainMessage }) => explainMessage("refused on port 867")],
  ["Explain ports on a listing", LISTING, ({ explainMessage }) => explainMessage(PASTE)],
  ["Explain ports on a file", LISTING, ({ explainMessage }) => explainMessage("see the file", PASTE)],
  ["the field in App Home", QUERY, ({ typeAtHome }) => typeAtHome("867")],
  ["a button in App Home", QUERY, ({ pressAtHome }) => pressAtHome("ask:0", "help")],
];

it.each(WAYS_IN)("the text of %s is read once", async (_, reads, act) => {
  const connected = await slack();
  expect(await readsOf(connected.adapter, () => act(connected))).toEqual(reads);
});
