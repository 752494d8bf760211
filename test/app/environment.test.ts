import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ConfigurationError } from "#core/host.ts";
import { readConfig, unknownVariables, VARIABLE_NAMES } from "../../src/app/config.ts";
import { startPortcallProcess } from "../support/process/portcall-process.ts";
import { PROGRAM } from "../support/process/program.ts";

const projectFile = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("secrets in files", () => {
  let folder: string;
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portcall-secrets-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are read for every variable of Portcall's own, without the line end", () => {
    const config = readConfig({
      SLACK_BOT_TOKEN_FILE: file("token", "xoxb-1\n"),
      SLACK_APP_TOKEN_FILE: file("app", "xapp-1"),
      PORTCALL_STORE_FILE: file("store", "postgres://me:p@db.test/portcall\r\n"),
    });
    expect(config.slack).toMatchObject({
      access: { botToken: "xoxb-1" },
      connection: { via: "socket", appToken: "xapp-1" },
    });
    expect(config.store).toBe("postgres://me:p@db.test/portcall");
    expect(readConfig({ HOST_FILE: file("host", "0.0.0.0") }).host).toBe("127.0.0.1");
  });

  it.each<[what: string, environment: () => Record<string, string>, words: RegExp]>([
    [
      "beside the variable itself",
      () => ({ DISCORD_TOKEN: "t", DISCORD_TOKEN_FILE: file("t", "t") }),
      /^DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set/m,
    ],
    [
      "that are missing",
      () => ({ DISCORD_TOKEN_FILE: join(folder, "none") }),
      /^DISCORD_TOKEN_FILE cannot.*ENOENT.*none/m,
    ],
    ["that are empty", () => ({ PORTCALL_STORE_FILE: file("empty", "\n") }), /^PORTCALL_STORE_FILE names .*empty/m],
  ])("are refused, with the other errors, where they are in files %s", (_, environment, words) => {
    const read = () => readConfig({ ...environment(), PORT: "eighty" });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(words);
    expect(read).toThrow(/^PORT must be/m);
  });
});

describe("a variable that Portcall does not read", () => {
  it.each([
    ["PORTCALL_STOR", "PORTCALL_STORE"],
    ["SLACK_SIGNIN_SECRET", "SLACK_SIGNING_SECRET"],
    ["DISCORD_TOKEN_FIEL", "DISCORD_TOKEN_FILE"],
    ["PORTCALL_COLOUR_OF_CARDS", null],
  ])("is found, with the one that is meant: %s", (name, nearest) => {
    expect(unknownVariables({ [name]: "x" })).toEqual([{ name, nearest }]);
  });

  it("is not one that it reads, that is another program's, or that Kubernetes sets for a service", () => {
    const read = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, "x"]));
    const others = { SLACK_BOT_TOKEN_FILE: "x", PATH: "/bin", NODE_OPTIONS: "", SLACKER: "x" };
    const kubernetes = {
      PORTCALL_SERVICE_HOST: "10.0.0.1",
      PORTCALL_SERVICE_PORT_HTTP: "8867",
      PORTCALL_PORT: "tcp://10.0.0.1:8867",
      PORTCALL_PORT_8867_TCP_ADDR: "10.0.0.1",
    };
    expect(unknownVariables({ ...read, ...others, ...kubernetes })).toEqual([]);
  });

  it("is named in the log at the start, without its value", async () => {
    const portcall = await startPortcallProcess({ PORTCALL_STOR: "redis://:hunter2@cache" });
    await portcall.stop();
    expect(portcall.output()).toMatch(/"level":40.*PORTCALL_STOR is not a setting.*Did you mean PORTCALL_STORE\?/);
    expect(portcall.output()).not.toContain("hunter2");
  });
});

describe("the settings", () => {
  it("are all in .env.example, which names nothing else", () => {
    const named = projectFile(".env.example").matchAll(/^#? ?([A-Z_]+)=/gm);
    expect([...named].map(([, name]) => name).sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it("are all in the documentation", () => {
    const documentation = ["docs/settings.md", "docs/operations.md", "docs/slack.md", "docs/discord.md"]
      .map(projectFile)
      .join();
    expect(VARIABLE_NAMES.filter((name) => !documentation.includes(`\`${name}\``))).toEqual([]);
  });

  it("are read from .env in the working folder, unless they are set", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcall-dotenv-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, ".env"), "PORTCALL_STORE=mysql://\nPORT=eighty\n");
    const started = (environment: Record<string, string>) =>
      promisify(execFile)(process.execPath, [PROGRAM, "feedback"], { cwd: folder, env: environment });
    await expect(started({})).rejects.toThrow(/PORT must be/);
    await expect(started({ PORT: "0" })).rejects.toThrow(/PORTCALL_STORE begins with mysql/);
    expect((await started({ PORT: "0", PORTCALL_STORE: "sqlite::memory:" })).stdout).toBe("No feedback yet.\n");
  });
});
