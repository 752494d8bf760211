/** Preloaded with `--import`: when the process ends, prints the packages it loaded as JSON on standard error. */
import { readFileSync, writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename } from "node:path";

const packages = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    for (const name of packagesIn(url)) packages.add(name);
    return nextLoad(url, context);
  },
});
process.on("exit", () => writeSync(2, JSON.stringify([...packages])));

/** The package of a file in node_modules; all packages that are bundled in a file of the build. */
function packagesIn(url: string): readonly string[] {
  if (url.includes("/node_modules/")) return /(?<=\/node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(url)?.slice(0, 1) ?? [];
  if (!url.includes("/dist/")) return [];
  return JSON.parse(readFileSync(new URL("packages.json", url), "utf8"))[basename(url)] ?? [];
}
