import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { discordPlatform } from "../support/discord-platform/discord-clients.ts";
import { world } from "../support/discord-platform/world.ts";
import { expectAnswersOnBoth, loopbackPlatforms } from "../support/process/loopback-platforms.ts";
import type { PortcallProcess } from "../support/process/portcall-process.ts";
import { runPortcall, startPortcallProcess } from "../support/process/portcall-process.ts";
import { PROGRAM } from "../support/process/program.ts";
import { signingSecret, slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";

describe("the whole process with nothing configured", () => {
  it("prints the status, serves the page and the health checks, and exits with 0", async () => {
    const portcall = await startPortcallProcess();
    expect(portcall.output()).toContain("SLACK_BOT_TOKEN");
    expect(portcall.output()).toContain("DISCORD_TOKEN");

    const health = await fetch(`${portcall.address}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    const ready = await fetch(`${portcall.address}/readyz`);
    expect(await ready.json()).toEqual({
      ready: true,
      failing: [],
      version: manifest.version,
      store: { reads: true, writes: true, fault: null, since: null },
      platforms: {
        slack: { status: "not configured", counts: {} },
        discord: { status: "not configured", counts: {} },
      },
      registry: { updated: "2026-08-17", ageInDays: expect.any(Number), isOutdated: expect.any(Boolean) },
    });
    const page = await (await fetch(`${portcall.address}/?q=867`)).text();
    expect(page).toContain("863–872");
    expect(page).toContain("Block Kit JSON");
    expect((await fetch(`${portcall.address}/slack/events`, { method: "POST" })).status).toBe(404);
    expect(await portcall.stop()).toBe(0);
  });

  it("serves health checks apart from everything else, and no page where none is wanted", async () => {
    const portcall = await startPortcallProcess({ PORTCALL_HEALTH_PORT: "0", PORTCALL_PLAYGROUND: "off" });
    const health = /Health\s+(http:\S+)/.exec(portcall.output())?.[1];
    expect((await fetch(`${health}healthz`)).status).toBe(200);
    expect((await fetch(`${health}readyz`)).status).toBe(200);
    expect((await fetch(`${health}api/v1/answer?q=867`)).status).toBe(404);
    for (const path of ["/", "/page.js", "/my/map/867.svg", "/healthz", "/readyz"]) {
      expect([path, (await fetch(`${portcall.address}${path}`)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${portcall.address}/api/v1/answer?q=867`)).status).toBe(200);
    expect(await portcall.stop()).toBe(0);
  });

  it("escapes the query on the page", async () => {
    const portcall = await startPortcallProcess();
    const hostile = `"><script>alert(1)</script>`;
    const page = await (await fetch(`${portcall.address}/?q=${encodeURIComponent(hostile)}`)).text();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&quot;&gt;&lt;script&gt;");
  });
});

describe("the whole process on loopback platforms", () => {
  it("connects to both, answers on both, and exits with 0", async () => {
    const platforms = await loopbackPlatforms();
    const portcall = await startPortcallProcess(platforms.environment);
    const ready = await (await fetch(`${portcall.address}/readyz`)).json();
    expect(ready).toMatchObject({
      ready: true,
      failing: [],
      platforms: {
        slack: { status: "connected" },
        discord: { status: "connected", counts: { shards: 1, readyShards: 1, reconnects: 0, rateLimits: 0 } },
      },
    });

    await expectAnswersOnBoth(portcall, platforms);

    expect(await portcall.stop()).toBe(0);
    expect(portcall.output()).not.toContain(platforms.slack.token);
    const logged = portcall.output().match(/^\{.*"Portcall (?:started|stopping|stopped)\.".*$/gm) ?? [];
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "Portcall started.", version: manifest.version, slack: "connected", discord: "connected" },
      { msg: "Portcall stopping.", version: manifest.version, signal: "SIGTERM" },
      { msg: "Portcall stopped." },
    ]);
  });
});

