import { describe, expect, it } from "vitest";
import { ConfigurationError } from "#core/host.ts";
import { checkFeedbackTarget, readConfig } from "../../src/app/config.ts";
import type { Environment } from "../../src/app/environment.ts";
import { signingSecret } from "../support/slack-platform/bolt-clients.ts";

describe("the configuration", () => {
  it("listens on loopback only by default", () => {
    expect(readConfig({})).toEqual({
      host: "127.0.0.1",
      port: 8867,
      bookLimit: 5000,
      logLevel: "info",
      drain: 4,
      store: "sqlite:./var/portcall.sqlite",
      storeKeys: [],
      feedback: null,
      refresh: { mirror: null },
      metrics: null,
      health: null,
      hasPage: true,
      proxies: 0,
      ready: ["platforms"],
      slack: null,
      discord: null,
    });
  });

  it("treats an empty variable as unset", () => {
    expect(readConfig({ SLACK_BOT_TOKEN: "", DISCORD_TOKEN: " ", PORT: "" })).toEqual(readConfig({}));
  });

  it("refreshes the registry from IANA, from a mirror, or not at all", () => {
    const refresh = (value: string) => readConfig({ PORTCALL_REFRESH: value }).refresh;
    expect(refresh("on")).toEqual({ mirror: null });
    expect(refresh("off")).toBeNull();
    const mirror = "https://mirror.test/registry.xml";
    expect(refresh(mirror)).toEqual({ mirror });
  });

  it("serves metrics on loopback, or on the host that is set", () => {
    const metrics = (value: string) => readConfig({ PORTCALL_METRICS: value }).metrics;
    expect(metrics("9464")).toEqual({ host: "127.0.0.1", port: 9464 });
    expect(metrics("0.0.0.0:9464")).toEqual({ host: "0.0.0.0", port: 9464 });
    expect(metrics("[::]:9464")).toEqual({ host: "::", port: 9464 });
  });

  it("has a page where there is no platform to try it on, or where it is set", () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret };
    const hasPage = (environment: Environment) => readConfig(environment).hasPage;
    expect([hasPage({}), hasPage({ PORTCALL_PLAYGROUND: "off" })]).toEqual([true, false]);
    expect([hasPage(slack), hasPage({ ...slack, PORTCALL_PLAYGROUND: "on" })]).toEqual([false, true]);
  });

  it("serves health checks where they are set, and believes as many proxies as there are", () => {
    const { health, proxies } = readConfig({ PORTCALL_HEALTH_PORT: "0.0.0.0:8868", PORTCALL_PROXIES: "1" });
    expect([health, proxies]).toEqual([{ host: "0.0.0.0", port: 8868 }, 1]);
    expect(() => readConfig({ PORTCALL_PROXIES: "many" })).toThrow("PORTCALL_PROXIES must be a number");
  });

  it("is ready by its platforms, by the store too where that has the tokens, or by what is set", () => {
    const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "c", PORTCALL_URL: "https://portcall.test" };
    const ready = (environment: Environment) => readConfig(environment).ready;
    expect(ready({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret })).toEqual(["platforms"]);
    expect(ready({ ...oauth, SLACK_SIGNING_SECRET: signingSecret })).toEqual(["platforms", "reads"]);
    expect(ready({ PORTCALL_READY: "writes, platforms" })).toEqual(["platforms", "writes"]);
    expect(ready({ ...oauth, SLACK_SIGNING_SECRET: signingSecret, PORTCALL_READY: "none" })).toEqual([]);
  });

  it("takes keys for the store in hexadecimal and in base64, the newest first", () => {
    const [one, other] = [Buffer.alloc(32, 0xab), Buffer.alloc(32, 0xfb)];
    const keys = (PORTCALL_STORE_KEY: string) => readConfig({ PORTCALL_STORE_KEY }).storeKeys;
    expect(keys(`${one.toString("hex")}, ${other.toString("base64")}`)).toEqual([one, other]);
    expect(keys(other.toString("base64url"))).toEqual([other]);
  });

  it("connects Slack over HTTP with a signing secret, and over Socket Mode with an app-level token", () => {
    const http = readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret });
    expect(http.slack?.connection).toEqual({ via: "http", signingSecret });
    const socket = readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" });
    expect(socket.slack?.connection).toEqual({ via: "socket", appToken: "xapp-1" });
  });

  const discord = { DISCORD_TOKEN: "t", DISCORD_APPLICATION_ID: "123456789012345678" };

  it("connects Discord through the gateway, over HTTP, or both, with the shards of this process", () => {
    const publicKey = "ab".repeat(32);
    const config = (environment: Environment) => readConfig({ ...discord, ...environment }).discord;
    expect(config({})).toMatchObject({ publicKey: null, gateway: { shards: "auto" } });
    expect(config({ DISCORD_PUBLIC_KEY: publicKey })).toMatchObject({ publicKey, gateway: { shards: "auto" } });
    expect(config({ DISCORD_PUBLIC_KEY: publicKey, DISCORD_GATEWAY: "off" })?.gateway).toBeNull();
    expect(config({ DISCORD_SHARDS: "0-3/8" })?.gateway?.shards).toEqual({ ids: [0, 1, 2, 3], count: 8 });
    expect(config({ DISCORD_SHARDS: "0,2-3/4" })?.gateway?.shards).toEqual({ ids: [0, 2, 3], count: 4 });
  });

  it("accepts one workspace by its token, or many by OAuth", () => {
    expect(readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret }).slack?.access).toEqual({
      via: "token",
      botToken: "xoxb-1",
    });
    const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "c", PORTCALL_URL: "https://portcall.test" };
    expect(readConfig({ ...oauth, SLACK_SIGNING_SECRET: signingSecret }).slack?.access).toMatchObject({
      via: "oauth",
      clientId: "1.2",
      url: "https://portcall.test",
    });
  });

  it.each<[string, Environment]>([
    ["DISCORD_PUBLIC_KEY", { ...discord, DISCORD_GATEWAY: "off" }],
    ["DISCORD_PUBLIC_KEY", { ...discord, DISCORD_PUBLIC_KEY: "key" }],
    ["DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing", { DISCORD_PUBLIC_KEY: "ab".repeat(32) }],
    ["DISCORD_GATEWAY", { ...discord, DISCORD_GATEWAY: "no" }],
    ["DISCORD_SHARDS", { ...discord, DISCORD_SHARDS: "4" }],
    ["DISCORD_SHARDS", { ...discord, DISCORD_SHARDS: "4/4" }],
    ["DISCORD_SHARDS", { ...discord, DISCORD_SHARDS: "3-0/4" }],
    ["DISCORD_SHARDS", { ...discord, DISCORD_SHARDS: "1,1/4" }],
    ["PORTCALL_URL", { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "c", SLACK_SIGNING_SECRET: signingSecret }],
    [
      "SLACK_CLIENT_SECRET",
      { SLACK_CLIENT_ID: "1.2", PORTCALL_URL: "https://a.test", SLACK_SIGNING_SECRET: signingSecret },
    ],
    ["SLACK_CLIENT_ID", { SLACK_CLIENT_ID: "1.2", SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret }],
    ["PORTCALL_URL", { PORTCALL_URL: "http://portcall.test" }],
    ["SLACK_BOT_TOKEN", { SLACK_SIGNING_SECRET: signingSecret }],
    ["SLACK_BOT_TOKEN", { SLACK_APP_TOKEN: "xapp-1" }],
    ["SLACK_SIGNING_SECRET", { SLACK_BOT_TOKEN: "xoxb-1" }],
    ["SLACK_BOT_TOKEN", { SLACK_BOT_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: signingSecret }],
    ["SLACK_APP_TOKEN", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xoxb-1" }],
    ["DISCORD_TOKEN", { DISCORD_APPLICATION_ID: "123456789012345678" }],
    ["DISCORD_APPLICATION_ID", { DISCORD_TOKEN: "t" }],
    ["DISCORD_APPLICATION_ID", { DISCORD_TOKEN: "t", DISCORD_APPLICATION_ID: "portcall" }],
    ["SLACK_SIGNING_SECRET", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "abc" }],
    ["PORTCALL_STORE_KEY", { PORTCALL_STORE_KEY: "a password" }],
    ["PORTCALL_STORE_KEY", { PORTCALL_STORE_KEY: `${"ab".repeat(32)},` }],
    ["PORTCALL_STORE_KEY", { PORTCALL_STORE_KEY: "ab".repeat(31) }],
    ["PORTCALL_FEEDBACK", { ...discord, PORTCALL_FEEDBACK: "discord:general chat" }],
    ["PORT", { PORT: "eighty" }],
    ["PORT", { PORT: "65536" }],
    ["PORTCALL_DRAIN", { PORTCALL_DRAIN: "61" }],
    ["PORTCALL_DRAIN", { PORTCALL_DRAIN: "4s" }],
    ["PORTCALL_BOOK_LIMIT", { PORTCALL_BOOK_LIMIT: "0" }],
    ["PORTCALL_BOOK_LIMIT", { PORTCALL_BOOK_LIMIT: "many" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["SLACK_API_URL", { SLACK_API_URL: "slack.com" }],
    ["PORTCALL_READY", { PORTCALL_READY: "platforms,disk" }],
    ["PORTCALL_READY", { PORTCALL_READY: "none,reads" }],
    ["PORTCALL_METRICS", { PORTCALL_METRICS: "on" }],
    ["PORTCALL_METRICS", { PORTCALL_METRICS: "::1:9464" }],
    ["PORTCALL_METRICS", { PORTCALL_METRICS: "localhost:65536" }],
    ["PORTCALL_REFRESH", { PORTCALL_REFRESH: "daily" }],
    ["PORTCALL_REFRESH", { PORTCALL_REFRESH: "ftp://mirror.test/registry.xml" }],
    ["PORTCALL_REFRESH", { PORTCALL_REFRESH: "https://name:password@mirror.test/registry.xml" }],
  ])("names %s in what is wrong with %j", (variable, environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigurationError);
    expect(() => readConfig(environment)).toThrow(variable);
  });

  it("reports all errors at once, for every platform", () => {
    const environment = { PORT: "eighty", SLACK_BOT_TOKEN: "xoxb-1", DISCORD_TOKEN: "t", PORTCALL_FEEDBACK: "teams:1" };
    const wrong = ["PORT", "PORTCALL_FEEDBACK", "SLACK_SIGNING_SECRET", "DISCORD_APPLICATION_ID"];
    expect(() => readConfig(environment)).toThrow(new RegExp(wrong.map((name) => `^${name} `).join(".*"), "ms"));
  });

  it.each([{ PORTCALL_FEEDBACK: "discord:1" }, { ...discord, PORTCALL_FEEDBACK: "slack:C1" }])(
    "refuses to start with feedback for a platform that is not configured: %j",
    (environment) => {
      expect(() => checkFeedbackTarget(readConfig(environment))).toThrow(ConfigurationError);
    },
  );

  it("accepts a file or a platform's channel for feedback", () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signingSecret };
    const feedback = (PORTCALL_FEEDBACK: string) => readConfig({ ...slack, ...discord, PORTCALL_FEEDBACK }).feedback;
    expect(feedback("file:./a b.jsonl")).toEqual({ to: "file", path: "./a b.jsonl" });
    expect(feedback("slack:T1/C1")).toEqual({ to: "slack", channel: "T1/C1" });
    expect(feedback("discord:123")).toEqual({ to: "discord", channel: "123" });
  });
});
