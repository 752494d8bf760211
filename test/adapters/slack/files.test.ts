import { describe, expect, it, onTestFinished } from "vitest";
import { FILE_ORIGINS, readAttachedFiles } from "#adapters/slack/message-text.ts";
import type { LoopbackRequest } from "../../support/loopback/loopback-server.ts";
import { createLoopbackServer } from "../../support/loopback/loopback-server.ts";
import { hang } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";

async function setUp(patience?: number) {
  const platform = await slackPlatform();
  const origins = [new URL(platform.apiUrl).origin];
  const options = patience === undefined ? { origins } : { origins, patience };
  const { token } = platform;
  const fetched = () => platform.calls.filter(({ method }) => method === "file");
  return { platform, fetched, read: (files: unknown, from = token) => readAttachedFiles(files, from, options) };
}

/** A server that is not Slack's, and the requests it got. */
async function stranger() {
  const asked: LoopbackRequest[] = [];
  const { port, close } = await createLoopbackServer({
    handle: async (request) => {
      asked.push(request);
      return { body: "LISTEN 0.0.0.0:22" };
    },
    admit: () => false,
    connected: () => {},
  });
  onTestFinished(close);
  return { asked, origin: `http://127.0.0.1:${port}` };
}

describe("the files of a message", () => {
  it("are fetched from Slack with the workspace's token", async () => {
    const { platform, fetched, read } = await setUp();
    const files = [platform.attach("LISTEN *:22 – ü"), platform.attach("a,b", { name: "b.csv", mimetype: "" })];
    expect(await read(files)).toEqual([
      { text: "LISTEN *:22 – ü", isCut: false },
      { text: "a,b", isCut: false },
    ]);
    expect(fetched().map(({ token }) => token)).toEqual([platform.token, platform.token]);
    expect(FILE_ORIGINS).toEqual(["https://files.slack.com"]);
  });

  it("are limited to three", async () => {
    const { platform, fetched, read } = await setUp();
    expect(await read(Array.from({ length: 5 }, (_, at) => platform.attach(`${at}`)))).toHaveLength(3);
    expect(fetched()).toHaveLength(3);
  });

  it("are fetched only from Slack, and the token is sent only to Slack", async () => {
    const { platform, fetched, read } = await setUp();
    const { asked, origin } = await stranger();
    const { host } = new URL(platform.apiUrl);
    for (const url_private of [
      `${origin}/listing.txt`,
      `http://${host}@${new URL(origin).host}/listing.txt`,
      `https://files.slack.com.evil.test/listing.txt`,
      "not an address",
      "",
    ]) {
      expect(await read([platform.attach("22", { url_private })])).toEqual([{ unread: "refused" }]);
    }
    platform.respond("file", { status: 302, headers: { location: `${origin}/listing.txt` } });
    expect(await read([platform.attach("22")])).toEqual([{ unread: "refused" }]);
    expect(asked).toEqual([]);
    expect(fetched()).toHaveLength(1);
  });

  it("are read up to 1 MB and cut at a line, whatever size Slack gives", async () => {
    const { platform, read } = await setUp();
    const line = `${"a".repeat(1023)}\n`;
    const whole = line.repeat(1024);
    expect(await read([platform.attach(whole)])).toEqual([{ text: whole, isCut: false }]);
    expect(await read([platform.attach(`${whole}b`)])).toEqual([{ text: whole, isCut: true }]);
    expect(await read([platform.attach(`${whole.slice(1)}${line}`, { size: 10 })])).toEqual([
      { text: whole.slice(1), isCut: true },
    ]);
    const oneLine = "a".repeat(1024 * 1024 + 1);
    expect(await read([platform.attach(oneLine)])).toEqual([{ text: oneLine.slice(1), isCut: true }]);
  });

  it("time out if Slack does not answer", async () => {
    const { platform, read } = await setUp(50);
    platform.respond("file", hang);
    expect(await read([platform.attach("22")])).toEqual([{ unread: "late" }]);
  });

  it("are refused if Slack denies access or shows its login page", async () => {
    const { platform, fetched, read } = await setUp();
    const file = platform.attach("22");
    expect(await read([file], "xoxb-without-the-scope")).toEqual([{ unread: "refused" }]);
    platform.respond("file", { body: "\n<!DOCTYPE html><title>Slack</title>" }, { times: 1 });
    expect(await read([file])).toEqual([{ unread: "refused" }]);
    platform.respond("file", { status: 403, body: "" }, { times: 1 });
    expect(await read([file])).toEqual([{ unread: "refused" }]);
    expect(fetched()).toHaveLength(3);
    expect(await read([{ id: "F1", file_access: "check_file_info" }])).toEqual([{ unread: "refused" }]);
  });

  it("are not fetched if they are not text, or malformed", async () => {
    const { platform, fetched, read } = await setUp();
    const image = platform.attach("", { name: "ss.png", mimetype: "image/png" });
    const page = platform.attach("", { name: "ss.html", mimetype: "text/html" });
    expect(await read([image, page])).toEqual([{ unread: "no-text" }, { unread: "no-text" }]);
    expect(await read([image, platform.attach("22")])).toEqual([{ text: "22", isCut: false }]);
    for (const files of [undefined, null, "file", [null, "file", 1]]) expect(await read(files)).toEqual([]);
    expect(fetched()).toHaveLength(1);
  });
});
