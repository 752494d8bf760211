import type { Logger } from "#core/contracts.ts";

/** A log that a test can look at. */
export function recordingLogger(): Logger & { readonly lines: { level: string; message: string }[] } {
  const lines: { level: string; message: string }[] = [];
  const write = (level: string) => (_fields: object, message: string) => void lines.push({ level, message });
  return { lines, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
