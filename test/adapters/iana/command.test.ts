import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROGRAM } from "../../support/process/program.ts";
import { createFolder, csvOf, PLAUSIBLE_ROWS } from "./support.ts";

const index = new URL("../../../adapters/iana/index.ts", import.meta.url).href;

function run(args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });
}

describe("the data command", () => {
  it("updates and checks a data folder", async () => {
    const data = await createFolder();
    const from = join(data, "source.csv");
    await writeFile(from, csvOf(PLAUSIBLE_ROWS));
    const dates = ["--date", "2026-08-17", "--retrieved", "2026-11-21"];
    const updated = await run([PROGRAM, "data", "update", "--data", data, "--from", from, ...dates]);
    expect(updated).toMatchObject({ status: 0, err: "" });
    expect(updated.out).toContain("Read 200 records of 2026-08-17 (given by hand), CSV.\n");
    const checked = await run([PROGRAM, "data", "check", "--data", data, "--from", from]);
    expect(checked).toMatchObject({ status: 0, err: "" });
    expect(checked.out).toContain("byte for byte");
  });

  it("exits with 1 and the reason on stderr when a source is refused", async () => {
    const data = await createFolder();
    const from = join(data, "source.csv");
    await writeFile(from, csvOf([...PLAUSIBLE_ROWS, "bad,70000,tcp,Bad,,,,,,,,"]));
    const result = await run([PROGRAM, "data", "update", "--data", data, "--from", from]);
    expect(result).toMatchObject({ status: 1, out: "" });
    expect(result.err).toContain('Record 201 of the registry source: "70000" is beyond the last port number.\n');
    expect(await readdir(data)).toEqual(["source.csv"]);
  });

  it.each([
    [[], "Which command: data update or data check?"],
    [["destroy"], "Unknown command: data destroy"],
    [["update", "--bogus"], "--bogus"],
    [["update", "--date", "August"], '"August" is not a date'],
    [["check", "--url", "file:///etc/hosts"], "is not an http or https URL"],
    [["check", "--from", "x", "--offline"], "--from and --offline cannot be used together"],
  ])("explains its use when called with %j", async (args, words) => {
    const result = await run([PROGRAM, "data", ...args]);
    expect(result).toMatchObject({ status: 2, out: "" });
    expect(result.err).toContain(words);
    expect(result.err).toContain("Usage:");
  });
});

describe("the adapter's index", () => {
  it("loads no parser, because a running bot needs none", async () => {
    const script = `
      import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ resolve(specifier, context, next) { seen.push(specifier); return next(specifier, context); } });
      await import(${JSON.stringify(index)});
      process.stdout.write(JSON.stringify(seen));`;
    const { out } = await run(["--input-type=module", "--eval", script]);
    expect(out).toContain("./snapshot.ts");
    expect(out).not.toMatch(/csv-parse|saxes|read-source|update\.ts|check\.ts/);
  });
});
