import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { boltOverSocket, slackPlatform, webClient } from "./slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "./slack-platform/slack-platform.ts";

describe("a Bolt app over Socket Mode", () => {
  test("acknowledges a slash command, an event and an interaction", async () => {
    const platform = await slackPlatform();
    const app = await boltOverSocket(platform);
    app.command("/port", ({ ack, command }) => ack({ text: `You asked for ${command.text}` }));
    app.event("app_mention", ({ say }) => say("here").then(() => {}));
    app.shortcut("find_ports", ({ ack }) => ack());
    expect(platform.socketCount).toBe(1);

    const asked = await platform.sendOverSocket({
      type: "slash_commands",
      payload: platform.slashCommand({ text: "867" }),
    });
    expect(asked.payload).toEqual({ text: "You asked for 867" });

    const event = await platform.sendOverSocket({ type: "events_api", payload: platform.appMention({ text: "867" }) });
    expect(event.payload).toEqual({});
    expect((await platform.nextCall("chat.postMessage")).body.text).toBe("here");

    const payload = platform.globalShortcut({ callback_id: "find_ports" });
    expect((await platform.sendOverSocket({ type: "interactive", payload })).payload).toEqual({});
  });

  test.each([
    ["is told to refresh", { reason: "refresh_requested" as const }],
    ["loses its connection", {}],
  ])("comes back with a new ticket when it %s", async (_name, disconnect) => {
    const platform = await slackPlatform();
    const app = await boltOverSocket(platform);
    app.command("/port", ({ ack }) => ack("back"));
    const first = await platform.nextSocket();

    platform.disconnectSockets(disconnect);
    await first.closed;
    const second = await platform.nextSocket();

    expect(second.ticket).not.toBe(first.ticket);
    expect(platform.socketCount).toBe(1);
    const ack = await platform.sendOverSocket({ type: "slash_commands", payload: platform.slashCommand({ text: "" }) });
    expect(ack.payload).toEqual({ text: "back" });
  });

  test("stops when it is told to", async () => {
    const platform = await slackPlatform();
    const app = await boltOverSocket(platform);
    const socket = await platform.nextSocket();
    await app.stop();
    await socket.closed;
    expect(platform.socketCount).toBe(0);
    const payload = platform.slashCommand({ text: "" });
    await expect(platform.sendOverSocket({ type: "slash_commands", payload })).rejects.toThrow(
      "await nextSocket() first",
    );
  });
});

test("Slack pings its sockets, and answers pings", async () => {
  const platform = await slackPlatform({ pingInterval: 1 });
  const socket = await rawSocket(platform);
  expect(String((await once(socket, "ping"))[0])).toBe("Ping from loopback");
  socket.ping("are you there?");
  expect(String((await once(socket, "pong"))[0])).toBe("are you there?");
});

test("a ticket opens one connection", async () => {
  const platform = await slackPlatform();
  const { url } = await rawSocket(platform);
  await expect(once(new WebSocket(url), "open")).rejects.toThrow("401");
});

async function rawSocket(platform: SlackPlatform): Promise<WebSocket> {
  const { url } = await webClient(platform, platform.appToken).apps.connections.open();
  const socket = new WebSocket(url ?? "");
  await once(socket, "open");
  return socket;
}
