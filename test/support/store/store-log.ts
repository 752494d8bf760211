import { inspect } from "node:util";
import type { Logger } from "#core/host.ts";

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that records levels, messages and fields. */
export function storeLog(): { readonly logger: Logger; readonly lines: readonly LogLine[]; levels(): string[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine["level"]) => (fields: LogLine["fields"], message: string) =>
    void lines.push({ level, fields, message });
  const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  return { logger, lines, levels: () => lines.map(({ level }) => level) };
}

/** Everything printable about a value: hidden properties, causes, stacks. */
export function everythingIn(value: unknown): string {
  return inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });
}
