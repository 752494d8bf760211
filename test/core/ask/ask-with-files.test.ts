import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { askWithFiles, useOfFiles } from "#core/ask/ask-with-files.ts";
import type { AttachedFile } from "#core/ask/attached-file.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const keeping = teamServicesIn();
const ask = createAsk(knowledge, keeping);
const ROW = "tcp   LISTEN 0  511  0.0.0.0:6379  0.0.0.0:*";
const OTHER = "tcp   LISTEN 0  511  127.0.0.1:5432  0.0.0.0:*";

/** The reply to a message with files, and how often they were read. */
async function asked(text: string, ...files: AttachedFile[]) {
  let read = 0;
  const came = await askWithFiles(ask, { text, manner: "mention", locale: "en", asker: asker("ann") }, async () => {
    read++;
    return files;
  });
  return { ...came, read };
}

const ports = (came: Awaited<ReturnType<typeof asked>>) =>
  "reply" in came && came.reply.answer.kind === "explain" ? came.reply.answer.listeners.map(({ port }) => port) : null;

describe("the files attached to a message", () => {
  it.each([
    ["", "explain"],
    [" \n ", "explain"],
    ["explain", "explain"],
    ["can you explain this log for me?", "explain"],
    ["what is 867?", null],
    ["explained", null],
    ["book import", "book"],
    ["Book import dry run", "book"],
    ["book imports", null],
    ["book export csv", null],
    ["claim 8867 explain-api", null],
    ["thanks!", null],
  ])("%j asks for: %s", (words, use) => {
    expect(useOfFiles(words)).toBe(use);
  });

  it("are explained, together with what is pasted beside them", async () => {
    expect(ports(await asked("", { text: ROW }))).toEqual([6379]);
    expect(ports(await asked("explain what is in there please", { text: ROW }))).toEqual([6379]);
    expect(ports(await asked("", { text: ROW }, { text: OTHER }))?.sort()).toEqual([5432, 6379]);
    expect(ports(await asked(`explain\n${OTHER}`, { text: ROW }))?.sort()).toEqual([5432, 6379]);
    expect(ports(await asked(`explain the file and this:\n${OTHER}`, { text: ROW }))?.sort()).toEqual([5432, 6379]);
    const log = await asked("explain", { text: "12:00 refused on port 867" });
    expect(log).toMatchObject({ ofFiles: true, reply: { answer: { kind: "port", port: 867 } } });
  });

  it("are not read where the message asks something else", async () => {
    const came = await asked("what is 867?", { text: ROW });
    expect(came.read).toBe(0);
    expect(came).toMatchObject({ ofFiles: false, reply: { answer: { kind: "port", port: 867 } } });
  });

  it("are a port book to import, and never commands", async () => {
    const came = await asked("book import dry run", { text: "port,transport,name\n8867,tcp,billing" });
    expect("reply" in came && came.reply.answer).toMatchObject({ kind: "imported", dryRun: true });
    await asked("", { text: "claim 8867 billing" });
    await asked("explain", { text: "forget me" });
    expect(await keeping.store.list("")).toEqual([]);
  });

  it("that cannot be read are said to be so, unless the message says something by itself", async () => {
    expect(await asked("", { unread: "refused" })).toMatchObject({ unread: "refused" });
    expect(await asked("explain this file", { unread: "too-large" })).toMatchObject({ unread: "too-large" });
    expect(await asked("book import", { unread: "late" })).toMatchObject({ unread: "late" });
    expect(ports(await asked(`explain\n${OTHER}`, { unread: "no-text" }))).toEqual([5432]);
    expect(await asked("explain ssh", { unread: "no-text" })).toMatchObject({ reply: { answer: { kind: "service" } } });
    expect(ports(await asked("", { unread: "late" }, { text: ROW }))).toEqual([6379]);
  });
});
