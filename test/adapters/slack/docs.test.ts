import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { StoreUnavailable } from "#core/host.ts";
import { BOT_SCOPES } from "../../../adapters/slack/manifest.ts";
import { readConfig } from "../../../src/app/config.ts";
import { drop } from "../../support/loopback/replies.ts";
import { signingSecret, slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../../support/slack-platform/signed-request.ts";
import { slackError } from "../../support/slack-platform/web-api.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import type { Options } from "./connect.ts";
import { overHttp, overSocket } from "./connect.ts";

const DOCS = readFileSync(new URL("../../../docs/slack.md", import.meta.url), "utf8");
const OAUTH: NonNullable<Options["access"]> = {
  via: "oauth",
  clientId: "client",
  clientSecret: "client secret",
  stateSecret: "a state secret",
  url: "https://portcall.test",
};

describe("docs/slack.md", () => {
  it("names commands that are answered", async () => {
    const commands = [...DOCS.matchAll(/`\/port ([^`]+?)`/g)].flatMap(([, text = ""]) =>
      text.startsWith("failed") ? [] : text,
    );
    expect(commands.length).toBeGreaterThan(3);
    const platform = await slackPlatform();
    const { send } = await overHttp(platform);
    for (const text of commands) {
      const { body } = await send(platform.slashCommand({ text }));
      expect(body, text).not.toMatch(/I didn’t understand that|Not a port number/);
    }
  });

  it("explains every requested scope, and no other", () => {
    const table = DOCS.slice(DOCS.indexOf("## Scopes"), DOCS.indexOf("## Many workspaces"));
    const named = [...table.matchAll(/^\| `([\w:]+)`/gm)].map(([, scope]) => scope);
    expect(named.sort()).toEqual([...BOT_SCOPES].sort());
  });

  it("quotes messages that Portcall really shows", async () => {
    const seen = (await everyMessage()).join("\n");
    const tables = DOCS.slice(DOCS.indexOf("## Troubleshooting"));
    const rows = [...tables.matchAll(/^\| (`.*?) +\|/gm)].map(([, first = ""]) => first);
    const own = rows.filter((row) => !row.includes("(Slack's)"));
    expect(own.length).toBeGreaterThan(12);
    for (const row of own) {
      for (const [, quoted = ""] of row.matchAll(/`([^`]+)`/g)) expect(seen, quoted).toContain(quoted);
    }
  });
});

/** The messages that the page quotes, each produced by Portcall. */
async function everyMessage(): Promise<string[]> {
  const platform = await slackPlatform();
  const { send, url, logger } = await overHttp(platform);
  const seen: string[] = [];
  const say = async (asked: Promise<{ body: string }>) => void seen.push((await asked).body);
  const command = (text: string) => platform.slashCommand({ text });
  await say(send(command("set workspace answers public")));
  const { teamId } = workspace;
  platform.respond("users.info", { body: { ok: true, user: { team_id: teamId, is_restricted: true } } });
  await say(send(platform.slashCommand({ text: "claim", user_id: "UGUEST" })));
  platform.respond("users.info", { body: { ok: false, error: "missing_scope" } });
  await say(send(platform.slashCommand({ text: "claim", user_id: "UUNKNOWN" })));
  for (let asked = 0; asked < 21; asked++) await say(send(command("867")));
  await signedRequest({ signingSecret: "another", url, body: command("867") });
  await send(command("867"), { timestamp: Math.floor(Date.now() / 1000) + 4000 });
  const replayed = command("22");
  const timestamp = Math.floor(Date.now() / 1000);
  for (let times = 0; times < 2; times++) await send(replayed, { timestamp });
  seen.push(...logger.lines.map(({ message }) => message));

  await send(
    platform.appMention({
      user: "U0002",
      text: "explain",
      files: [platform.attach("", { url_private: "https://example.org/" })],
    }),
  );
  seen.push(JSON.stringify((await platform.nextCall("chat.postEphemeral")).body));

  const excluded = await overHttp(platform);
  platform.respond("chat.postMessage", slackError("not_in_channel"), { times: 1 });
  await excluded.send(platform.appMention({ text: "867", user: "U0003" }));
  await excluded.adapter.stop();
  seen.push(...excluded.logger.lines.map(({ message }) => message));

  const broken = await overHttp(platform, { ask: () => Promise.reject(new Error("broken")) });
  await say(broken.send(command("867")));
  const many = await overHttp(platform, { access: OAUTH });
  await say(many.send(command("867")));
  const away = async () => Promise.reject(new StoreUnavailable());
  const lost = await overHttp(platform, { access: OAUTH, store: { ...memoryStore(), get: away } });
  await say(lost.send(command("867")));

  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const revoked = await overHttp(platform);
  platform.respond("auth.test", { body: { ok: false, error: "token_revoked" } }, { times: 1 });
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(revoked.logger.lines).not.toEqual([]));
  seen.push(...revoked.logger.lines.map(({ message }) => message));
  vi.useRealTimers();

  const failing = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      seen.push(String(error));
    }
  };
  const secret = { SLACK_SIGNING_SECRET: signingSecret };
  await failing(() => readConfig({ SLACK_BOT_TOKEN: "xoxb-1" }));
  await failing(() => readConfig({ SLACK_BOT_TOKEN: "xapp-1", ...secret }));
  await failing(() => readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xoxb-1" }));
  await failing(() => readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_CLIENT_ID: "1", ...secret }));
  await failing(() => overHttp({ ...platform, token: "xoxb-wrong" }));
  await failing(() => overSocket({ ...platform, appToken: "xapp-wrong" }));
  const socket = await overSocket(platform);
  await platform.nextSocket();
  platform.respond("apps.connections.open", { body: { ok: false, error: "invalid_auth" } });
  platform.disconnectSockets();
  seen.push(`Exiting: ${(await socket.lost).message}`);
  platform.respond("auth.test", drop);
  seen.push(...(await overHttp(platform)).logger.lines.map(({ message }) => message));
  return seen;
}
