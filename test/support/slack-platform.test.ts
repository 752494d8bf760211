import { describe, expect, test } from "vitest";
import { drop, hang } from "./loopback/replies.ts";
import { slackPlatform, webClient } from "./slack-platform/bolt-clients.ts";
import { slackError, slackRateLimit } from "./slack-platform/web-api.ts";

describe("the Web API", () => {
  test("refuses unknown tokens, unknown methods and messages Slack would refuse", async () => {
    const platform = await slackPlatform({ tokens: ["xoxb-known"] });
    const errorOf = (call: Promise<unknown>) => call.catch((error) => error.data?.error);

    expect(await errorOf(webClient(platform, "xoxb-forged").auth.test())).toBe("invalid_auth");
    expect(await errorOf(webClient(platform, "").auth.test())).toBe("not_authed");
    expect(await errorOf(webClient(platform).apiCall("chat.whisper"))).toBe("unknown_method");
    expect(await errorOf(webClient(platform).apps.connections.open())).toBe("invalid_auth");
    expect(await errorOf(webClient(platform).chat.postMessage({ channel: "C1", text: "" }))).toBe("no_text");
  });

  test("tells locales only when asked for them", async () => {
    const platform = await slackPlatform({ locales: { U1: "de-DE" } });
    const client = webClient(platform);
    expect((await client.users.info({ user: "U1", include_locale: true })).user?.locale).toBe("de-DE");
    expect((await client.users.info({ user: "U1" })).user?.locale).toBeUndefined();
    expect((await client.conversations.info({ channel: "C1", include_locale: true })).channel?.locale).toBe("en-US");
  });

  test("answers as a test tells it to, as often as told", async () => {
    const platform = await slackPlatform();
    platform.respond("chat.postMessage", ({ body }) => slackError(`no_${body.channel}`), { times: 1 });
    platform.respond("views.publish", slackRateLimit(7));
    platform.respond("views.open", drop);
    const client = webClient(platform);
    const post = () => client.chat.postMessage({ channel: "C1", text: "hello" });

    await expect(post()).rejects.toMatchObject({ data: { error: "no_C1" } });
    expect(await post()).toMatchObject({ ok: true, channel: "C1", message: { text: "hello" } });
    await expect(client.views.publish({ user_id: "U1", view: { type: "home", blocks: [] } })).rejects.toMatchObject({
      retryAfter: 7,
    });
    await expect(client.views.open({ trigger_id: "1", view: { type: "home", blocks: [] } })).rejects.toThrow();
  });

  test("can leave a call without an answer, and still closes", async () => {
    const platform = await slackPlatform();
    platform.respond("auth.test", hang);
    const hanging = webClient(platform).auth.test();
    hanging.catch(() => {});
    await platform.nextCall("auth.test");
    await platform.close();
    await expect(hanging).rejects.toThrow();
  });

  test("says what came instead of an awaited call", async () => {
    const platform = await slackPlatform();
    await webClient(platform).auth.test();
    await expect(platform.nextCall("chat.postMessage", 1)).rejects.toThrow(
      "No call of chat.postMessage within 1 ms. Recorded: auth.test.",
    );
  });
});
