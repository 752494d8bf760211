import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The program that runs in a test's processes: the build, which is what people run and starts in half the time. */
export const PROGRAM = join(ROOT, "dist/cli.js");

/** The program of the sources, which answers the same. */
export const SOURCES = join(ROOT, "src/app/cli.ts");

/** What the build is made from. */
const INPUTS = ["{src,adapters}/**/*.{ts,js,css,svg}", "rolldown.config.ts", "package-lock.json", "package.json"];

/** Makes the build, unless it was made from these sources. Vitest calls it before all tests. */
export function setup(): void {
  const built = statSync(PROGRAM, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isNewer = (path: string) => statSync(join(ROOT, path)).mtimeMs >= built;
  if (!globSync(INPUTS, { cwd: ROOT }).some(isNewer)) return;
  const rolldown = join(ROOT, "node_modules/rolldown/bin/cli.mjs");
  execFileSync(process.execPath, [rolldown, "--config", "--logLevel", "warn"], { cwd: ROOT, stdio: "inherit" });
}
