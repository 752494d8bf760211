import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

/** Runs one command line in this process, and ends the process with its exit code. */
export async function runProcess(args: readonly string[]): Promise<void> {
  // Compiled code, types already stripped, is kept beside the packages: the next start takes half the time. A place
  // that is not writable only costs that.
  enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/compile", import.meta.url)));
  const [{ runCommandLine }, { COMMANDS }] = await Promise.all([
    import("./commands/run.ts"),
    import("./commands/commands.ts"),
  ]);
  const code = await runCommandLine(COMMANDS, `${manifest.name} ${manifest.version}`, args, process);
  // Once everything is printed the process ends, whatever a platform's client has left open.
  process.stdout.write("", () => process.exit(code));
}
