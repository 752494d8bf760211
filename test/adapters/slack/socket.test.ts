import { describe, expect, it, vi } from "vitest";
import { DEFER_AFTER } from "#adapters/chat/deferred-reply.ts";
import { fakeTimers } from "../../support/fake-timers.ts";
import { drop } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { slowAsk } from "../../support/slow-ask.ts";
import { overSocket } from "./connect.ts";

/** Milliseconds, well below the five seconds that Bolt's own reconnection takes. */
const AT_ONCE = 1500;

describe("Socket Mode", () => {
  it("reconnects at once on Slack's routine refresh", async () => {
    const platform = await slackPlatform();
    const { adapter } = await overSocket(platform);
    await platform.nextSocket();
    platform.disconnectSockets({ reason: "refresh_requested" });
    await platform.nextSocket(AT_ONCE);
    const payload = platform.slashCommand({ text: "867" });
    const { payload: answered } = await platform.sendOverSocket({ type: "slash_commands", payload });
    expect(answered.text).toContain("Port 867");
    expect(adapter.ready()).toBe(true);
  });

  it("reconnects after every dropped connection", async () => {
    const platform = await slackPlatform();
    await overSocket(platform);
    for (let times = 0; times < 3; times++) {
      const { closed } = await platform.nextSocket();
      platform.disconnectSockets();
      await closed;
    }
    await platform.nextSocket();
    const payload = platform.slashCommand({ text: "867" });
    await platform.sendOverSocket({ type: "slash_commands", payload });
  });

  it("answers a slow command although its connection was lost before it was acknowledged", async () => {
    const platform = await slackPlatform();
    const { ask, asked, release } = slowAsk();
    await overSocket(platform, { ask });
    const { closed } = await platform.nextSocket();
    const timers = fakeTimers();
    platform.respond("apps.connections.open", { body: { ok: false, error: "internal_error" } }, { times: 4 });
    const payload = platform.slashCommand({ text: "867" });
    platform.sendOverSocket({ type: "slash_commands", payload }).catch(() => {});
    await asked;
    const { calls } = platform;
    const opened = () => calls.filter(({ method }) => method === "apps.connections.open").length;
    const before = opened();
    platform.disconnectSockets();
    await closed;
    while (opened() === before) await new Promise(setImmediate);
    await timers.pass(DEFER_AFTER);
    release();
    expect((await platform.nextCall("response_url")).body.text).toContain("Port 867");
  });

  it("answers by the response_url if the connection for the acknowledgement was lost", async () => {
    const platform = await slackPlatform();
    const { ask, asked, release } = slowAsk();
    const { logger } = await overSocket(platform, { ask });
    const { closed } = await platform.nextSocket();
    fakeTimers();
    platform.respond("apps.connections.open", { body: { ok: false, error: "internal_error" } });
    const payload = platform.slashCommand({ text: "867" });
    platform.sendOverSocket({ type: "slash_commands", payload }).catch(() => {});
    await asked;
    platform.disconnectSockets();
    await closed;
    while (!logger.lines.some(({ message }) => message.startsWith("The platform could not be reached"))) {
      await new Promise(setImmediate);
    }
    release();
    expect((await platform.nextCall("response_url")).body.text).toContain("Port 867");
  });

  it("keeps retrying while Slack is unreachable", async () => {
    const platform = await slackPlatform();
    await overSocket(platform);
    await platform.nextSocket();
    platform.respond("apps.connections.open", { body: { ok: false, error: "internal_error" } }, { times: 2 });
    platform.disconnectSockets();
    await platform.nextSocket();
    expect(platform.calls.filter(({ method }) => method === "apps.connections.open")).toHaveLength(4);
  });

  it("starts while Slack is unreachable, and connects when it can be reached", async () => {
    const platform = await slackPlatform();
    platform.respond("auth.test", drop, { times: 3 });
    platform.respond("apps.connections.open", { body: { ok: false, error: "internal_error" } }, { times: 1 });
    const { adapter, logger } = await overSocket(platform);
    expect(adapter.ready()).toBe(false);
    await platform.nextSocket();
    await vi.waitFor(() => expect(adapter.ready()).toBe(true));
    expect(logger.lines).toContainEqual({
      level: "warn",
      message: "The platform could not be reached; trying again.",
    });
  });

  it("reports a refusal that comes after an outage", async () => {
    const platform = await slackPlatform();
    platform.respond("apps.connections.open", { body: { ok: false, error: "invalid_auth" } });
    platform.respond("apps.connections.open", { body: { ok: false, error: "internal_error" } }, { times: 1 });
    const { lost } = await overSocket(platform);
    expect((await lost).message).toContain("Slack refused SLACK_APP_TOKEN");
  });

  it("reports once when Slack closes the connection permanently", async () => {
    const platform = await slackPlatform();
    const { lost, adapter } = await overSocket(platform);
    await platform.nextSocket();
    platform.respond("apps.connections.open", { body: { ok: false, error: "invalid_auth" } });
    platform.disconnectSockets({ reason: "refresh_requested" });
    expect((await lost).message).toBe("Slack refused SLACK_APP_TOKEN: An API error occurred: invalid_auth");
    expect(adapter.ready()).toBe(false);
  });

  it("says which token Slack refused", async () => {
    const platform = await slackPlatform();
    await expect(overSocket({ ...platform, appToken: "xapp-wrong" })).rejects.toThrow("SLACK_APP_TOKEN");
    await expect(overSocket({ ...platform, token: "xoxb-wrong" })).rejects.toThrow("SLACK_BOT_TOKEN");
  });

  it("acknowledges pending requests before it stops, and does not reconnect", async () => {
    const platform = await slackPlatform();
    const { ask, asked: began, release: goOn } = slowAsk();
    const { adapter } = await overSocket(platform, { ask });
    const { closed } = await platform.nextSocket();
    const payload = platform.slashCommand({ text: "867" });
    const acknowledged = platform.sendOverSocket({ type: "slash_commands", payload });
    await began;
    const stopped = adapter.stop();
    goOn();
    expect((await acknowledged).payload.text).toContain("Port 867");
    await stopped;
    await closed;
    expect([platform.socketCount, adapter.ready()]).toEqual([0, false]);
    expect(platform.calls.filter(({ method }) => method === "apps.connections.open")).toHaveLength(1);
  });
});

