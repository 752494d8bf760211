import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { isFull } from "../support/test-size.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "portcall-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCES = [
  ...["package.json", ".npmrc", "README.md", "LICENSE", "tsconfig.json", "tsconfig.types.json", "rolldown.config.ts"],
  ...["src", "adapters", "scripts"],
];

const CONSUMER = `
import type { PortAnswer } from "portcall";
import { loadPorts } from "portcall";
const lookUp = await loadPorts();
const answer: PortAnswer = lookUp(443, "tcp");
const state: "assigned" | "unassigned" | "reserved" | "withdrawn" | "unlisted" | "dynamic" = answer.state;
// @ts-expect-error a port is a number
export const wrong = () => lookUp("443");
console.log(state, answer.range.name);
`;

describe.skipIf(!isFull)("the package (npm run test:full packs it)", () => {
  const tarball = join(folder, `portcall-${manifest.version}.tgz`);

  beforeAll(async () => {
    // A copy, because packing makes the build anew, which other tests may be using.
    const copy = join(folder, "sources");
    for (const name of [...SOURCES, ...manifest.files.filter((each) => existsSync(join(ROOT, each)))]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    await run("npm", ["pack", "--pack-destination", folder], { cwd: copy });
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    await run("npm", ["install", "--offline", "--ignore-scripts", tarball], { cwd: folder });
  });

  it("is smaller than 1.5 MB, and has its licence and where its data come from", async () => {
    expect(statSync(tarball).size).toBeLessThan(1_500_000);
    const { stdout } = await run("tar", ["-tzf", tarball]);
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining(
        ["LICENSE", "README.md", "data/SOURCE.md", "data/software/README.md", "dist/THIRD-PARTY.txt"].map(
          (name) => `package/${name}`,
        ),
      ),
    );
    expect(stdout).not.toMatch(/package\/(?:src|adapters|test|bench)\//);
  });

  it("answers in an empty folder, and leaves nothing there", async () => {
    const { stdout } = await run("npx", ["--offline", "portcall", "867"], { cwd: folder });
    expect(stdout).toContain("Port 867 · unassigned");
    await expect(run("ls", ["var"], { cwd: folder })).rejects.toThrow();
  });

  it("is a library whose types a strict project takes", async () => {
    writeFileSync(join(folder, "consumer.ts"), CONSUMER);
    const options = ["--module", "nodenext", "--moduleResolution", "nodenext", "--strict", "--target", "es2024"];
    const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
    const tsc = join(ROOT, "node_modules/.bin/tsc");
    await run(tsc, [...options, ...types, "--outDir", "out", "consumer.ts"], { cwd: folder }).catch(({ stdout }) => {
      throw new Error(stdout);
    });
    const { stdout } = await run(process.execPath, [join(folder, "out/consumer.js")]);
    expect(stdout).toBe("assigned system\n");
  });
});
