import type { APIAttachment, APIMessage } from "discord-api-types/v10";
import { ComponentType, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it, vi } from "vitest";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { snowflake } from "../../support/discord-platform/snowflake.ts";
import {
  findLeaks,
  LISTENERS,
  LONG_PASTE,
  logContents,
  PASTE,
  recordingStore,
} from "../../support/pastes/secret-paste.ts";
import { readDiscord } from "../../support/read-back/discord.ts";

/** A message with a paste, as Discord sends it. */
const SENT = `\`\`\`\n${PASTE}\n\`\`\``;
const REPLY = "POST /channels/:id/messages";
const EDIT = "PATCH /webhooks/:application/:token/messages/@original";
const FILES = "GET /attachments/:channel/:message/:name";
const { ChannelMessageWithSource, DeferredChannelMessageWithSource, Modal } = InteractionResponseType;

async function connected() {
  const store = recordingStore();
  const discord = await connectedDiscord({ store });
  const { platform } = discord;
  const say = async (message: Parameters<typeof platform.dispatch<"MESSAGE_CREATE">>[1]) => {
    platform.dispatch("MESSAGE_CREATE", message);
    // The only cast: tests assert on the payload that the platform got.
    return (await platform.nextRequest(REPLY)).body as APIMessage;
  };
  const attach = (text: string, changes: Partial<APIAttachment> = {}): { attachments: APIAttachment[] } => {
    platform.respond(FILES, { body: text });
    const url = `${new URL(platform.apiUrl).origin}/attachments/1/2/listing.txt`;
    const file = {
      id: "1",
      filename: "listing.txt",
      content_type: "text/plain; charset=utf-8",
      size: text.length,
      url,
    };
    return { attachments: [{ ...file, proxy_url: "", ...changes }] };
  };
  return { ...discord, store, say, attach };
}

type Connected = Awaited<ReturnType<typeof connected>>;

function expectExplained(message: Partial<APIMessage>) {
  for (const listener of LISTENERS) expect(read(message)).toMatch(listener);
  expect(read(message)).toContain("zq-vaultd<1>&_*2*");
  expect(read(message)).not.toContain("not understood");
  expect(read(message)).toContain("Nothing you pasted is stored.");
}

/** The text that a person reads in a message. */
function read(message: Partial<APIMessage>): string {
  return readDiscord(message as Parameters<typeof readDiscord>[0]);
}

/** Nothing of the paste is stored or logged. */
async function expectNoTrace({ store, logger, platform }: Connected) {
  expect(findLeaks([store.puts, await store.list("")])).toEqual([]);
  expect(findLeaks(logContents(logger))).toEqual([]);
  expect(platform.unknownRequests).toEqual([]);
}

const PRIVATE = { type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } };

describe("a paste is explained", () => {
  it("in a mention, below or above the word explain, in the same channel", async () => {
    const test = await connected();
    const { platform, say } = test;
    for (const content of [
      `explain\n${SENT}`,
      `explain ${SENT}`,
      `${SENT}\n<@${platform.botMessage().author.id}> explain`,
    ]) {
      for (const place of [{}, { guildId: null }]) {
        const asked = platform.mentionMessage({ content, ...place });
        const reply = await say(asked);
        expect(reply).toMatchObject({
          message_reference: { message_id: asked.id },
          allowed_mentions: { parse: [], replied_user: false },
        });
        expectExplained(reply);
      }
    }
    expectExplained(await say(platform.plainMessage({ content: SENT, guildId: null })));
    await expectNoTrace(test);
  });

  it("by the message command Explain ports, only to the asker, and commands in the message are not followed", async () => {
    const test = await connected();
    const { answerTo, platform, store } = test;
    for (const content of [SENT, PASTE, `<@${snowflake(77)}> explain\n${SENT}`]) {
      const message = platform.plainMessage({ content, userId: snowflake(93) });
      const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
      expect(answer).toMatchObject(PRIVATE);
      expectExplained(answer.data);
    }
    const before = await store.list("");
    for (const content of ["claim 8867 billing", "forget me", "set system macos"]) {
      const message = platform.plainMessage({ content, userId: snowflake(93) });
      expect(await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }))).toMatchObject(
        PRIVATE,
      );
    }
    expect(await store.list("")).toEqual(before);
    await expectNoTrace(test);
  });

  it("by a mention in reply to it, where Discord shows it", async () => {
    const test = await connected();
    const { platform, say, store } = test;
    const before = await store.list("");
    for (const words of ["", "explain", "what is this?"]) {
      const referenced = platform.mentionMessage({ content: SENT, userId: snowflake(93) });
      expectExplained(await say(platform.mentionMessage({ content: words, referenced })));
    }
    const command = platform.mentionMessage({ content: "claim 8867 billing", userId: snowflake(93) });
    await say(platform.mentionMessage({ content: "explain", referenced: command }));
    expect(await store.list("")).toEqual(before);
    const hidden = platform.plainMessage({ content: PASTE, userId: snowflake(93) });
    expect(read(await say(platform.mentionMessage({ content: "explain", referenced: hidden })))).toContain(
      "Apps → Explain ports",
    );
    await expectNoTrace(test);
  });

  it("in a reply, instead of the message that it replies to", async () => {
    const test = await connected();
    const { platform, say } = test;
    const referenced = platform.mentionMessage({ content: "LISTEN 0 1 0.0.0.0:1521 0.0.0.0:*", userId: snowflake(93) });
    const reply = await say(platform.mentionMessage({ content: `explain\n${SENT}`, referenced }));
    expectExplained(reply);
    expect(read(reply)).not.toContain("1521");
  });

  it("by /port explain, which opens a form for it", async () => {
    const test = await connected();
    const { platform, port, answerTo } = test;
    const form = await port("explain");
    expect(form).toMatchObject({ type: Modal, data: { custom_id: "form:explain" } });
    expect(JSON.stringify(form.data.components)).toContain('"max_length":3000');
    const answer = await answerTo(submission(test, PASTE));
    expect(answer).toMatchObject(PRIVATE);
    expectExplained(answer.data);

    // An answer that may not fit into a card has a file, so it is deferred first.
    expect(await answerTo(submission(test, LONG_PASTE))).toEqual({
      type: DeferredChannelMessageWithSource,
      data: { flags: MessageFlags.Ephemeral },
    });
    const { body, files } = await platform.nextRequest(EDIT);
    expect(read(body as APIMessage)).toContain("Reachable from anywhere: 0 of 60");
    expect(files).toMatchObject([{ name: "listeners.txt" }]);
    await expectNoTrace(test);
  });
});

