import type { APIAttachment } from "discord-api-types/v10";
import { ApplicationCommandOptionType, ComponentType } from "discord-api-types/v10";
import { expect, it } from "vitest";
import { countingCalls } from "../../support/count-calls.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import { PASTE } from "../../support/pastes/secret-paste.ts";
import type { WayIn } from "../../support/ways-in.ts";
import { CLAIM, LISTING, NO_TEXT, QUERY, readsOf, TEXTS } from "../../support/ways-in.ts";

countingCalls();

/** Who wrote what Portcall is asked about. */
const userId = snowflake(93);

async function discord() {
  const connected = await connectedDiscord();
  const { platform, answerTo } = connected;
  const option = { name: "query", type: ApplicationCommandOptionType.String as const, focused: true as const };
  const attach = (text: string): { attachments: APIAttachment[] } => {
    platform.respond("GET /attachments/:channel/:message/:name", { body: text });
    const url = `${new URL(platform.apiUrl).origin}/attachments/1/2/listing.txt`;
    return { attachments: [{ id: "1", filename: "listing.txt", size: text.length, url, proxy_url: "" }] };
  };
  const say = (message: Parameters<typeof platform.dispatch<"MESSAGE_CREATE">>[1]) => {
    platform.dispatch("MESSAGE_CREATE", message);
    return platform.nextRequest("POST /channels/:id/messages");
  };
  return {
    ...connected,
    own: connected.shown(await connected.port("867")),
    mention: (content: string) => say(platform.mentionMessage({ content })),
    mentionWithFile: (content: string, file: string) =>
      say({ ...platform.mentionMessage({ content }), ...attach(file) }),
    // Discord shows what it replies to where that mentions Portcall as well.
    mentionInReplyTo: (text: string, content: string) =>
      say(platform.mentionMessage({ content, referenced: platform.mentionMessage({ content: text, userId }) })),
    direct: (content: string) => say(platform.plainMessage({ content, guildId: null })),
    submit(custom_id: string, filled: Readonly<Record<string, string>>) {
      const components = Object.entries(filled).map(([id, value], at) => ({
        type: ComponentType.Label as const,
        id: at * 2,
        component: { type: ComponentType.TextInput as const, id: at * 2 + 1, custom_id: id, value },
      }));
      return answerTo(platform.modalSubmit({ data: { custom_id, components } }));
    },
    explainMessage(content: string) {
      const message = platform.plainMessage({ content, userId });
      return answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    },
    type: (value: string) =>
      answerTo(platform.autocompleteInteraction({ name: "port", options: [{ ...option, value }] })),
  };
}

const WAYS_IN: readonly WayIn<Awaited<ReturnType<typeof discord>>>[] = [
  ["a command", QUERY, ({ port }) => port("867")],
  ["a command with the option share", QUERY, ({ port }) => port("867", { share: true })],
  ["a command for everybody", QUERY, ({ port }) => port("867 public")],
  ["a command with a paste", LISTING, ({ port }) => port(TEXTS.command)],
  ["a command that opens a form", QUERY, ({ port }) => port("book import")],
  ["a mention", LISTING, ({ mention }) => mention(TEXTS.question)],
  ["a mention with a paste", LISTING, ({ mention }) => mention(TEXTS.request)],
  ["a mention with a file", LISTING, ({ mentionWithFile }) => mentionWithFile("explain", PASTE)],
  ["a mention with a port book", QUERY, ({ mentionWithFile }) => mentionWithFile("book import dry run", TEXTS.book)],
  ["a bare mention in reply to a listing", LISTING, ({ mentionInReplyTo }) => mentionInReplyTo(PASTE, "")],
  ["a direct message with a paste", LISTING, ({ direct }) => direct(PASTE)],
  ["a button", QUERY, ({ press, own }) => press(own, "ask:873")],
  ["a button of feedback", QUERY, ({ press, own }) => press(own, "mood:feedback 867 sad")],
  ["a button that opens a form", NO_TEXT, ({ press, own }) => press(own, "form:claim 867")],
  ["the menu of systems", QUERY, ({ press, own }) => press(own, "system:867", { value: "macos" })],
  ["Share", QUERY, ({ press, own }) => press(own, "share:867")],
  ["Share of what cannot be shared", QUERY, ({ press, own }) => press(own, "share:zzqqxx")],
  ["the form of a claim", QUERY, ({ submit }) => submit("form:claim", CLAIM)],
  ["the form for a paste", LISTING, ({ submit }) => submit("form:explain", { text: PASTE })],
  ["the form for a port book", QUERY, ({ submit }) => submit("form:import", { text: TEXTS.book })],
  ["the form of feedback", QUERY, ({ submit }) => submit("form:feedback 867 sad", { comment: "It is our gate." })],
  ["Explain ports on a sentence", LISTING, ({ explainMessage }) => explainMessage("refused on port 867")],
  ["Explain ports on a listing", LISTING, ({ explainMessage }) => explainMessage(PASTE)],
  ["a keystroke", QUERY, ({ type }) => type("86")],
  ["a keystroke in a name", QUERY, ({ type }) => type("postg")],
];

it.each(WAYS_IN)("the text of %s is read once", async (_, reads, act) => {
  const connected = await discord();
  expect(await readsOf(connected.adapter, () => act(connected))).toEqual(reads);
});

it("words in reply to a message are read once, and so is the message", async () => {
  const { adapter, mentionInReplyTo } = await discord();
  const reads = await readsOf(adapter, () => mentionInReplyTo(PASTE, "what is this?"));
  expect(reads).toEqual({ parseQuery: 2, readListeners: 1 });
});
