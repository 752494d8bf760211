import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { AttachedFile } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const services = teamServicesIn();
const ask = createAsk(knowledge, services);
const ROW = "tcp   LISTEN 0  511  0.0.0.0:6379  0.0.0.0:*";
const OTHER = "tcp   LISTEN 0  511  127.0.0.1:5432  0.0.0.0:*";

/** Asks with attached files, and counts how often they are read. */
async function asked(text: string, ...attached: AttachedFile[]) {
  let read = 0;
  const files = async () => {
    read++;
    return attached;
  };
  const reply = await ask({ text, manner: "mention", locale: "en", asker: asker("ann"), files });
  return { ...reply, read };
}

const ports = ({ answer }: Awaited<ReturnType<typeof asked>>) =>
  answer.kind === "explain" ? answer.listeners.map(({ port }) => port) : null;

describe("the files attached to a message", () => {
  it.each([
    ["", true],
    [" \n ", true],
    ["explain", true],
    ["can you explain this log for me?", true],
    ["what is 867?", false],
    ["explained", false],
    ["book import", true],
    ["Book import dry run", true],
    ["book imports", false],
    ["book export csv", false],
    ["claim 8867 explain-api", false],
    ["thanks!", false],
  ])("are read for %j: %s", async (words, isRead) => {
    expect((await asked(words)).read).toBe(isRead ? 1 : 0);
  });

  it("are explained together with the pasted text", async () => {
    expect(ports(await asked("", { text: ROW }))).toEqual([6379]);
    expect(ports(await asked("explain what is in there please", { text: ROW }))).toEqual([6379]);
    expect(ports(await asked("", { text: ROW }, { text: OTHER }))?.sort()).toEqual([5432, 6379]);
    expect(ports(await asked(`explain\n${OTHER}`, { text: ROW }))?.sort()).toEqual([5432, 6379]);
    expect(ports(await asked(`explain the file and this:\n${OTHER}`, { text: ROW }))?.sort()).toEqual([5432, 6379]);
    const log = await asked("explain", { text: "12:00 refused on port 867" });
    expect(log).toMatchObject({ isFromFiles: true, answer: { kind: "port", port: 867 } });
  });

  it("are compared if that is asked", async () => {
    const head = "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port";
    const [before, after] = [ROW, `${ROW}\n${OTHER}`].map((rows) => ({ text: `${head}\n${rows}` }));
    const { answer } = await asked("explain what changed", before ?? { text: "" }, after ?? { text: "" });
    expect(answer).toMatchObject({ kind: "explain", changes: { added: [{ port: 5432 }], gone: [], moved: [] } });
  });

  it("are compared with the listing in the message that this one replies to", async () => {
    const changed = async (text: string, before: string, ...files: AttachedFile[]) => {
      const repliedTo = async () => ({ text: before, files: async () => files });
      const { answer } = await ask({ text, manner: "mention", locale: "en", asker: asker("ann"), repliedTo });
      return answer.kind === "explain" && answer.changes !== null
        ? [answer.changes.gone, answer.changes.added].map((side) => side.map(({ port }) => port))
        : null;
    };
    expect(await changed(`what changed?\n${OTHER}`, ROW)).toEqual([[6379], [5432]]);
    expect(await changed(`explain what changed\n${OTHER}`, "see the file", { text: ROW })).toEqual([[6379], [5432]]);
    expect(await changed(`explain\n${OTHER}`, ROW)).toBeNull();
    // One of them says which state it is.
    expect(await changed(`what changed?\nafter:\n${OTHER}`, `before:\n${ROW}`)).toEqual([[6379], [5432]]);
    expect(await changed(`what changed?\nbefore:\n${OTHER}`, ROW)).toEqual([[5432], [6379]]);
    expect(await changed(`what changed?\n${OTHER}`, `after the update:\n${ROW}`)).toEqual([[5432], [6379]]);
    expect(await changed(`what changed?\n${OTHER}`, "port 22 is open")).toBeNull();
    expect(await changed(`what changed?\nbefore:\n${OTHER}\nafter:\n${ROW}`, OTHER)).toEqual([[5432], [6379]]);
  });

  it("are not read if the message asks something else", async () => {
    const came = await asked("what is 867?", { text: ROW });
    expect(came.read).toBe(0);
    expect(came).toMatchObject({ isFromFiles: false, answer: { kind: "port", port: 867 } });
  });

  it("are imported as a port book, never executed as commands", async () => {
    const before = await services.store.list("");
    const came = await asked("book import dry run", { text: "port,transport,name\n8867,tcp,billing" });
    expect(came.answer).toMatchObject({ kind: "imported", dryRun: true });
    await asked("", { text: "claim 8867 billing" });
    await asked("explain", { text: "forget me" });
    expect(await services.store.list("")).toEqual(before);
  });

  it("are reported if unreadable, unless the message can be answered without them", async () => {
    expect(await asked("", { unread: "refused" })).toMatchObject({ unreadFile: "refused" });
    expect(await asked("explain this file", { unread: "too-large" })).toMatchObject({ unreadFile: "too-large" });
    expect(await asked("book import", { unread: "late" })).toMatchObject({ unreadFile: "late" });
    expect(ports(await asked(`explain\n${OTHER}`, { unread: "no-text" }))).toEqual([5432]);
    expect(await asked("explain ssh", { unread: "no-text" })).toMatchObject({
      unreadFile: null,
      answer: { kind: "service" },
    });
    expect(ports(await asked("", { unread: "late" }, { text: ROW }))).toEqual([6379]);
  });

  it("are explained with a note if cut, and never imported partially", async () => {
    const before = await services.store.list("");
    const { fileCut } = messagesFor("en").explain;
    const cut = await asked("explain", { text: ROW, isCut: true });
    expect(ports(cut)).toEqual([6379]);
    expect(renderPlainText(cut.card)).toContain(fileCut);
    expect(renderPlainText((await asked("explain", { text: ROW })).card)).not.toContain(fileCut);
    const book = await asked("book import", { text: "port,transport,name\n8867,tcp,billing", isCut: true });
    expect(book.unreadFile).toBe("too-large");
    expect(await services.store.list("")).toEqual(before);
  });
});
