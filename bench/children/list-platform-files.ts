import { writeSync } from "node:fs";
import { registerHooks } from "node:module";

/** Preloaded with `--import`: prints at exit how many files of the platforms' packages were loaded. */
const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    if (/\/node_modules\/(?:@slack|discord\.js|@discordjs)\//.test(url)) loaded.add(url);
    return nextLoad(url, context);
  },
});
process.on("exit", () => writeSync(2, `platform files loaded: ${loaded.size}\n`));
