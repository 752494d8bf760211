import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { discordPlatform } from "../support/discord-platform/discord-clients.ts";
import { createSigningKeys } from "../support/discord-platform/signed-interaction.ts";
import { world } from "../support/discord-platform/world.ts";
import { runPortcall, startPortcallProcess } from "../support/process/portcall-process.ts";

async function discordEnvironment() {
  const platform = await discordPlatform();
  const folder = await mkdtemp(join(tmpdir(), "portcall-discord-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const environment = {
    DISCORD_TOKEN: platform.token,
    DISCORD_APPLICATION_ID: world.applicationId,
    DISCORD_API_URL: platform.apiUrl,
    PORTCALL_STORE: `sqlite:${join(folder, "portcall.sqlite")}`,
  };
  return { platform, environment };
}

describe("npm run discord:register", () => {
  it("registers the commands once, in one server or everywhere", async () => {
    const { platform, environment } = await discordEnvironment();
    const register = (...args: string[]) => runPortcall(["discord", "register", ...args], { environment });
    const first = await register("--guild", world.guildId);
    expect([first.code, first.stdout]).toEqual([0, `Commands registered in server ${world.guildId}.\n`]);
    expect((await register("--guild", world.guildId)).stdout).toContain("already registered");
    expect((await register()).stdout).toBe("Commands registered everywhere.\n");
    expect(platform.requests.map(({ path }) => path)).toEqual([
      `/applications/${world.applicationId}/guilds/${world.guildId}/commands`,
      `/applications/${world.applicationId}/commands`,
    ]);
  });

  it("says what is wrong", async () => {
    const { environment } = await discordEnvironment();
    const run = (args: string[], changes: Record<string, string> = {}) =>
      runPortcall(["discord", "register", ...args], { environment: { ...environment, ...changes } });
    const refused = await run([], { DISCORD_TOKEN: "wrong" });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("DISCORD_TOKEN")]);
    const mistyped = await run(["--guild", "ours"]);
    expect([mistyped.code, mistyped.stderr]).toEqual([2, expect.stringContaining("--guild ID")]);
  });
});

describe("the whole process with Discord over HTTP", () => {
  it("answers signed requests and refuses others, without a gateway, and exits with 0", async () => {
    const { platform, environment } = await discordEnvironment();
    const keys = createSigningKeys();
    const over = { ...environment, DISCORD_PUBLIC_KEY: keys.publicKey, DISCORD_GATEWAY: "off" };
    const portcall = await startPortcallProcess(over);
    expect(portcall.output()).toContain("/discord/interactions");
    const url = `${portcall.address}/discord/interactions`;
    const query = { name: "query", type: 3 as const, value: "867" };
    const interaction = platform.chatInputInteraction({ name: "port", options: [query] });
    const answer = await (await keys.post(url, interaction)).json();
    expect(JSON.stringify(answer)).toContain("863–872");
    expect((await createSigningKeys().post(url, interaction)).status).toBe(401);
    expect(platform.connectionCount).toBe(0);
    expect(await portcall.stop()).toBe(0);
  });
});
