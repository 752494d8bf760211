import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export interface Run {
  readonly code: number | null;
  /** What was printed, without the empty line at its end. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

/** Whether the machine has a tool, and the title of a test that is skipped without it. */
export function tool(name: string, howToInstall: string): { readonly missing: boolean; title(text: string): string } {
  const missing = !(process.env.PATH ?? "").split(delimiter).some((folder) => isExecutable(join(folder, name)));
  return {
    missing,
    title: (text) => (missing ? `${text} (skipped: no ${name} on this machine; ${howToInstall})` : text),
  };
}

/** Runs a card's command, without `sudo`: tests only look for their own process. */
export async function runCommand(command: string, environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const child = spawn("sh", ["-c", command.replace(/^sudo /, "")], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, lines: stdout.split("\n").filter((line) => line !== ""), stderr };
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
