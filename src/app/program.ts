import { existsSync, statSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { packageFile } from "./package-file.ts";
import { VERSION } from "./version.ts";

// A variable that is set already, even to nothing, is left alone. A folder of that name is a Python environment, say.
if (existsSync(".env") && !statSync(".env").isDirectory()) {
  try {
    process.loadEnvFile(".env");
  } catch {
    // What Node says of it is not the cause.
    const advice = "Let this account read it, or start Portcall in another folder.";
    process.stderr.write(`The file .env in ${process.cwd()} cannot be read. ${advice}\n`);
    process.exit(1);
  }
}

// The reader of the output may close it early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});

// Compiled code is kept for the next start, which halves its time; a folder that can't be written is only read. Has to be
// enabled before the commands are imported.
enableCompileCache(packageFile(".cache"));
const { runCommandLine } = await import("./commands/run.ts");
const { COMMANDS } = await import("./commands/commands.ts");

const code = await runCommandLine(COMMANDS, `portcall ${VERSION}`, process.argv.slice(2), process);
// Exit once everything is printed, even if a platform's client left handles open. A failed write, as on a full disk, is
// a failure.
process.stdout.write("", (error) => {
  if (error) process.stderr.write(`Failed to write the output: ${error.message}\n`);
  process.exit(error ? 1 : code);
});
