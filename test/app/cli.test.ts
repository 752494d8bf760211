import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import type { Terminal } from "../../src/app/commands/command.ts";
import { defineCommand, flag, UsageError, valueOption } from "../../src/app/commands/command.ts";
import { COMMANDS } from "../../src/app/commands/commands.ts";
import { runCommandLine } from "../../src/app/commands/run.ts";
import { LIST_PACKAGES } from "../support/process/packages.ts";
import { runPortcall } from "../support/process/portcall-process.ts";

/** Runs a command line in this process. */
async function run(args: readonly string[], commands = COMMANDS) {
  const printed = { stdout: "", stderr: "" };
  const terminal: Terminal = {
    stdin: process.stdin,
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  };
  return { code: await runCommandLine(commands, "portcall 1.2.3", args, terminal), ...printed };
}

async function packagesLoadedBy(...args: string[]): Promise<string[]> {
  const environment = { NODE_OPTIONS: `--import ${LIST_PACKAGES.href}` };
  const { code, stderr } = await runPortcall(args, { environment });
  expect(code).toBe(0);
  return JSON.parse(stderr);
}

describe("portcall", () => {
  it.each(["--version", "-v", "version"])("prints its name and version for %s", async (arg) => {
    expect(await run([arg])).toEqual({ code: 0, stdout: "portcall 1.2.3\n", stderr: "" });
  });

  it.each([["help"], ["--help"], ["-h"]])("lists every command for %s", async (arg) => {
    const { code, stdout, stderr } = await run([arg]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(stdout.split("\n")).toContainEqual(expect.stringMatching(`^  ${name} +${summary}$`));
    }
    expect(stdout).toContain("Usage: portcall COMMAND");
  });

  it.each(Object.keys(COMMANDS))("prints help for %s with all its options, three ways", async (name) => {
    const words = name.split(" ");
    const { code, stdout, stderr } = await run(["help", ...words]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: portcall ${name}`);
    for (const option of Object.keys(COMMANDS[name]?.options ?? {})) expect(stdout).toContain(`  --${option}`);
    expect((await run([...words, "--help"])).stdout).toBe(stdout);
    expect((await run([...words, "--bogus", "-h"])).stdout).toBe(stdout);
  });

  it("lists the commands of a group", async () => {
    const { code, stdout } = await run(["help", "data"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/data update.+data check/s)]);
    expect(stdout).not.toContain("store copy");
    expect((await run(["data", "--help"])).stdout).toBe(stdout);
  });

  it.each([
    [[], "Which command?"],
    [["data"], "Which command: data update or data check?"],
    [["data", "destroy"], "Unknown command: data destroy\n"],
    [["aks", "867"], "Unknown command: aks. Did you mean: ask?"],
    [["dta", "update"], "Did you mean: data update?"],
    [["register"], "Did you mean: discord register?"],
    [["stor"], "Did you mean: store copy?"],
    [["https", "udp"], "Unknown command: https. To ask about it: portcall ask https udp\n"],
    [["867", "--bogus"], "Unknown option '--bogus'.\n"],
    [["constructor"], "Unknown command: constructor."],
    [["help", "nonsense"], "Unknown command: nonsense."],
    [["ask", "--bogus"], "Unknown option '--bogus'.\n"],
    [["start", "now"], "Unexpected argument: now"],
    [["store", "copy", "here"], "Missing TO."],
    [["data", "update", "--from"], "argument missing"],
  ])("exits with 2 on the command line %j and says what is wrong", async (args, words) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(stderr).toContain("Usage: portcall");
  });

  it("passes options and arguments to a command, including negative numbers", async () => {
    const seen: unknown[] = [];
    const echo = defineCommand({
      summary: "shows what it got",
      arguments: ["WORD…"],
      options: { loud: flag("shouts"), to: valueOption("WHOM", "talks to somebody") },
      examples: [],
      load: async () => async (values, words) => {
        seen.push({ ...values }, words);
        return 1;
      },
    });
    expect((await run(["echo", "--loud", "--to", "me", "port", "-1", "-2"], { echo })).code).toBe(1);
    expect((await run(["echo", "--", "--help"], { echo })).code).toBe(1);
    expect(seen).toEqual([{ loud: true, to: "me" }, ["port", "-1", "-2"], {}, ["--help"]]);
  });

  it("takes a number at the start for a question", async () => {
    const seen: unknown[] = [];
    const ask = defineCommand({
      summary: "shows what it got",
      arguments: ["QUESTION…"],
      options: { json: flag("prints JSON") },
      examples: [],
      load: async () => async (values, words) => {
        seen.push({ ...values }, words);
        return 0;
      },
    });
    expect((await run(["867", "udp", "--json"], { ask })).code).toBe(0);
    expect((await run(["-1"], { ask })).code).toBe(0);
    expect(seen).toEqual([{ json: true }, ["867", "udp"], {}, ["-1"]]);
  });

  it("prints errors that a command reports, and rethrows bugs", async () => {
    const definition = { summary: "fails", arguments: [], options: {}, examples: [] };
    const failing = (error: Error) => ({
      fail: defineCommand({ ...definition, load: async () => () => Promise.reject(error) }),
    });
    const wrong = await run(["fail"], failing(new UsageError("Not like this.")));
    expect(wrong).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^Not like this\.\n\nUsage: portcall fail/),
    });
    await expect(run(["fail"], failing(new TypeError("a bug")))).rejects.toThrow("a bug");
  });
});

describe("the program", () => {
  it("knows every command that the npm scripts call", async () => {
    const called = Object.values(manifest.scripts).flatMap(
      (script) => script.match(/(?<=(?:dist\/cli\.js|src\/app\/cli\.ts) ).+/) ?? [],
    );
    expect(Object.keys(COMMANDS)).toEqual(expect.arrayContaining(called));
  });

  it("loads no package for help, and no chat platform's for a question", async () => {
    expect(await packagesLoadedBy("help", "ask")).toEqual([]);
    for (const format of ["terminal", "slack", "discord"]) {
      const packages = await packagesLoadedBy("ask", "--as", format, "867");
      expect(packages).toContain("yaml");
      // There is nothing to log.
      expect(packages).not.toContain("pino");
      expect(packages).not.toContainEqual(expect.stringMatching(/^(?:@slack|@?discord)/));
    }
  });
});
