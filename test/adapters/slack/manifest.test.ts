import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EVENTS_PATH } from "#adapters/slack/index.ts";
import { COMMAND } from "#adapters/slack/listeners/command.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../adapters/slack/manifest.json", import.meta.url), "utf8"));

describe("the Slack app's manifest", () => {
  it("names the command and the events that the code listens to, at the path that it serves", () => {
    const [command] = manifest.features.slash_commands;
    expect(command.command).toBe(COMMAND);
    expect(new URL(command.url).pathname).toBe(EVENTS_PATH);
    expect(new URL(manifest.settings.event_subscriptions.request_url).pathname).toBe(EVENTS_PATH);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(["app_mention"]);
  });

  it("asks for the scopes these need and no more", () => {
    expect(manifest.oauth_config.scopes).toEqual({ bot: ["app_mentions:read", "chat:write", "commands"] });
  });
});