describe("a text file is explained", () => {
  it("in a mention that says explain or nothing, and in a direct message", async () => {
    const test = await connected();
    const { platform, say, attach } = test;
    for (const content of ["explain", "", "can you explain this log?"]) {
      expectExplained(await say({ ...platform.mentionMessage({ content }), ...attach(PASTE) }));
      expectExplained(await say({ ...platform.plainMessage({ content, guildId: null }), ...attach(PASTE) }));
    }
    const referenced = platform.mentionMessage({ content: "what is 1521?", userId: snowflake(93) });
    expectExplained(await say({ ...platform.mentionMessage({ content: "explain", referenced }), ...attach(PASTE) }));
    await expectNoTrace(test);
  });

  it("by Explain ports, and by a mention in reply to it", async () => {
    const test = await connected();
    const { platform, answerTo, say, attach } = test;
    const message = { ...platform.mentionMessage({ content: "", userId: snowflake(93) }), ...attach(PASTE) };
    const answer = await answerTo(platform.messageCommandInteraction({ name: "Explain ports", message }));
    expect(answer).toMatchObject(PRIVATE);
    expectExplained(answer.data);
    expectExplained(await say(platform.mentionMessage({ content: "", referenced: message })));
    await expectNoTrace(test);
  });

  it("but not fetched when the message asks something else, or nothing", async () => {
    const { platform, say, attach } = await connected();
    const reply = await say({ ...platform.mentionMessage({ content: "what is on 867?" }), ...attach(PASTE) });
    expect(reply.content).toContain("867");
    const bare = {
      ...platform.plainMessage({ content: "", referenced: platform.botMessage({ content: "Port 867" }) }),
      mentions: platform.mentionMessage({ content: "" }).mentions,
      ...attach(PASTE),
    };
    platform.dispatch("MESSAGE_CREATE", bare);
    expect((await say(platform.mentionMessage({ content: "22" }))).content).toContain("22");
    expect(platform.requests.filter(({ route }) => route === FILES)).toEqual([]);
  });

  it("as the port book when the message says book import", async () => {
    const { platform, say, attach } = await connected();
    const file = attach("port,transport,name\n8867,tcp,billing", { filename: "book.csv" });
    const reply = await say({ ...platform.mentionMessage({ content: "book import dry run" }), ...file });
    expect(reply.content).toContain("1 claim would be added");
  });

  it("up to 1 MB, or the reply says why not and what to do instead", async () => {
    const { platform, say, attach } = await connected();
    const mention = (file: object, content = "explain") => say({ ...platform.mentionMessage({ content }), ...file });
    const long = "\n".repeat(1024 * 1024);
    const cut = await mention(attach(PASTE + long));
    expectExplained(cut);
    expect(read(cut)).toContain("I read only its beginning");
    const book = attach(`port,transport,name\n8867,tcp,billing${long}`);
    expect(read(await mention(book, "book import"))).toContain("larger than 1 MB");
    expect(read(await mention(attach("", { content_type: "image/png", filename: "ss.png" })))).toContain(
      "only text files",
    );
    expect(read(await mention(attach("", { url: "http://127.0.0.1:1/ss.txt" }), ""))).toContain(
      "didn’t let me download",
    );
    platform.respond(FILES, { status: 404, body: "" });
    const gone = attach(PASTE);
    platform.respond(FILES, { status: 404, body: "" });
    expect(read(await mention(gone))).toContain("Paste its text");
    expectExplained(await mention(gone, `explain\n${SENT}`));
  });
});

it("leaves no trace in the log when the explanation cannot be sent", async () => {
  const test = await connected();
  const { platform, answerTo, logger } = test;
  const refused = { status: 400, body: { code: 50_006, message: "Cannot send an empty message" } };
  platform.respond("POST /channels/:channel/messages", refused);
  platform.respond("POST /interactions/:id/:token/callback", {
    status: 400,
    body: { code: 50_035, message: "Invalid" },
  });
  platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: `explain\n${SENT}` }));
  await platform.nextRequest(REPLY);
  await answerTo(submission(test, PASTE));
  await vi.waitFor(() => expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(3));
  expect(findLeaks(logContents(logger))).toEqual([]);
});

function submission({ platform }: Connected, paste: string) {
  const input = { type: ComponentType.TextInput, id: 2, custom_id: "text", value: paste } as const;
  const components = [{ type: ComponentType.Label, id: 1, component: input } as const];
  return platform.modalSubmit({ data: { custom_id: "form:explain", components } });
}
