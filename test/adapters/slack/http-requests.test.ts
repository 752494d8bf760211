import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../../support/slack-platform/signed-request.ts";
import { overHttp } from "./connect.ts";

describe("a request over HTTP", () => {
  it("is refused with 503 before the start and after the stop, so that Slack retries it", async () => {
    const platform = await slackPlatform();
    const { send, adapter } = await overHttp(platform);
    await adapter.stop();
    expect((await send(platform.appMention({ text: "867" }))).status).toBe(503);
    await adapter.start();
    expect((await send(platform.appMention({ text: "867" }))).status).toBe(200);
  });

  it("is refused with a forged, stale or missing signature", async () => {
    const platform = await slackPlatform();
    const { send, url } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const forged = await signedRequest({ signingSecret: "another", url, body });
    const stale = await send(body, { timestamp: Math.floor(Date.now() / 1000) - 400 });
    const undated = await send(body, { timestamp: "soon" });
    const unsigned = await send(body, { signature: null });
    expect([forged, stale, undated, unsigned].map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it.each(["", "v0=", "v0=abc", `v1=${"a".repeat(64)}`, `v0=${"a".repeat(65)}`, `v0=${"ä".repeat(64)}`])(
    "is refused with the signature %j",
    async (signature) => {
      const platform = await slackPlatform();
      const { send } = await overHttp(platform);
      const body = platform.slashCommand({ text: "867" });
      expect((await send(body, { signature: Buffer.from(signature).toString("latin1") })).status).toBe(401);
    },
  );

  it("is accepted with a body in several chunks", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const { status } = await send(platform.slashCommand({ text: "ä 867 ".repeat(40_000) }));
    expect(status).toBe(200);
  });

  it("that is lost before its body is complete does not keep the adapter from stopping", async () => {
    const platform = await slackPlatform();
    const { url, adapter } = await overHttp(platform);
    const outgoing = request(url, { method: "POST", agent: false, headers: { "content-length": 100 } });
    outgoing.on("error", () => {});
    outgoing.write("command=");
    await once(outgoing, "socket").then(([socket]) => socket.connecting && once(socket, "connect"));
    outgoing.destroy();
    await adapter.stop();
  });

  it("is refused with a timestamp in the future, which would allow later replays", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const now = Math.floor(Date.now() / 1000);
    const ahead = await send(body, { timestamp: now + 36_000 });
    const current = await send(body, { timestamp: now });
    expect([ahead.status, current.status]).toEqual([401, 200]);
  });

  it("is refused as a replay, but the same question in a new request is answered", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const timestamp = Math.floor(Date.now() / 1000);
    const first = await send(body, { timestamp });
    const replayed = await send(body, { timestamp });
    const anew = await send(platform.slashCommand({ text: "867" }), { timestamp });
    expect([first.status, replayed.status, anew.status]).toEqual([200, 401, 200]);
  });

  it("is accepted after a forged request with the same signature", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const body = platform.slashCommand({ text: "867" });
    const signature = `v0=${"a".repeat(64)}`;
    expect((await send(body, { signature })).status).toBe(401);
    expect((await send(body)).status).toBe(200);
  });

  it.each(["null", "5", '"text"', "[]", "{", '{"type":"event_callback","event":null}'])(
    "is refused with the signed body %s, and the next one is answered",
    async (body) => {
      const platform = await slackPlatform();
      const { send } = await overHttp(platform);
      const form = "application/x-www-form-urlencoded";
      expect((await send(body, { contentType: "application/json" })).status).toBe(400);
      expect((await send(`payload=${encodeURIComponent(body)}`, { contentType: form })).status).toBe(400);
      expect((await send(platform.slashCommand({ text: "867" }))).status).toBe(200);
    },
  );

  it("is accepted with a charset, which a proxy may add", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const contentType = "application/x-www-form-urlencoded; charset=UTF-8";
    const body = new URLSearchParams(Object.entries(platform.slashCommand({ text: "867" }))).toString();
    const answer = await send(body, { contentType });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("Port 867");
  });

  it("is refused if its body is too large", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const { status } = await send(`{"text":"${"x".repeat(5_000_000)}"}`, { contentType: "application/json" });
    expect(status).toBe(413);
  });

  it("may be unsigned only for Slack's certificate check", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const unsigned = (body: string) =>
      send(body, { signature: null, contentType: "application/x-www-form-urlencoded" });
    expect((await unsigned("ssl_check=1&token=t")).status).toBe(200);
    expect((await unsigned("command=%2Fport&text=867")).status).toBe(401);
  });

  it("verifies the URL for Slack, and only as a POST", async () => {
    const platform = await slackPlatform();
    const { send, url } = await overHttp(platform);
    const { body } = await send(platform.urlVerification("prove it"));
    expect(JSON.parse(body)).toEqual({ challenge: "prove it" });
    expect((await fetch(url)).status).toBe(405);
  });
});
