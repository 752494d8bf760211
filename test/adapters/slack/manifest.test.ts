import { readFileSync } from "node:fs";
import { App } from "@slack/bolt";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { MANIFEST } from "../../../adapters/slack/manifest.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { overHttp } from "./connect.ts";

const { features, oauth_config, settings, display_information: shown } = MANIFEST;

describe("the Slack app's manifest", () => {
  it("equals the file that people paste into Slack", () => {
    const file = new URL("../../../adapters/slack/manifest.json", import.meta.url);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(MANIFEST);
  });

  it("names exactly the events, commands and shortcuts that the code listens to", async () => {
    const names = <Call extends readonly unknown[]>(calls: readonly Call[]) => calls.map(([first]) => first).sort();
    const [event, shortcut] = [vi.spyOn(App.prototype, "event"), vi.spyOn(App.prototype, "shortcut")];
    onTestFinished(() => void vi.restoreAllMocks());
    const platform = await slackPlatform();
    const { adapter, send } = await overHttp(platform);
    const listened = names(event.mock.calls).map((name) => (name === "message" ? "message.im" : name));
    expect(listened.sort()).toEqual([...settings.event_subscriptions.bot_events].sort());
    for (const { command } of features.slash_commands) {
      expect((await send(platform.slashCommand({ command, text: "867" }))).body).toContain("Port 867");
    }
    expect(names(shortcut.mock.calls)).toEqual(
      features.shortcuts.map(({ callback_id, type }) => ({
        callback_id,
        type: type === "message" ? "message_action" : "shortcut",
      })),
    );
    const paths = [settings.event_subscriptions, settings.interactivity, ...features.slash_commands].map(
      (each) => new URL("request_url" in each ? each.request_url : each.url).pathname,
    );
    for (const path of paths) expect(adapter.mounts.has(path)).toBe(true);
  });

  it("requests only the scopes that these need", () => {
    const { bot, bot_optional } = oauth_config.scopes;
    expect(bot).toEqual(["app_mentions:read", "chat:write", "commands", "files:read", "im:history", "users:read"]);
    expect(bot_optional).toEqual(["files:read", "im:history", "users:read"]);
  });

  it("keeps Slack's limits", () => {
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.long_description.length).toBeGreaterThanOrEqual(175);
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
});
