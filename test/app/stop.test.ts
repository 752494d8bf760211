import { once } from "node:events";
import { createConnection } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { hang } from "../support/loopback/replies.ts";
import type { PortcallProcess } from "../support/process/portcall-process.ts";
import { startPortcallProcess } from "../support/process/portcall-process.ts";
import { PROGRAM } from "../support/process/program.ts";
import { signingSecret, slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";

/** What the log says, line by line. */
function logOf({ output }: PortcallProcess): readonly Record<string, unknown>[] {
  const lines = output().split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

/** Opens a connection and sends text as it is. */
async function send({ address }: PortcallProcess, text: string) {
  const { hostname, port } = new URL(address);
  const socket = createConnection(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

describe("SIGTERM", () => {
  it("first makes Portcall unready, and leaves it serving; a second one ends it at once", async () => {
    const portcall = await startPortcallProcess({ PORTCALL_DRAIN: "60" });
    const before = await fetch(`${portcall.address}/readyz`);
    expect([before.status, before.headers.get("connection")]).toEqual([200, "keep-alive"]);
    portcall.signal("SIGTERM");
    await vi.waitFor(async () => {
      const ready = await fetch(`${portcall.address}/readyz`);
      expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
      expect(await ready.json()).toMatchObject({ ready: false });
    });
    const page = await fetch(`${portcall.address}/?q=867`);
    expect([page.status, page.headers.get("connection")]).toEqual([200, "close"]);

    const impatient = setInterval(() => portcall.signal("SIGTERM"), 100);
    onTestFinished(() => clearInterval(impatient));
    expect(await portcall.ended).toBe(1);
    expect(logOf(portcall).at(-1)).toMatchObject({ msg: "Told to stop a second time; exiting at once." });
  });

  it("is not held up by idle connections and half-sent requests", async () => {
    const slack = await slackPlatform();
    const portcall = await startPortcallProcess({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    await send(portcall, "");
    await send(portcall, "GET /readyz HTTP/1.1\r\nHost:");
    const kept = await send(portcall, "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(kept, "data");
    const head = "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n";
    const half = await send(portcall, head);
    await once(half, "data");
    expect(await portcall.stop()).toBe(0);
  });

  it("ends with 1 and says what was open, if that takes too long", async () => {
    const slack = await slackPlatform();
    slack.respond("chat.postMessage", hang);
    slack.respond("chat.postEphemeral", hang);
    const portcall = await startPortcallProcess({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    const url = `${portcall.address}/slack/events`;
    await signedRequest({ signingSecret, url, body: slack.appMention({ text: "867" }) });
    await slack.nextCall("chat.postMessage");
    expect(await portcall.stop()).toBe(1);
    expect(logOf(portcall).at(-1)).toMatchObject({
      msg: "Not everything could be ended in time; exiting.",
      open: ["slack", "store"],
    });
  }, 15_000);
});

describe("Ctrl+C", () => {
  it("does not wait for balancers, nor does npm's second signal cut it short", async () => {
    const portcall = await startPortcallProcess({ PORTCALL_DRAIN: "60" });
    portcall.signal("SIGINT");
    portcall.signal("SIGINT");
    expect(await portcall.ended).toBe(0);
  });
});

describe("an error that nothing catches", () => {
  it.each([
    ["an exception", "throw new Error('xoxb-1-secret')"],
    ["a rejection", "Promise.reject(new Error('xoxb-1-secret'))"],
  ])("ends the process with 1 and one JSON line without secrets: %s", async (_what, code) => {
    const preload = `data:text/javascript,process.on("SIGUSR2", () => { ${code} })`;
    const command = [process.execPath, "--import", preload, PROGRAM, "start"];
    const portcall = await startPortcallProcess({}, command);
    portcall.signal("SIGUSR2");
    expect(await portcall.ended).toBe(1);
    expect(logOf(portcall).at(-1)).toMatchObject({
      level: 50,
      msg: "Uncaught error; exiting.",
      error: { message: "[secret]", stack: expect.anything() },
    });
    expect(portcall.output()).not.toContain("xoxb-");
  });
});