describe("the whole process while a platform is out of reach", () => {
  it("starts, answers on the other platform, and connects when it can", async () => {
    const { slack, discord, environment } = await loopbackPlatforms();
    const { port } = new URL(slack.apiUrl);
    await slack.close();
    const portcall = await startPortcallProcess(environment);
    expect(portcall.output()).toContain("Slack      not reached yet, still connecting over HTTP");
    const ready = await fetch(`${portcall.address}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { platforms: { slack: { status: "disconnected" }, discord: { status: "connected" } } },
    ]);
    discord.dispatch("MESSAGE_CREATE", discord.mentionMessage({ content: "what is on 867?" }));
    await discord.nextRequest("POST /channels/:id/messages");

    await slackPlatform({ port: Number(port), tokens: [slack.token] });
    const url = `${portcall.address}/readyz`;
    await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200), { timeout: 20_000, interval: 50 });
    expect(await portcall.stop()).toBe(0);
    expect(portcall.output().match(/could not be reached/g)).toHaveLength(1);
  });
});

/** Resolves when the process ends: its end closes an open connection. */
async function endOf({ address }: PortcallProcess): Promise<{ promise: Promise<unknown> }> {
  const { hostname, port } = new URL(address);
  const socket = createConnection(Number(port), hostname);
  await once(socket, "connect");
  const promise = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
  socket.resume();
  return { promise };
}

describe("a connection that Discord closes permanently", () => {
  it("ends the process with 1 and a line that says so", async () => {
    const discord = await discordPlatform();
    const portcall = await startPortcallProcess({
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: world.applicationId,
      DISCORD_API_URL: discord.apiUrl,
    });
    const ended = await endOf(portcall);
    discord.closeConnections(4014);
    await ended.promise;
    expect(await portcall.stop()).toBe(1);
    expect(portcall.output()).toContain("Exiting: Discord refused the intents");
  });
});

describe("a connection that Slack closes permanently", () => {
  it("ends the process with 1 and a line that says so", async () => {
    const slack = await slackPlatform();
    const portcall = await startPortcallProcess({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    const ended = await endOf(portcall);
    await slack.nextSocket();
    slack.respond("apps.connections.open", () => ({ body: { ok: false, error: "invalid_auth" } }));
    slack.disconnectSockets({ reason: "refresh_requested" });
    await ended.promise;
    expect(await portcall.stop()).toBe(1);
    expect(portcall.output()).toContain("Exiting: Slack refused SLACK_APP_TOKEN: An API error occurred: invalid_auth");
  });
});

describe("the whole process for many Slack workspaces", () => {
  it("serves the installation page and sends other workspaces the link", async () => {
    const slack = await slackPlatform();
    const portcall = await startPortcallProcess({
      SLACK_CLIENT_ID: "client",
      SLACK_CLIENT_SECRET: "client secret",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PORTCALL_URL: "https://portcall.test",
    });
    expect(portcall.output()).toContain("https://portcall.test/slack/install");
    const page = await fetch(`${portcall.address}/slack/install`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("oauth/v2/authorize")]);
    const url = `${portcall.address}/slack/events`;
    const { body } = await signedRequest({ signingSecret, url, body: slack.slashCommand({ text: "867" }) });
    expect(JSON.parse(body).text).toContain("not installed");
    expect(await portcall.stop()).toBe(0);
  });
});

describe("a configuration that cannot work", () => {
  const start = (environment: Record<string, string>) => runPortcall(["start"], { environment });

  it("that is incomplete exits with 1 and names the variable", async () => {
    const { code, stderr } = await start({ PORT: "0", SLACK_BOT_TOKEN: "xoxb-1" });
    expect(code).toBe(1);
    expect(stderr).toContain("SLACK_SIGNING_SECRET");
    expect(stderr).not.toContain("    at ");
  });

  it("with tokens the platforms reject exits with 1 and names the variable", async () => {
    const slack = await slackPlatform();
    const discord = await discordPlatform();
    const asSlack = await start({
      PORT: "0",
      SLACK_BOT_TOKEN: "xoxb-wrong",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    expect([asSlack.code, asSlack.stderr]).toEqual([1, expect.stringContaining("SLACK_BOT_TOKEN")]);
    expect(asSlack.stderr).not.toContain("xoxb-wrong");
    const asDiscord = await start({
      PORT: "0",
      DISCORD_TOKEN: "wrong",
      DISCORD_APPLICATION_ID: world.applicationId,
      DISCORD_API_URL: discord.apiUrl,
    });
    expect([asDiscord.code, asDiscord.stderr]).toEqual([1, expect.stringContaining("DISCORD_TOKEN")]);
  });

  it("with a token that only the gateway rejects exits with 1 and names the variable", async () => {
    const discord = await discordPlatform();
    const gateway = await (
      await fetch(`${discord.apiUrl}/v10/gateway/bot`, { headers: { authorization: `Bot ${discord.token}` } })
    ).json();
    discord.respond("GET /gateway/bot", () => ({ body: gateway }));
    const { code, stderr } = await start({
      PORT: "0",
      DISCORD_TOKEN: "wrong",
      DISCORD_APPLICATION_ID: world.applicationId,
      DISCORD_API_URL: discord.apiUrl,
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining("DISCORD_TOKEN")]);
  });

  it("with a port in use exits with 1 and says so", async () => {
    const portcall = await startPortcallProcess();
    const { code, stderr } = await start({ PORT: new URL(portcall.address).port });
    expect([code, stderr]).toEqual([1, expect.stringContaining("is in use")]);
  });
});

describe("the terminal", () => {
  const ask = (args: string[], input?: string) => runPortcall(["ask", ...args], input === undefined ? {} : { input });

  it("prints the card, the answer and the platforms' payloads", async () => {
    expect((await ask(["867"])).stdout).toContain("Port 867 · unassigned");
    expect(JSON.parse((await ask(["--json", "867"])).stdout)).toMatchObject({ kind: "port", port: 867 });
    const slack = JSON.parse((await ask(["--as", "slack", "867 public"])).stdout);
    expect(slack).toMatchObject({ response_type: "in_channel", blocks: expect.anything() });
    const discord = JSON.parse((await ask(["--as", "discord", "867"])).stdout);
    expect(discord).toMatchObject({ flags: 64, embeds: expect.anything(), components: expect.anything() });
  });

  it("answers one query a line with one JSON object a line", async () => {
    const { stdout } = await ask(["--stdin"], "867\n\n-1\nudp 53\n");
    const kinds = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).kind);
    expect(kinds).toEqual(["port", "help", "invalid", "port"]);
  });

  it("exits quietly if its output is closed", async () => {
    const root = new URL("../../", import.meta.url);
    const child = spawn(process.execPath, [PROGRAM, "ask", "--stdin"], {
      cwd: root,
      env: { ...process.env, PORTCALL_STORE: "sqlite::memory:" },
      stdio: "pipe",
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdin.on("error", () => {});
    const closed = once(child, "close");
    child.stdin.write("867\n");
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.stdin.end("22\n80\n".repeat(500));
    expect([(await closed)[0], stderr]).toEqual([0, ""]);
  });

  it.skipIf(!existsSync("/dev/full"))("says so where its output cannot be written, and ends with 1", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [PROGRAM, "ask", "22"], {
      cwd: new URL("../../", import.meta.url),
      env: { ...process.env, PORTCALL_STORE: "sqlite::memory:" },
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    expect((await once(child, "close"))[0]).toBe(1);
    expect(stderr).toContain("ENOSPC");
  });

  it("takes no settings from a folder named .env, which may be a Python environment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcall-env-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, ".env"));
    expect(await runPortcall(["22"], { folder })).toMatchObject({ code: 0, stderr: "" });
  });

  it.skipIf(!existsSync("/proc/self/mem"))("says that it cannot read a file named .env", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcall-env-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // Nobody can read it, not even root.
    symlinkSync("/proc/self/mem", join(folder, ".env"));
    const { code, stderr } = await runPortcall(["22"], { folder });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The file \.env in .+ cannot be read\. .+\n$/)]);
  });

  it("reads -1 as a question, and prints its usage on a wrong option", async () => {
    const negative = await ask(["--json", "-1"]);
    expect([negative.code, JSON.parse(negative.stdout).reason]).toEqual([1, "below-0"]);
    const wrong = await ask(["--as", "teams", "867"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("slack, discord")]);
  });
});
