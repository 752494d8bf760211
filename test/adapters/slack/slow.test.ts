import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { fakeTimers } from "../../support/fake-timers.ts";
import type { Outcome } from "../../support/loopback/replies.ts";
import { drop, hang } from "../../support/loopback/replies.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { slackRateLimit } from "../../support/slack-platform/web-api.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { slowAsk } from "../../support/slow-ask.ts";
import { overHttp } from "./connect.ts";

const LABEL = { type: "plain_text", text: "Label" } as const;
const called = ({ calls }: SlackPlatform, name: string) => calls.filter(({ method }) => method === name);

describe("an answer that has to look up the asker", () => {
  it("follows an empty acknowledgement when Slack is slow", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    const acknowledged = Promise.withResolvers<void>();
    platform.respond("users.info", async () => {
      await acknowledged.promise;
      return { body: { ok: true, user: { id: "U", team_id: workspace.teamId, is_admin: true } } };
    });
    const text = "set workspace answers public";
    const timers = fakeTimers();
    const response = await timers.passUntil(send(platform.slashCommand({ text })));
    expect(response).toMatchObject({ status: 200, body: "" });
    acknowledged.resolve();
    const { body } = await platform.nextCall("response_url");
    expect(body.text).not.toContain("I couldn’t find out whether you’re a member");
    expect(JSON.parse((await send(platform.slashCommand({ text: "867" }))).body).response_type).toBe("in_channel");
  }, 10_000);

  it("is sent even if Slack never answers", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("users.info", hang);
    await send(platform.slashCommand({ text: "set workspace answers public" }));
    expect((await platform.nextCall("response_url")).body.text).toContain(
      "I couldn’t find out whether you’re a member",
    );
    expect(called(platform, "users.info")).toHaveLength(1);
  }, 10_000);

  it("does not delay the next one", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("users.info", slackRateLimit(4));
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    await platform.nextCall("users.info");
    // No timer fires from here on, so an answer that waits for one would never come.
    fakeTimers();
    await send(platform.appMention({ text: "22" }));
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 22");
  });
});

describe("a command whose form Slack does not open", () => {
  it("is answered with a card, and the reason is in the log", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    platform.respond("views.open", { body: { ok: false, error: "invalid_arguments" } });
    expect(await send(platform.slashCommand({ text: "claim 8867" }))).toMatchObject({ status: 200, body: "" });
    expect((await platform.nextCall("response_url")).body.text).toContain("claim");
    expect(logger.lines).toContainEqual({ level: "error", message: "A form could not be opened." });
  });

  it("is answered with a card even if Slack takes it only the second time", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("views.open", { body: { ok: false, error: "invalid_arguments" } });
    platform.respond("response_url", { status: 500, body: "" }, { times: 1 });
    await send(platform.slashCommand({ text: "claim 8867" }));
    await platform.nextCall("response_url");
    expect((await platform.nextCall("response_url")).body.text).toContain("claim 8867");
  });
});

describe("an answer to a click that is rate limited", () => {
  const click = (platform: SlackPlatform) =>
    platform.blockAction<ButtonAction>({ type: "button", action_id: "ask:0", value: "873", text: LABEL });
  const limited = { status: 429, headers: { "retry-after": "1" }, body: "" };

  it("is retried after the time in Retry-After", async () => {
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform);
    platform.respond("response_url", limited, { times: 2 });
    const timers = fakeTimers();
    await send(click(platform));
    expect((await platform.nextCall("response_url")).body.text).toContain("Port 873");
    for (const _retry of [1, 2]) {
      await timers.pass(1000);
      expect((await platform.nextCall("response_url")).body.text).toContain("Port 873");
    }
    expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("fails after three attempts", async () => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("response_url", { ...limited, headers: { "retry-after": "0.01" } }, { times: 3 });
    await send(click(platform));
    for (const _try of [1, 2, 3]) await platform.nextCall("response_url");
    expect((await platform.nextCall("response_url")).body.text).toContain("reference");
  });
});

it("a command whose connection is lost before the acknowledgement is answered by the response_url", async () => {
  const platform = await slackPlatform();
  const { ask, asked, release } = slowAsk();
  const { send, logger } = await overHttp(platform, { ask });
  const connection = new AbortController();
  const sent = send(platform.slashCommand({ text: "867" }), { signal: connection.signal }).catch(() => "lost");
  await asked;
  connection.abort();
  expect(await sent).toBe("lost");
  // Another request shows that the bot has seen the end of the first connection.
  await send(platform.urlVerification("after"));
  release();
  expect((await platform.nextCall("response_url")).body.text).toContain("Port 867");
  expect(logger.lines).toContainEqual({
    level: "error",
    message: expect.stringContaining("could not be acknowledged"),
  });
});

describe("a post whose response is lost", () => {
  const losses: readonly (readonly [string, Outcome])[] = [
    ["with the connection", drop],
    ["in Slack's own trouble", { status: 503, body: "" }],
  ];
  it.each(losses)("(%s) is not retried", async (_name, outcome) => {
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    platform.respond("chat.postMessage", outcome, { times: 1 });
    await send(platform.appMention({ text: "867" }));
    expect((await platform.nextCall("chat.postEphemeral")).body.text).toContain("reference");
    expect(called(platform, "chat.postMessage")).toHaveLength(1);
  });
});
