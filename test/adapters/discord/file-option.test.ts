import type { APIAttachment } from "discord-api-types/v10";
import { ComponentType, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { expect, it } from "vitest";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";
import { findLeaks, LISTENERS, logContents, PASTE, recordingStore } from "../../support/pastes/secret-paste.ts";
import { readDiscord } from "../../support/read-back/discord.ts";

const FILES = "GET /attachments/:channel/:message/:name";
const PRIVATE = {
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { flags: MessageFlags.Ephemeral },
};

async function connected() {
  const store = recordingStore();
  const discord = await connectedDiscord({ store });
  const upload = (text: string, changes: Partial<APIAttachment> = {}): APIAttachment => {
    discord.platform.respond(FILES, { body: text });
    const url = `${new URL(discord.platform.apiUrl).origin}/attachments/1/2/listing.txt`;
    const type = { filename: "listing.txt", content_type: "text/plain; charset=utf-8" };
    return { id: "1", size: text.length, url, proxy_url: "", ...type, ...changes };
  };
  const fetched = () => discord.platform.requests.filter(({ route }) => route === FILES).length;
  return { ...discord, store, upload, fetched };
}

function read(data: object): string {
  return readDiscord(data as Parameters<typeof readDiscord>[0]);
}

it("is explained like an attachment, and only to the asker, whatever their settings", async () => {
  const { port, upload, store, logger } = await connected();
  const file = upload(PASTE);
  await port("set answers public");
  for (const query of ["explain", "explain this"]) {
    const answer = await port(query, { file, share: query === "explain" });
    expect(answer).toMatchObject(PRIVATE);
    for (const listener of LISTENERS) expect(read(answer.data)).toMatch(listener);
  }
  expect(findLeaks([store.puts, await store.list("")])).toEqual([]);
  expect(findLeaks(logContents(logger))).toEqual([]);
});

it("is the port book for book import", async () => {
  const { port, upload } = await connected();
  const file = upload("port,transport,name\n8867,tcp,billing", { filename: "book.csv" });
  expect((await port("book import dry run", { file })).data.content).toContain("1 claim would be added");
  await port("book import", { file });
  expect((await port("8867")).data.content).toContain("billing");
});

it("is not fetched for a query that asks something else", async () => {
  const { port, upload, fetched } = await connected();
  expect((await port("867", { file: upload(PASTE) })).data.content).toContain("867");
  expect(fetched()).toBe(0);
});

it("is answered with the reason, and with no form, if it cannot be read", async () => {
  const { port, upload } = await connected();
  const file = upload("", { content_type: "image/png", filename: "ss.png" });
  for (const query of ["explain", "book import"]) {
    const answer = await port(query, { file });
    expect(answer).toMatchObject(PRIVATE);
    expect(read(answer.data)).toContain("only text files");
  }
});

it("may be given in a form instead of a text", async () => {
  const { port, upload, send } = await withForms();
  expect(JSON.stringify(await port("explain"))).toContain('"custom_id":"file"');
  const explained = await send("form:explain", { text: "" }, upload(PASTE));
  expect(explained).toMatchObject(PRIVATE);
  for (const listener of LISTENERS) expect(read(explained.data)).toMatch(listener);
  const book = upload("port,transport,name\n8867,tcp,billing", { filename: "book.csv" });
  await send("form:import", { text: "", mode: "real" }, book);
  expect((await port("8867")).data.content).toContain("billing");
});

it("in a form is answered with the reason if it cannot be read", async () => {
  const { upload, send } = await withForms();
  const image = upload("", { content_type: "image/png", filename: "ss.png" });
  const answer = await send("form:explain", { text: "" }, image);
  expect(answer).toMatchObject(PRIVATE);
  expect(read(answer.data)).toContain("only text files");
});

async function withForms() {
  const discord = await connected();
  const { answerTo, platform } = discord;
  /** Submits a modal with a file, as Discord does. */
  const send = (custom_id: string, filled: Readonly<Record<string, string>>, file: APIAttachment) => {
    const fields = Object.entries(filled).map(([id, value]) =>
      id === "mode"
        ? { type: ComponentType.StringSelect as const, id: 1, custom_id: id, values: [value] }
        : { type: ComponentType.TextInput as const, id: 1, custom_id: id, value },
    );
    const upload = { type: ComponentType.FileUpload as const, id: 1, custom_id: "file", values: [file.id] };
    const components = [...fields, upload].map((component) => ({
      type: ComponentType.Label as const,
      id: 1,
      component,
    }));
    const data = { custom_id, components, resolved: { attachments: { [file.id]: file } } };
    return answerTo(platform.modalSubmit({ data }));
  };
  return { ...discord, send };
}