describe("a malformed Socket Mode frame", () => {
  const unacknowledged = ["null", "5", '"text"', "[]", "{}", "{", '{"type":"events_api"}'];
  const event = (payload: unknown) => ({ type: "events_api", payload });
  const acknowledged = [
    event({ type: "event_callback", event: null }),
    event({ type: "event_callback", event: {} }),
    event({}),
    event(null),
    { type: "slash_commands", payload: null },
    { type: "slash_commands", payload: [] },
    { type: "interactive" },
    { type: "interactive", payload: { type: "block_actions", actions: null } },
  ];

  async function connected() {
    const platform = await slackPlatform();
    const { logger } = await overSocket(platform);
    await platform.nextSocket();
    const answersNext = async () => {
      const payload = platform.slashCommand({ text: "867" });
      const { payload: answered } = await platform.sendOverSocket({ type: "slash_commands", payload });
      expect(answered.text).toContain("Port 867");
      expect(logger.lines.filter(({ level }) => level === "warn" || level === "error")).toHaveLength(1);
    };
    return { platform, answersNext };
  }

  it.each(unacknowledged)("is dropped and logged: %s", async (frame) => {
    const { platform, answersNext } = await connected();
    platform.sendSocketFrame(frame);
    await answersNext();
  });

  it.each(acknowledged.map((frame) => JSON.stringify({ ...frame, envelope_id: "x" })))(
    "is acknowledged, for Slack not to send it again, and dropped: %s",
    async (frame) => {
      const { platform, answersNext } = await connected();
      platform.sendSocketFrame(frame);
      expect((await platform.nextSocketAck("x")).payload).toEqual({});
      await answersNext();
    },
  );
});
