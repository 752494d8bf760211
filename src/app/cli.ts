#!/usr/bin/env -S node --max-semi-space-size=4
import { runProcess } from "./run-process.ts";

// Whoever reads the output may stop before its end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
await runProcess(process.argv.slice(2));
