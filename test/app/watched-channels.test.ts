import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Store } from "#core/host.ts";
import { createWatchNotifier } from "../../src/app/watch-notifier.ts";
import { overHttp } from "../adapters/slack/connect.ts";
import { connectedDiscord } from "../support/discord-platform/connected.ts";
import { missingAccess } from "../support/discord-platform/rest-errors.ts";
import { world } from "../support/discord-platform/world.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { knowledge } from "../support/registry/committed.ts";
import { newerRegistry, newRow } from "../support/registry/newer-registry.ts";
import { slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { slackError } from "../support/slack-platform/web-api.ts";
import { workspace } from "../support/slack-platform/workspace.ts";
import { memoryStore } from "../support/store/memory-store.ts";
import { teamServicesIn } from "../support/team-services.ts";

const NEWER = newerRegistry("2026-09-11", [newRow(867, "foo")]);
const MESSAGES = `POST /channels/${world.channelId}/messages`;

/** Both platforms over one store, and what tells their channels. */
async function bothPlatforms(store: Store = memoryStore()) {
  const ask = createAsk(knowledge, teamServicesIn(store));
  const slack = await slackPlatform();
  const overSlack = await overHttp(slack, { ask, store });
  const discord = await connectedDiscord({ ask, store });
  const notify = createWatchNotifier({
    store,
    adapters: [overSlack.adapter, discord.adapter],
    clock: { now: () => Date.parse("2026-09-12") },
    timers: { setTimeout: (then) => queueMicrotask(then), clearTimeout: () => {} },
    logger: recordingLogger(),
  });
  const posts = () => slack.calls.filter(({ method }) => method === "chat.postMessage");
  return {
    slack,
    discord,
    sayInSlack: async (text: string, more = {}) => (await overSlack.send(slack.slashCommand({ text, ...more }))).body,
    tell: () => notify(NEWER, new AbortController().signal),
    posts,
    messages: () => discord.platform.requests.filter(({ method, path }) => `${method} ${path}` === MESSAGES),
  };
}

describe("a channel that watches a port", () => {
  it("is told in Slack and in Discord, with a card", async () => {
    const { sayInSlack, discord, tell, posts, messages } = await bothPlatforms();
    expect(await sayInSlack("watch 867")).toContain("Watching 867");
    expect((await discord.port("watch 867")).data.content).toContain("Watching 867");
    await tell();
    await tell();
    expect(posts().map(({ body }) => [body.channel, body.blocks?.[0]])).toEqual([
      [workspace.channelId, expect.objectContaining({ type: "header" })],
    ]);
    expect(JSON.stringify(posts()[0]?.body)).toContain("New: 867 (tcp) foo");
    expect(messages().map(({ body }) => JSON.stringify(body))).toEqual([
      expect.stringContaining("867 \\\\(tcp\\\\) foo"),
    ]);
  });

  it("is unwatched once Slack says that it is gone, or Discord that Portcall may not post there", async () => {
    const { slack, sayInSlack, discord, tell } = await bothPlatforms();
    await sayInSlack("watch 867");
    await discord.port("watch 867");
    slack.respond("chat.postMessage", slackError("is_archived"));
    discord.platform.respond("POST /channels/:channel/messages", missingAccess);
    await tell();
    expect(await sayInSlack("watches")).toContain("watches nothing");
    expect(JSON.stringify((await discord.port("watches")).data)).toContain("watches nothing");
  });

  it("is kept if Portcall isn't a member yet, and told once it is", async () => {
    const { slack, sayInSlack, tell, posts } = await bothPlatforms();
    await sayInSlack("watch 867");
    slack.respond("chat.postMessage", slackError("not_in_channel"), { times: 1 });
    await tell();
    await tell();
    expect(posts()).toHaveLength(2);
  });
});

describe("direct messages", () => {
  it("are told as the person's own in Slack, even those between others", async () => {
    const { sayInSlack, tell, posts } = await bothPlatforms();
    await sayInSlack("watch 867", { channel_id: "D0OTHERS" });
    await tell();
    expect(posts().map(({ body }) => body.channel)).toEqual([workspace.userId]);
    await sayInSlack("forget me");
    expect(await sayInSlack("watches", { channel_id: "D0OTHERS" })).toContain("watches nothing");
  });

  it("are told in Discord", async () => {
    const { discord, tell } = await bothPlatforms();
    await discord.port("watch 867", { guildId: null });
    await tell();
    expect(discord.platform.requests.map(({ path }) => path)).toContain(`/channels/${world.dmChannelId}/messages`);
  });
});

it("a channel of Discord where Portcall may not post can't watch", async () => {
  const { discord } = await bothPlatforms();
  const interaction = discord.platform.chatInputInteraction({
    name: "port",
    options: [{ name: "query", type: 3, value: "watch 867" }],
  });
  const { data } = await discord.answerTo({ ...interaction, app_permissions: "0" });
  expect(JSON.stringify(data)).toContain("I can’t post here without being asked");
});
