#!/usr/bin/env -S node --max-semi-space-size=4
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

// Whoever reads the output may stop before its end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

// Compiled code, types already stripped, is kept beside the packages: the next start takes half the time. A place that
// is not writable only costs that. It has to be on before the commands are imported.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/compile", import.meta.url)));
const { runCommandLine } = await import("./commands/run.ts");
const { COMMANDS } = await import("./commands/commands.ts");

const code = await runCommandLine(COMMANDS, `${manifest.name} ${manifest.version}`, process.argv.slice(2), process);
// Once everything is printed the process ends, whatever a platform's client has left open.
process.stdout.write("", () => process.exit(code));
