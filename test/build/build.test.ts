import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { bytesOf, csvOf, PLAUSIBLE_ROWS } from "../adapters/iana/support.ts";
import { expectAnswersOnBoth, loopbackPlatforms } from "../support/process/loopback-platforms.ts";
import { LIST_PACKAGES } from "../support/process/packages.ts";
import { runPortcall, runToEnd, startPortcallProcess } from "../support/process/portcall-process.ts";
import { PROGRAM, SOURCES } from "../support/process/program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "dist");

function filesOfBuild() {
  const files = readdirSync(DIST, { withFileTypes: true }).filter((file) => file.isFile());
  return files.map(({ name }) => [name, readFileSync(join(DIST, name), "utf8")] as const);
}

async function packagesLoadedBy(args: readonly string[]): Promise<string[]> {
  const environment = { NODE_OPTIONS: `--import ${LIST_PACKAGES.href}` };
  const { code, stderr } = await runPortcall(args, { environment });
  expect(code).toBe(0);
  return JSON.parse(stderr);
}

describe("the build", () => {
  it("prints the version of package.json", async () => {
    expect(join(ROOT, manifest.bin.portcall)).toBe(PROGRAM);
    const { stdout } = await promisify(execFile)(PROGRAM, ["--version"]);
    expect(stdout).toBe(`portcall ${manifest.version}\n`);
  });

  it.each([["867"], ["--json", "867 more"], ["--as", "slack", "https"], ["--as", "discord", "867"], ["redos"]])(
    "answers %j byte for byte as the sources do",
    async (...args) => {
      const built = await runPortcall(["ask", ...args]);
      expect(built.stdout).not.toBe("");
      expect(built).toEqual(await runToEnd(SOURCES, ["ask", ...args]));
    },
  );

  it("reads pasted YAML and XML", async () => {
    const paste = "services:\n  web:\n    ports:\n      - 8080:80\n";
    const built = await runPortcall(["ask", "--json", "explain"], { input: paste });
    expect(built).toEqual(await runToEnd(SOURCES, ["ask", "--json", "explain"], { input: paste }));
    expect(built.stdout).toContain("8080");
  });

  it("connects to both platforms and answers on both", async () => {
    const platforms = await loopbackPlatforms();
    const environment = { ...platforms.environment, PORTCALL_METRICS: "0" };
    const portcall = await startPortcallProcess(environment, ["npm", "start"]);
    const ready = await fetch(`${portcall.address}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true, version: manifest.version }]);
    await expectAnswersOnBoth(portcall, platforms);
    expect(await portcall.stop()).toBe(0);
    await expect(fetch(`${portcall.address}/healthz`)).rejects.toThrow();
  });

  it("serves the page's files as small as they can be", async () => {
    const { address } = await startPortcallProcess();
    const html = await (await fetch(`${address}/`)).text();
    for (const [, url = ""] of html.matchAll(/(?:src|href)="(\/(?:page|icon)\.[^"]+)"/g)) {
      const response = await fetch(`${address}${url}`, { headers: { "accept-encoding": "br" } });
      expect([url, response.headers.get("content-encoding")]).toEqual([url, "br"]);
      expect(response.headers.get("cache-control")).toContain("immutable");
      expect((await response.text()).length).toBeGreaterThan(100);
    }
  });

  it("imports a registry in a process of its own", async () => {
    const child = fork(join(DIST, "import-process.js"), { serialization: "advanced" });
    child.send({
      bytes: bytesOf(csvOf(PLAUSIBLE_ROWS)),
      current: readFileSync(join(ROOT, "data/registry.tsv"), "utf8"),
    });
    const [outcome] = await once(child, "message");
    expect(outcome).toMatchObject({ refused: { code: "source-implausible" } });
  });

  it("loads no package for help, and no chat platform's for a question", async () => {
    expect(await packagesLoadedBy(["help", "ask"])).toEqual([]);
    expect(await packagesLoadedBy(["ask", "867"])).not.toContainEqual(expect.stringMatching(/^(?:@slack|@?discord)/));
  });

  it("has no path of the machine that made it, and nothing of the tests", () => {
    for (const [name, text] of filesOfBuild()) {
      expect([name, text.includes(ROOT), /vitest|test\/support/.test(text)]).toEqual([name, false, false]);
    }
  });

  it("names the licence of every package that is in it", () => {
    const files = new Map(filesOfBuild());
    const packages: Readonly<Record<string, readonly string[]>> = JSON.parse(files.get("packages.json") ?? "");
    const notices = files.get("THIRD-PARTY.txt");
    const missing = Object.values(packages)
      .flat()
      .filter((name) => !notices?.includes(`\n${name} `));
    expect(missing).toEqual([]);
    expect(packages["cli.js"]).toEqual([]);
  });

  it("says which Node it needs where that is too old", async () => {
    const old = 'Object.defineProperty(process, "versions", { value: { node: "18.20.8" } })';
    const environment = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(old)}` };
    const { code, stdout, stderr } = await runPortcall(["ask", "867"], { environment });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Portcall needs Node 24 or later; this is 18.20.8.");
  });
});
